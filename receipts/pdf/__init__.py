"""PDF pages. The only place that draws with reportlab; every font in them is embedded."""
