"""Where one draws.

- ``sketch``: what the pointer does to a drawing, with undo
- ``canvas``: the widget that shows and takes strokes
- ``input_view``: the 32x32 picture that the network reads
- ``panel``: canvas, input and tools together
"""
