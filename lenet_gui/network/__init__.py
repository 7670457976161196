"""The picture of the whole network.

- ``network_view``: pointer and keys
- ``network_picture``: what is shown, chosen and pointed at
- ``stage``: zoom, and folded and enlarged layers
- ``network_layout``: where layers, maps and units lie, as plain data
- ``network_painter``: how the layers are painted
- ``marks``: frames, and what is switched off
- ``overlay``: saliency over INPUT
- ``value_label``: the value at the pointer
- ``output_rows``: keeps OUTPUT beside the penalties
- ``layout``: finds these places, and those of the titles
- ``connections``: when the lines between the layers are remade, and when the wave runs
- ``wiring``: these lines
- ``network_panel``: the view with its tools
- ``summary``: tells all layers in words
- ``walk``: describes units, and walks between them by key
- ``legend``: the colour scale
"""
