"""The drawing canvas: strokes as data, and the widget that shows and takes them."""
