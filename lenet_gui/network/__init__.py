"""The picture of the whole network.

- ``network_view``: pointer and keys
- ``network_picture``: what is shown, chosen and pointed at
- ``network_layout``: where layers, maps and units lie
- ``arrange``: makes maps as large as the area allows
- ``geometry``: layout, titles and camera together
- ``titles``: what stands above and below the layers
- ``network_painter``: how the layers are painted
- ``marks``: frames, and what is switched off
- ``overlay``: saliency over INPUT
- ``value_label``: the value at the pointer
- ``output_rows``: keeps OUTPUT beside the penalties
- ``wiring``: all connections
- ``network_panel``: the view with its tools
- ``camera``: zoom and offset
- ``walk``: describes units, and walks between them by key
- ``legend``: the colour scale
"""
