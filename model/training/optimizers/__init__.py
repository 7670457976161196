"""How a gradient becomes new weights.

- ``updates``: one update of the weights, by each optimizer
- ``fused``: AdamW and SGD by torch's own functions
- ``soap``: SOAP, an AdamW in each layer's own axes
- ``plain``: every optimizer with torch's autograd: the reference for ``updates``
- ``schedules``: how the rate changes
"""
