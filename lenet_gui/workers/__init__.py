"""What runs beside the GUI thread."""
