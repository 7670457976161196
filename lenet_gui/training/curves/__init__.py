"""Curves of loss, error and rate.

- ``page``: the page, with files around the curves
- ``curves_view``: the three plots
- ``plots``: the plots themselves, the only ones to load pyqtgraph
- ``figures``: every figure of a pass, its words, column and line
- ``key``: which colour and line is which
- ``shown``: what the plots are given; a run's live curve, thinned
- ``axes``: axes that are drawn once
- ``export``: curves as PNG, SVG or CSV
"""
