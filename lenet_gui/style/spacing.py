"""Room between things, in pixels."""

MARGIN = 12
"""Around each column of the window; what belongs together is half as far apart."""
