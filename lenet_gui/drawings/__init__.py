"""What comes onto the canvas besides the pen's ink, and what leaves it.

- ``tray``: ten MNIST digits to take
- ``sources``: reads examples, pictures and drawings, beside the GUI thread
- ``controller``: open, paste, drop, save, copy
- ``actions``: the same in menus
- ``player``: a drawing drawn again, point by point
- ``film``: the same saved as an animated picture, with all that the window shows meanwhile
- ``demonstration``: an example that draws itself on the first start
"""
