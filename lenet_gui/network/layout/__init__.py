"""What lies where in the picture of the network.

- ``geometry``: layout, titles and camera together
- ``arrange``: where layers and maps lie
- ``sizes``: how large maps can be
- ``titles``: what stands above and below the layers
- ``camera``: zoom and offset
"""
