"""The arithmetic of a unit.

- ``panel``: the sheet for the chosen unit
- ``sheet``: what all sheets share
- ``convolution``: C1 and C3
- ``subsampling``: S2 and S4
- ``full``: C5 and F6
- ``penalty``: one penalty, or two compared
- ``pixel``: a pixel of the input
- ``grid``: values painted into a grid
- ``curve``: the squashing function
"""
