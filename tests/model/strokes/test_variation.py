"""Strokes drawn as another person might: the same digit, never the same path."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.strokes.variation import Points, resampled, to_unit_box, varied
from tests.model.samples import PROPERTY
from tests.model.strokes.hands import arc, digits

STROKES = st.lists(
    arrays(np.float64, st.tuples(st.integers(1, 30), st.just(2)), elements=st.floats(-500, 500)), min_size=1, max_size=4
)


@PROPERTY
@given(strokes=STROKES, label=st.one_of(st.none(), st.integers(0, 9)), seed=st.integers(0, 1000))
def test_whatever_is_drawn_stays_about_as_large(strokes: list[Points], label: int | None, seed: int) -> None:
    drawn = varied(tuple(strokes), label, np.random.default_rng(seed))
    points = np.concatenate(drawn)
    assert np.isfinite(points).all()
    assert all(line.shape[1:] == (2,) and len(line) for line in drawn)
    assert np.abs(points).max() < 2.5


def test_the_same_seed_draws_the_same_and_another_something_else() -> None:
    (zero, *_) = digits()
    first, again, other = (np.concatenate(varied(zero.strokes, 0, np.random.default_rng(k))) for k in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(("label", "most"), [(0, 2), (1, 2), (7, 2)])
def test_some_get_a_slash_a_bar_or_a_foot_and_most_do_not(label: int, most: int) -> None:
    pattern = next(pattern for pattern in digits() if pattern.label == label)
    counts = [len(varied(pattern.strokes, label, np.random.default_rng(seed))) for seed in range(200)]
    assert set(counts) == {1, most}
    assert 0.02 < np.mean([count == most for count in counts]) < 0.45


def test_pen_ups_are_sometimes_missed() -> None:
    four = digits()[2]
    counts = [len(varied(four.strokes, 4, np.random.default_rng(seed))) for seed in range(200)]
    assert 2 < counts.count(1) < 60


def test_resampling_keeps_the_path() -> None:
    circle = arc(3, 4, 2, 0, 1)
    points = resampled(circle, 0.1)
    assert np.abs(np.hypot(*(points - (3, 4)).T) - 2).max() < 0.05
    steps = np.hypot(*np.diff(points, axis=0).T)
    assert steps.max() < 0.11
    assert len(resampled(np.ones((7, 2)))) == 1


def test_the_unit_box_keeps_proportions() -> None:
    (line,) = to_unit_box((np.array([[10.0, 10], [10, 30], [20, 30]]),))
    assert np.allclose(line, [[-0.25, -0.5], [-0.25, 0.5], [0.25, 0.5]])
