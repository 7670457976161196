"""Rows of a picture that touch: ink that runs through two of them is cut between those beside it."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from model.digits.connected import Connected, Numbers, connected
from model.network.records import FloatArray
from model.numbers.ways import INKED

_LOWEST, _HIGHEST = 0.2, 0.6
"""A piece of one row is between these parts of the height of the highest, if that runs through two or three."""
_NEAR = 4.0
"""Rows are told by the pieces that are not farther beside than this, in heights of a row."""
_REACH = 0.25
"""A cut is not farther from the middle between two rows, and leaves more than that above and below; in such heights."""
_PAPER = 0.04
"""How high the paper is that a cut leaves, in such heights."""


def rows_apart(ink: FloatArray) -> FloatArray:
    """Ink (H, W), cut wherever a connected piece runs through two rows; the array itself where none does.

    A row is at least two pieces beside each other that run through no other row.
    """
    pieces = connected(ink >= INKED)
    highest = pieces.heights.max(initial=0)
    single = np.flatnonzero((pieces.heights > _LOWEST * highest) & (pieces.heights < _HIGHEST * highest))
    if len(single) < 4:
        return ink
    height = float(np.median(pieces.heights[single]))
    apart = ink.copy()
    for piece in np.flatnonzero(pieces.heights > 1.5 * height).tolist():
        beside = (pieces.rights > pieces.lefts[piece] - _NEAR * height) & (
            pieces.lefts < pieces.rights[piece] + _NEAR * height
        )
        for middle in _between_rows(pieces, single[beside[single]], height):
            first, end = round(middle - _REACH * height), round(middle + _REACH * height) + 1
            if min(first - pieces.tops[piece], pieces.bottoms[piece] - end) > _REACH * height:
                own = pieces.labels == piece + 1
                cut = first + int(np.argmin(own[first:end].sum(axis=1)))
                paper = slice(cut, cut + max(1, round(_PAPER * height)))
                apart[paper][own[paper]] = 0
    return ink if np.array_equal(apart, ink) else apart


def _between_rows(pieces: Connected, some: Numbers, height: float) -> Iterator[float]:
    """The middles between rows of some pieces, from top to bottom."""
    some = some[np.argsort(pieces.tops[some] + pieces.bottoms[some])]
    lower = np.diff(pieces.tops[some] + pieces.bottoms[some]) > height
    rows = [row for row in np.split(some, np.flatnonzero(lower) + 1) if len(row) > 1]
    for above, below in pairwise(rows):
        yield float(pieces.bottoms[above].mean() + pieces.tops[below].mean()) / 2
