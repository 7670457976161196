"""Where one draws.

- ``sketch``: what the pointer does to a drawing, with undo
- ``canvas``: the widget that shows and takes strokes
- ``guide``: a digit to copy, below the ink
- ``thumbnail``: a drawing as a small picture
- ``input_view``: the 32x32 picture that the network reads
- ``panel``: canvas, input and tools together
"""
