"""The dietitian's desk below the screen: what is edited, what it comes to, and the rows."""
