"""The dietitian's desk as she sees it."""
