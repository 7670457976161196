"""Ways through ink, from top to bottom, between pixels: where a connected piece of a picture may be cut."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.network.records import FloatArray

INKED = 0.3
"""The least darkness of pixels that connect: two lines are not connected by their blurred rims."""
_LEAST_WIDTH = 0.5
"""A connected piece that is narrower than this part of its own height is no two digits."""
_FLATTEST = 0.15
"""One that is lower than this part of its width is a dash."""
_SHARP = 12
"""Ink counts with this power of its darkness, in parts of that of lines, where a way crosses it: where two lines touch,
only their rims do."""
_ASIDE = 0.1
"""What a step to the side costs, where a pixel of ink costs 1."""
_LEAST_BETWEEN = 0.2
"""How much ink lies between two cuts at least, as a line of the pen in heights of the piece."""
_MOST_CROSSED = 0.05
"""How much at most, in the same measure, where the cut that is mostly on the left is on the right."""
_MOST_INK = 4.0
"""A cut goes through so much ink at most, in widths of the pen."""
_LEAST_HEIGHT = 0.4
"""The least height of the ink on both sides of a cut, as a share of the piece's height."""
_MOST_CUTS = 48
_MOST_ROWS = 1_000_000
"""The most rows that all ways together go through: a large blot takes no longer."""


class Seams(NamedTuple):
    """How much ink runs from each pixel to the next: to the one on its right (H, W - 1), and to the one below.

    Where two lines touch, their rims do, and these are fainter than what is inside a line. So of ``ink`` (H, W) hardly
    anything is left where it is fainter than that.
    """

    ink: NDArray[np.float64]
    across: NDArray[np.float64]
    down: NDArray[np.float64]

    def crossed(self, beyond: NDArray[np.bool_]) -> float:
        """All that runs from what is not beyond to what is."""
        across, down = beyond[:, 1:] != beyond[:, :-1], beyond[1:] != beyond[:-1]
        return float(self.across[across].sum() + self.down[down].sum())


def seams_of(ink: FloatArray) -> Seams:
    """The seams of ink (H, W), 0 for paper to 1 for full ink."""
    inked = ink[ink >= INKED]
    line = float(np.median(inked)) if len(inked) else 1.0
    sharp = np.minimum(ink.astype(np.float64) / line, 1) ** _SHARP
    return Seams(sharp, np.minimum(sharp[:, 1:], sharp[:, :-1]), np.minimum(sharp[1:], sharp[:-1]))


def ways_through(seams: Seams, pen: float) -> list[NDArray[np.int64]]:
    """For each cut, from left to right, the column (H,) from which on ink is beyond it.

    Through each inked place goes a cheapest way; of all these, the cheapest ones that differ and do not cross.

    Args:
        seams: of a connected piece.
        pen: its width, in pixels.
    """
    height, width = seams.ink.shape
    if width < _LEAST_WIDTH * height or height <= _FLATTEST * width:
        return []
    before = np.pad(np.cumsum(seams.ink, axis=1), ((0, 0), (1, 0)))  # (H, W + 1): the ink left of each column
    ways = _cheapest_ways(seams, _MOST_INK * pen)
    lefts = before[np.arange(height), ways]
    whole = (_heights(lefts) >= _LEAST_HEIGHT * height) & (_heights(before[:, -1] - lefts) >= _LEAST_HEIGHT * height)
    chosen = ways[whole][_differing(lefts[whole], height * pen)]
    ordered = sorted(chosen, key=lambda way: float(before[np.arange(height), way].sum()))
    return list(np.maximum.accumulate(ordered)) if ordered else []


def _cheapest_ways(seams: Seams, most: float) -> NDArray[np.int64]:
    """(N, H): the cheapest way through each inked place, if it costs no more than ``most``; the cheapest first."""
    height = len(seams.ink)
    across = np.pad(seams.across, ((0, 0), (1, 1)))
    above, below = _cheapest(across, seams.down), _cheapest(across[::-1], seams.down[::-1])
    costs = above.costs + below.costs[::-1] - across
    inked = across > 0
    inked[1:, :-1] |= seams.down > 0
    rows, columns = np.nonzero((costs <= most) & inked)
    cheapest_first = np.argsort(costs[rows, columns], kind="stable")[: _MOST_ROWS // height]
    rows, columns = rows[cheapest_first], columns[cheapest_first]
    upper, lower = above.to(rows, columns), below.to(height - 1 - rows, columns)[:, ::-1]
    return np.where(np.arange(height) <= rows[:, None], upper, lower)


def _differing(lefts: NDArray[np.float64], line: float) -> list[int]:
    """Which ways to keep: each differs from those before, and crosses none.

    ``lefts`` (N, H) is the ink on their left, ``line`` that of a line of the pen as long as the piece is high.
    """
    kept: list[int] = []
    places = np.arange(len(lefts))
    while len(places) and len(kept) < _MOST_CUTS:
        kept.append(int(places[0]))
        more = lefts[places] - lefts[places[0]]
        ahead, behind = np.maximum(more, 0).sum(axis=1), np.maximum(-more, 0).sum(axis=1)
        differ = ahead + behind >= _LEAST_BETWEEN * line
        places = places[differ & (np.minimum(ahead, behind) <= _MOST_CROSSED * line)]
    return kept


class _Cheapest(NamedTuple):
    """What the cheapest way from the first row to each place costs, (H, W + 1), and in which column it left the row
    above.

    A way goes between pixels, down and to the sides, as far as it must between one row and the next.
    """

    costs: NDArray[np.float64]
    origins: NDArray[np.int64]

    def to(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """(N, H): the columns in which the ways to these places (N,) leave each row down to theirs."""
        ways = np.repeat(columns[:, None], len(self.origins), axis=1)
        for row in range(len(self.origins) - 2, -1, -1):
            ways[:, row] = np.where(rows > row, self.origins[row + 1, ways[:, row + 1]], columns)
        return ways


def _cheapest(across: NDArray[np.float64], down: NDArray[np.float64]) -> _Cheapest:
    columns = np.arange(across.shape[1])
    costs, origins = [across[0]], [columns]
    for row, beside in zip(across[1:], down, strict=True):
        steps = np.concatenate([[0.0], np.cumsum(beside + _ASIDE)])
        right, from_left = _along(costs[-1], steps)
        left, from_right = _along(costs[-1][::-1], steps[-1] - steps[::-1])
        left, from_right = left[::-1], columns[::-1][from_right[::-1]]
        costs.append(np.minimum(right, left) + row)
        origins.append(np.where(right <= left, from_left, from_right))
    return _Cheapest(np.array(costs), np.array(origins))


def _along(costs: NDArray[np.float64], steps: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """What places of a row cost if they are reached from those on their left, too; and from which."""
    starts = costs - steps
    least = np.minimum.accumulate(starts)
    origins = np.maximum.accumulate(np.where(starts <= least, np.arange(len(costs)), 0))
    return least + steps, origins


def _heights(inks: NDArray[np.float64]) -> NDArray[np.int64]:
    """(N,): how high ink (N, H), by rows, stands."""
    inked = inks >= INKED
    heights = inked.shape[1] - inked.argmax(axis=1) - inked[:, ::-1].argmax(axis=1)
    return np.where(inked.any(axis=1), heights, 0)
