"""Printed lines: what runs straight from edge to edge of a photograph is the paper's.

A line that is lighter than the pen is divided out: what was written over it stays. Below a line as dark as the pen
nothing can be seen; strokes that come to both its sides are carried on through it.
"""

import numpy as np

from model.digits.connected import runs_of
from model.digits.photo.shear import Shear, slope_of_lines
from model.network.records import FloatArray

_FAINTEST = 0.04
_HIDDEN = 0.35
"""A line is there if at least all but this part of its length is dark; the rest may be bent away."""
_ENDS = 0.08
"""It must be dark in this part of its length at each end, too."""
_BROADEST = 0.05
"""The broadest that a line can be, as a share of the picture's height."""
_AS_DARK = 0.5
"""A line that takes more of the light hides what is written over it."""


def without_lines(dark: FloatArray) -> FloatArray:
    """(H, W, 3): how dark a photograph is, without lines and squares."""
    dark = dark.copy()
    for level in (dark, dark.swapaxes(0, 1)):
        _remove_level(level)
    return dark


def has_lines(ink: FloatArray) -> bool:
    """Whether straight lines run from edge to edge of ink (H, W)."""
    return any(_bands(some, Shear(some.shape, slope_of_lines(some))) for some in (ink, ink.T))


def _remove_level(dark: FloatArray) -> None:
    grey = dark.mean(axis=2)
    shear = Shear(grey.shape, slope_of_lines(grey))
    for first, end in _bands(grey, shear):
        colours = np.stack([shear.taken(dark[:, :, k], np.nan)[first:end] for k in range(dark.shape[2])], axis=2)
        colour = np.maximum(np.nanmedian(colours, axis=1, keepdims=True), 0)
        if colour.mean(axis=2).max() < _AS_DARK:
            rest = 1 - (1 - colours) / (1 - colour)
        else:
            rest = carried_through(dark, shear, first, end)
        shear.put(dark, first, rest)


def grown(values: FloatArray) -> FloatArray:
    """Values (H, W), each the largest of itself and those one pixel above and below."""
    largest = values.copy()
    largest[1:] = np.maximum(largest[1:], values[:-1])
    largest[:-1] = np.maximum(largest[:-1], values[1:])
    return largest


def _bands(grey: FloatArray, shear: Shear) -> list[tuple[int, int]]:
    """First line and line behind the last of each dark band that crosses the picture."""
    count = shear.inside.sum(axis=1)
    along = shear.taken(grown(grey), np.inf)
    enough = count >= max(8, 0.1 * grey.shape[1])
    # Of the first so many values of each line; the others are infinite.
    level = np.sort(along, axis=1)[np.arange(len(along)), (_HIDDEN * count).astype(np.intp)]
    level -= np.median(level[enough])
    noise = 1.48 * float(np.median(np.abs(level[enough])))
    there = enough & (level > max(_FAINTEST, 6 * noise))
    broadest = max(5, _BROADEST * grey.shape[0])
    return [
        (first, end)
        for first, end in runs_of(there)
        if end - first <= broadest and _reaches(along, shear, level, first, end)
    ]


def _reaches(along: FloatArray, shear: Shear, level: FloatArray, first: int, end: int) -> bool:
    """Whether a band is dark at both ends, too."""
    middle = first + int(np.argmax(level[first:end]))
    line = along[middle][shear.inside[middle]]
    ends = max(2, round(_ENDS * len(line)))
    return bool(min(np.median(line[:ends]), np.median(line[-ends:])) > level[middle] / 2)


def carried_through(dark: FloatArray, shear: Shear, first: int, end: int) -> FloatArray:
    """(N, W, 3): what lies on both sides of a band of lines, within as far as a slanting stroke may come over it."""
    reach = end - first
    above = _beside(dark, shear, range(first - 2, first), reach)
    below = _beside(dark, shear, range(end, end + 2), reach)
    return np.repeat(np.minimum(above, below)[None], end - first, axis=0)


def _beside(dark: FloatArray, shear: Shear, lines: range, reach: int) -> FloatArray:
    """(W, 3)."""
    some = [line for line in lines if 0 <= line < len(shear.rows)]
    result = np.zeros(dark.shape[1:], dtype=np.float32)
    for line in some:
        values = np.where(shear.inside[line][:, None], dark[shear.rows[line], np.arange(dark.shape[1])], 0)
        for step in range(-reach, reach + 1):
            moved = np.roll(values, step, axis=0)
            np.maximum(result, moved, out=result)
    return result
