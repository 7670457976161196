"""How a gradient becomes new weights.

- ``updates``: one update of the weights, by each optimizer
- ``plain``: the same with torch's autograd: the reference for ``updates``
- ``schedules``: how the rate changes
"""
