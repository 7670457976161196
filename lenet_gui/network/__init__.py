"""The picture of the whole network.

- ``network_view``: pointer and keys
- ``network_picture``: what is shown, and where the pointer is
- ``network_layout``: where everything lies
- ``network_painter``: how it is painted
- ``network_panel``: the picture with its tools
- ``camera``: zoom and position
- ``walk``: from unit to unit by key
- ``legend``: the colour scale
"""
