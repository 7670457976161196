"""Where one draws.

- ``sketch``: what the pointer does to a drawing, with undo
- ``sketch_view``: the widget that shows it
- ``canvas``: the same where one draws
- ``paper``: where a drawing lies in a widget
- ``guide``: a digit to copy, below the ink
- ``marks``: the cross-hair of the keys, and the eraser's circle
- ``thumbnail``: a drawing as a small picture
- ``ink_layer``: the ink on the canvas
- ``smooth``: pen lines as curves
- ``tools``: pen, eraser, width, undo, redo, clear, draw again, room
- ``pen_width``: how wide the pen is
- ``panel``: canvas, tools and tray together
"""
