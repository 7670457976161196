"""The arithmetic of a unit.

- ``panel``: the sheet for the chosen unit
- ``arithmetic``: the sheet with what stands above and beside it
- ``sheet``: what all sheets share, and values painted into a grid
- ``convolution``: C1 and C3
- ``small``: S2 and S4, and a pixel of the input
- ``full``: C5 and F6
- ``penalty``: one penalty, or two compared
- ``curve``: the squashing function
"""
