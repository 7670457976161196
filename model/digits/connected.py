"""Connected pieces of a picture's ink, and runs in one line."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.network.records import FloatArray

Numbers = NDArray[np.intp]


class Connected(NamedTuple):
    """The connected pieces of a mask (H, W).

    ``labels`` (H, W) is 0 for paper and else a piece's number, from 1 on, top ones first. The others are (N,), of the
    pieces in the order of their numbers: how many pixels they have, and the boxes around them, with ``bottoms`` and
    ``rights`` behind the last pixel.
    """

    labels: Numbers
    areas: Numbers
    tops: Numbers
    bottoms: Numbers
    lefts: Numbers
    rights: Numbers

    def __len__(self) -> int:
        return len(self.areas)

    @property
    def heights(self) -> Numbers:
        return self.bottoms - self.tops

    @property
    def widths(self) -> Numbers:
        return self.rights - self.lefts

    def sums(self, values: FloatArray) -> NDArray[np.float64]:
        """(N,): the sum of some values (H, W) over each piece."""
        weights = values.ravel().astype(np.float64)
        sums = np.bincount(self.labels.ravel(), weights=weights, minlength=len(self) + 1)
        return sums[1:].astype(np.float64)

    def gaps(self, one: int) -> Numbers:
        """(N,): how many pixels each piece's box is away from the box of the one at this place; negative if inside."""
        across = np.maximum(self.lefts - self.rights[one], self.lefts[one] - self.rights)
        along = np.maximum(self.tops - self.bottoms[one], self.tops[one] - self.bottoms)
        gaps: Numbers = np.maximum(across, along)
        return gaps


def runs_of(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and end of each run of flags that are set."""
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def connected(inked: NDArray[np.bool_]) -> Connected:
    """What is connected; pixels that share a corner are."""
    height, width = inked.shape
    # Runs of each row, from start to before end, in one line of all rows with paper between them.
    line = np.zeros((height, width + 2), dtype=np.int8)
    line[:, 1:-1] = inked
    steps = np.diff(line.ravel(), prepend=0)
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    # A run touches those of the next row that end at or behind its start, and start at or before its end.
    first = np.searchsorted(ends, starts + width + 2, side="left")
    behind = np.searchsorted(starts, ends + width + 2, side="right")
    touching = np.maximum(behind - first, 0)
    above = np.repeat(np.arange(len(starts)), touching)
    below = np.arange(len(above)) - np.repeat(np.cumsum(touching) - touching, touching) + np.repeat(first, touching)
    roots = _joined(len(starts), above, below)
    numbers = np.unique(roots, return_inverse=True)[1].reshape(-1) + 1
    count = int(numbers.max(initial=0))
    change = np.zeros(line.size + 1, dtype=np.intp)
    change[starts], change[ends] = numbers, -numbers
    labels = np.cumsum(change[:-1]).reshape(line.shape)[:, 1:-1]
    rows, lefts, rights = starts // (width + 2), starts % (width + 2) - 1, ends - starts
    rights += lefts
    place = numbers - 1
    tops, lows = np.full(count, height), np.zeros(count, dtype=np.intp)
    west, east = np.full(count, width), np.zeros(count, dtype=np.intp)
    np.minimum.at(tops, place, rows)
    np.maximum.at(lows, place, rows + 1)
    np.minimum.at(west, place, lefts)
    np.maximum.at(east, place, rights)
    areas = np.bincount(place, weights=ends - starts, minlength=count).astype(np.intp)
    return Connected(labels, areas, tops, lows, west, east)


def _joined(count: int, one: Numbers, other: Numbers) -> Numbers:
    """(count,): for each node the smallest one that the edges between ``one`` and ``other`` join it with."""
    roots = np.arange(count)
    while True:
        low, high = np.minimum(roots[one], roots[other]), np.maximum(roots[one], roots[other])
        if np.array_equal(low, high):
            return roots
        np.minimum.at(roots, high, low)
        while not np.array_equal(roots, roots[roots]):
            roots = roots[roots]
