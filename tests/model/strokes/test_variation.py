"""Strokes drawn as another person might: the same digit, never the same path."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.strokes.variation import Points, Strokes, resampled, to_unit_box, varied
from tests.model.samples import PROPERTY
from tests.model.strokes.hands import arc, digits

STROKES = st.lists(
    arrays(np.float64, st.tuples(st.integers(1, 30), st.just(2)), elements=st.floats(-500, 500)), min_size=1, max_size=4
)

DOWN = np.array([[0.0, 0], [2, 50], [0, 100]])


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


def habits(label: int, *strokes: Points) -> list[Strokes]:
    """The same digit drawn four hundred times."""
    return [varied(strokes, label, np.random.default_rng(seed)) for seed in range(400)]


@pytest.mark.parametrize("drawn", [DOWN, DOWN[::-1]], ids=["drawn down", "drawn up"])
def test_some_ones_get_a_flag_from_their_top_to_the_left_and_down(drawn: Points) -> None:
    flags = 0
    for strokes in habits(1, drawn):
        top = min(np.concatenate(strokes), key=lambda point: point[1])
        # Drawn up, the flag is a stroke of its own; drawn down, the pen comes from it.
        if drawn is DOWN:
            ends = [strokes[0][0]] if len(strokes) == 1 else []
        else:
            ends = [stroke[-1] for stroke in strokes[1:] if np.ptp(stroke, axis=0)[1] > 0.08]
        flags += any(end[0] < top[0] - 0.05 and end[1] > top[1] + 0.05 for end in ends)
    assert 40 < flags < 120


def test_some_ones_get_a_foot_at_their_lower_end() -> None:
    feet = [strokes[1] for strokes in habits(1, DOWN) if len(strokes) == 2]
    assert 20 < len(feet) < 80
    for foot in feet:
        across, down = np.abs(foot[-1] - foot[0])
        assert across > 3 * down
        assert foot.mean(axis=0)[1] > 0.3


def test_no_wide_one_gets_a_flag() -> None:
    corner = np.array([[0.0, 20], [30, 0], [30, 100], [70, 100], [0, 100]])
    assert all(len(strokes) == 1 for strokes in habits(1, corner))


def test_some_sevens_get_a_bar_across_the_middle_of_their_stem() -> None:
    seven = digits()[3].strokes
    barred = [strokes for strokes in habits(7, *seven) if len(strokes) == 2]
    assert 60 < len(barred) < 140
    for stem, bar in barred:
        middle = bar.mean(axis=0)
        low, high = stem[:, 1].min(), stem[:, 1].max()
        assert 0.25 < (middle[1] - low) / (high - low) < 0.8
        assert np.hypot(*(stem - middle).T).min() < 0.15
        across, down = np.abs(bar[-1] - bar[0])
        assert across > 1.5 * down
        assert bar[0, 0] < middle[0] < bar[-1, 0]


def test_some_zeros_get_a_slash_through_their_middle_mostly_to_the_upper_right() -> None:
    zero = digits()[0].strokes
    slashed = [strokes for strokes in habits(0, *zero) if len(strokes) == 2]
    assert 60 < len(slashed) < 140
    rising = level = 0
    for ring, slash in slashed:
        centre = (ring.min(axis=0) + ring.max(axis=0)) / 2
        along = slash[-1] - slash[0]
        length = np.hypot(*along)
        beside = np.linalg.det(np.stack([along, centre - slash[0]])) / length
        assert abs(beside) < 0.25  # how far from the middle it passes
        assert 0.7 < length < 2.6
        level += abs(along[1]) < 0.45 * abs(along[0])
        rising += along[0] * along[1] < 0
    assert 0.05 < level / len(slashed) < 0.4
    assert 0.6 < rising / len(slashed) < 0.95


def test_strokes_do_not_always_meet_where_they_did() -> None:
    bend = np.array([[0.0, 0], [0, 50]]), np.array([[0.0, 50], [50, 50]])
    gaps = [np.hypot(*(first[-1] - second[0])) for first, second in (s for s in habits(2, *bend) if len(s) == 2)]
    assert 0.1 < np.mean(np.array(gaps) > 0.08) < 0.6


def test_corners_are_rounded_or_cut_and_ends_trimmed_or_hooked() -> None:
    corner = np.array([[0.0, 0], [0, 100], [100, 100]])
    drawn = [strokes[0] for strokes in habits(5, corner)]
    counts = np.array([len(line) for line in drawn])
    plain = len(resampled(to_unit_box((corner,))[0]))
    assert 0.08 < np.mean(counts < plain / 2) < 0.25  # cut to straight pieces
    assert 0.1 < np.mean((counts > 0.8 * plain) & (counts < plain)) < 0.35  # ends trimmed
    assert 0.08 < np.mean(counts > plain) < 0.25  # with a hook


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
