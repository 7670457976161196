"""What lies where in the picture of the network.

- ``geometry``: layout, titles and camera together
- ``arrange``: makes maps as large as the area allows
- ``titles``: what stands above and below the layers
- ``camera``: zoom and offset
"""
