"""Curves of loss, error and rate.

- ``page``: the page, with files around the curves
- ``curves_view``: the three plots
- ``plots``: the plots themselves; they and ``run_lines`` alone load pyqtgraph
- ``run_lines``: one run's lines in them
- ``figures``: every figure of a pass, its words, column and line
- ``pass_label``: the figures of one pass below the plots
- ``key``: which colour and line is which
- ``shown``: what the plots are given: a run's live curve, thinned, and the runs laid over it
- ``axes``: axes that are drawn once
- ``export``: curves as PNG, SVG or CSV
"""
