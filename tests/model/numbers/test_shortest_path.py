"""The cheapest readings of a lattice, against all ways through it."""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.numbers.lattice import Candidate
from model.numbers.pieces import Box
from model.numbers.shortest_path import shortest_paths
from tests.model.samples import PROPERTY

INK = np.zeros((32, 32), dtype=np.float32)


def candidate(first: int, end: int, costs: Sequence[float]) -> Candidate:
    return Candidate(first, end, Box(first, 0, end, 1), INK, np.zeros(10), np.array(costs))


def all_readings(candidates: Sequence[Candidate], cuts: Sequence[float]) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Cost and labels of every way through, written without dynamic programming."""

    def ways_from(node: int) -> Iterator[list[Candidate]]:
        if node == len(cuts) + 1:
            yield []
        for each in candidates:
            if each.first == node:
                yield from ([each, *rest] for rest in ways_from(each.end))

    for way in ways_from(0):
        paid = sum(cuts[each.end - 1] for each in way[:-1])
        for labels in itertools.product(range(11), repeat=len(way)):
            yield paid + sum(float(each.costs[label]) for each, label in zip(way, labels, strict=True)), labels


@PROPERTY
@given(st.data())
def test_no_reading_is_cheaper(data: st.DataObject) -> None:
    pieces = data.draw(st.integers(1, 3))
    cost = st.floats(0, 9)
    groups = [(first, end) for first in range(pieces) for end in range(first + 1, pieces + 1)]
    wanted = [group for group in groups if group[1] - group[0] == 1 or data.draw(st.booleans())]
    candidates = [candidate(*group, data.draw(st.lists(cost, min_size=11, max_size=11))) for group in wanted]
    cuts = data.draw(st.lists(st.floats(-2, 4), min_size=pieces - 1, max_size=pieces - 1))
    cheapest: dict[tuple[int, ...], float] = {}
    for paid, labels in all_readings(candidates, cuts):
        cheapest[labels] = min(paid, cheapest.get(labels, paid))
    readings = shortest_paths(candidates, cuts, 3)
    assert len({reading.labels for reading in readings}) == 3
    np.testing.assert_allclose([reading.cost for reading in readings], sorted(cheapest.values())[:3], atol=1e-9)
    for reading in readings:
        np.testing.assert_allclose(reading.cost, cheapest[reading.labels], atol=1e-9)


def test_a_reading_names_its_candidates_and_says_what_is_no_digit() -> None:
    costs = np.full((4, 11), 9.0)
    costs[[0, 1, 2, 3], [2, 10, 7, 8]] = 1.0
    candidates = [
        candidate(0, 1, costs[0]),
        candidate(1, 2, costs[1]),
        candidate(2, 3, costs[2]),
        candidate(0, 3, costs[3]),
    ]
    best, second, *_ = shortest_paths(candidates, [-0.5, -0.5])
    assert (second.text, second.candidates, second.cost) == ("2?7", (0, 1, 2), 2.0)
    assert (best.text, best.candidates, best.cost) == ("8", (3,), 1.0)
