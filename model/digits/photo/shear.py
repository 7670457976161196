"""A picture along straight lines that are nearly level: row v of what is sheared is the v-th of parallel lines."""

import math

import numpy as np

from model.network.records import FloatArray

_STEEPEST = math.tan(math.radians(14))
"""How far a photograph may be turned."""
_SLOPES = 57
_COARSE_PX = 128
_FAINT = 0.25
"""Darker than this counts no more when the slope is looked for: lines are long, not dark."""


class Shear:
    """Parallel lines over a picture of ``shape`` (height, width), which go down by ``slope`` a pixel to the right.

    ``rows`` (V, W) says which row of the picture line v is in at each column, ``inside`` (V, W) whether there is one.
    """

    def __init__(self, shape: tuple[int, ...], slope: float) -> None:
        height, width = shape
        down = np.rint(np.arange(width) * slope).astype(np.intp)
        down -= down.max()
        rows = np.arange(height - int(down.min()))[:, None] + down
        self.inside = (rows >= 0) & (rows < height)
        self.rows = np.clip(rows, 0, height - 1)
        self._columns = np.arange(width)

    def taken(self, values: FloatArray, outside: float) -> FloatArray:
        """(V, W): the picture's values (H, W) along the lines."""
        along: FloatArray = values[self.rows, self._columns]
        along[~self.inside] = outside
        return along

    def put(self, values: FloatArray, first: int, along: FloatArray) -> None:
        """Write lines from the ``first`` on, (N, W) or (N, W, 3), into a picture."""
        some = slice(first, first + len(along))
        at, columns = np.nonzero(self.inside[some])
        values[self.rows[some][at, columns], columns] = along[at, columns]


def _evidence(values: FloatArray, slope: float) -> float:
    """How much the mean along lines of this slope changes from line to line."""
    height, width = values.shape
    down = np.rint(np.arange(width) * slope).astype(np.intp)
    down -= down.max()
    place = (np.arange(height)[:, None] - down).ravel()
    lines = height - int(down.min())
    count = np.bincount(place, minlength=lines)
    mean = np.bincount(place, weights=values.ravel(), minlength=lines) / np.maximum(count, 1)
    return float((np.diff(mean[count >= width / 2]) ** 2).sum())


def slope_of_lines(dark: FloatArray) -> float:
    """The slope of the straight lines in (H, W), 0 for paper to 1, if there are any that are nearly level."""
    factor = max(1, max(dark.shape) // _COARSE_PX)
    height, width = (size // factor for size in dark.shape)
    blocks = dark[: height * factor, : width * factor].reshape(height, factor, width, factor)
    coarse, exact = np.clip(blocks.mean(axis=(1, 3)), 0, _FAINT), np.clip(dark, 0, _FAINT)
    slopes = np.linspace(-_STEEPEST, _STEEPEST, _SLOPES)
    best = slopes[int(np.argmax([_evidence(coarse, slope) for slope in slopes]))]
    step = slopes[1] - slopes[0]
    near = np.linspace(best - step, best + step, 9)
    return float(near[int(np.argmax([_evidence(exact, slope) for slope in near]))])
