"""The picture of the whole network.

- ``network_view``: pointer and keys
- ``network_picture``: what is shown, chosen and pointed at
- ``network_layout``: where layers, maps and units lie
- ``network_painter``: how it is painted
- ``network_panel``: the view with its tools
- ``camera``: zoom and offset
- ``walk``: describes units, and walks between them by key
- ``legend``: the colour scale
"""
