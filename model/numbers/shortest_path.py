"""The cheapest readings of a lattice: Viterbi's algorithm (section V.B), for several readings at once."""

from collections.abc import Sequence
from itertools import islice
from operator import itemgetter

import numpy as np

from model.numbers.lattice import Candidate, Reading

_Way = tuple[float, tuple[int, ...], tuple[int, ...]]
"""Cost, labels, candidates."""


def shortest_paths(candidates: Sequence[Candidate], cuts: Sequence[float], count: int = 3) -> tuple[Reading, ...]:
    """The cheapest readings from the first piece to the last, no two with the same labels; cheapest first.

    Args:
        candidates: the arcs; one of each piece alone is among them, so that there is a way through.
        cuts: the price of each node but the first and the last.
        count: how many at most.
    """
    last = len(cuts) + 1
    # Whoever reads "12" and whoever reads "17" up to a node may both be the start of a cheap reading; a dearer way to
    # the same labels is not. So the cheapest ones with different labels are all that a node has to keep.
    ways: list[list[_Way]] = [[] for _ in range(last + 1)]
    ways[0] = [(0.0, (), ())]
    costs = np.stack([candidate.costs for candidate in candidates])
    cheapest = np.argsort(costs, axis=1, kind="stable")[:, :count]
    priced = [
        list(zip(labels, prices, strict=True))
        for labels, prices in zip(cheapest.tolist(), np.take_along_axis(costs, cheapest, axis=1).tolist(), strict=True)
    ]
    arriving: list[list[int]] = [[] for _ in range(last + 1)]
    for place, candidate in enumerate(candidates):
        arriving[candidate.end].append(place)
    for node in range(1, last + 1):
        price = cuts[node - 1] if node < last else 0.0
        found = [
            (cost + own + price, (*labels, label), (*places, place))
            for place in arriving[node]
            for label, own in priced[place]
            for cost, labels, places in ways[candidates[place].first]
        ]
        ways[node] = _cheapest(found, count)
    return tuple(Reading(places, labels, cost) for cost, labels, places in ways[last])


def _cheapest(ways: list[_Way], count: int) -> list[_Way]:
    best: dict[tuple[int, ...], _Way] = {}
    for way in sorted(ways, key=itemgetter(0)):
        best.setdefault(way[1], way)
    return list(islice(best.values(), count))
