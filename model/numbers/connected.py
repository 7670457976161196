"""Connected pieces of a picture's ink."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def connected(inked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(H, W): for each pixel with ink the number of its connected piece, from 1 on, top ones first; 0 for paper.

    Pixels that share a corner are connected.
    """
    steps = np.diff(np.pad(inked, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]  # in the same order
    parents = list(range(len(rows)))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = parents[parents[run]]
            run = parents[run]
        return run

    firsts = np.searchsorted(rows, np.arange(len(inked) + 1)).tolist()
    for above, (first, end) in zip(firsts, pairwise(firsts[1:]), strict=False):
        # Of the runs in the row above, those that begin before this one is over and end after it began.
        lows = above + np.searchsorted(ends[above:first], starts[first:end])
        highs = above + np.searchsorted(starts[above:first], ends[first:end], side="right")
        for run, low, high in zip(range(first, end), lows.tolist(), highs.tolist(), strict=True):
            for other in range(low, high):
                one, another = root(run), root(other)
                parents[max(one, another)] = min(one, another)
    _, numbers = np.unique([root(run) for run in range(len(rows))], return_inverse=True)
    labels = np.zeros(inked.shape, dtype=np.int64)
    for row, start, end, number in zip(rows.tolist(), starts.tolist(), ends.tolist(), numbers.tolist(), strict=True):
        labels[row, start:end] = number + 1
    return labels
