"""What is saved in files that the person chooses, and copied.

- ``file_saver``: writes them beside the GUI thread
- ``image_export``: painted pictures and widgets as PNG or SVG
- ``animation``: pictures of a widget, one after the other, as an animated GIF
- ``view_export``: views and activations, and the menu for them
"""
