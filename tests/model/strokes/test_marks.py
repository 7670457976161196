"""Scribbles, marks and specks: nothing of it is a digit."""

from collections import defaultdict

import numpy as np
import pytest

from model.strokes.marks import is_straight, mark, scribble, specks, turning
from model.strokes.variation import Points, Strokes
from tests.model.strokes.hands import arc

SEEDS = range(400)
LINE = np.array([[0.0, 0], [10, 30], [20, 60]])
CORNER = np.array([[0.0, 0], [0, 50], [50, 50]])


def test_a_line_is_straight_whatever_its_slant_and_a_corner_is_not() -> None:
    assert is_straight((LINE,))
    assert is_straight((LINE[:1], LINE[2:]))
    assert not is_straight((CORNER,))


@pytest.mark.parametrize(
    ("stroke", "turns", "size"), [(LINE, 0, 60), (CORNER, 0.5, 50), (arc(5, 5, 20, 0, 1), 1.9, 40), (LINE[:1], 0, 0)]
)
def test_how_far_a_stroke_turns_and_how_large_it_is(stroke: Points, turns: float, size: float) -> None:
    """In half turns; the first and the last step of a circle point the same way but for one step's turn."""
    turned, large = turning(stroke)
    assert turned == pytest.approx(turns * np.pi, abs=0.25)
    assert large == pytest.approx(size, abs=0.5)


def test_scribbles_are_zigzags_spirals_and_walks_that_turn_often() -> None:
    made = [scribble(np.random.default_rng(seed)) for seed in SEEDS]
    counts = np.array([len(strokes[0]) for strokes in made])
    zigzags, spirals = counts < 60, counts == 110
    walks = ~zigzags & ~spirals
    assert 0.2 < zigzags.mean() < 0.4
    assert 0.12 < spirals.mean() < 0.28
    assert 0.4 < walks.mean() < 0.6
    assert 0.15 < np.mean([len(strokes) > 1 for strokes in made]) < 0.35
    back_and_forth = 0
    for strokes, zigzag, walk in zip(made, zigzags, walks, strict=True):
        line = strokes[0]
        assert np.ptp(line, axis=0).max() == pytest.approx(1)
        if zigzag:
            swings = [np.sign(np.diff(line[:, axis])) for axis in (0, 1)]
            assert any(len(set(one)) == 1 for one in swings)  # on and on
            back_and_forth += max((one[1:] == -one[:-1]).mean() for one in swings) == 1
        elif walk:
            assert turning(line)[0] > 3.9 * np.pi
        else:
            assert turning(line)[0] > 3 * np.pi
    assert back_and_forth > 0.9 * zigzags.sum()


def kind_of(strokes: Strokes) -> str:
    """Which of the marks this is, by how many strokes and points it has."""
    shapes = [len(stroke) for stroke in strokes]
    lengths = [np.hypot(*(stroke[-1] - stroke[0])) for stroke in strokes]
    if shapes in ([4], [4, 2], [6], [3], [2, 3]):
        return {4: "triangle", 6: "star", 3: "tick", 2: "arrow"}[shapes[0]]
    assert set(shapes) == {2}
    if max(lengths) < 0.2:
        return "dots"
    if len(strokes) == 1:
        return "dash"
    if all(np.ptp(stroke[:, 1]) == pytest.approx(1) for stroke in strokes):
        return "bars"
    return "cross" if np.allclose([stroke.mean(axis=0) for stroke in strokes], 0) else "dashes"


@pytest.fixture(scope="module")
def marks() -> dict[str, list[Strokes]]:
    found = defaultdict(list)
    for seed in SEEDS:
        strokes = mark(np.random.default_rng(seed))
        found[kind_of(strokes)].append(strokes)
    return found


def test_each_mark_is_as_frequent_as_the_others(marks: dict[str, list[Strokes]]) -> None:
    assert set(marks) == {"dots", "dash", "dashes", "cross", "bars", "tick", "triangle", "star", "arrow"}
    assert all(20 < len(those) < 75 for those in marks.values())


def test_dots_are_one_to_four(marks: dict[str, list[Strokes]]) -> None:
    assert {len(strokes) for strokes in marks["dots"]} == {1, 2, 3, 4}


def test_dashes_lie_more_than_they_stand_and_two_are_one_above_the_other(marks: dict[str, list[Strokes]]) -> None:
    for strokes in marks["dash"] + marks["dashes"]:
        for dash in strokes:
            across, down = np.abs(dash[1] - dash[0])
            assert down < 0.79 * across
            assert np.hypot(across, down) == pytest.approx(1)
    for upper, lower in marks["dashes"]:
        assert (lower - upper).mean(axis=0)[0] == pytest.approx(0)
        assert 0.2 < (lower - upper).mean(axis=0)[1] < 0.6


def test_a_cross_has_two_arms_at_right_angles(marks: dict[str, list[Strokes]]) -> None:
    for first, second in marks["cross"]:
        assert np.dot(first[1] - first[0], second[1] - second[0]) == pytest.approx(0, abs=1e-9)
        assert all(0.7 < np.hypot(*(arm[1] - arm[0])) < 1 for arm in (first, second))


def test_bars_stand_side_by_side(marks: dict[str, list[Strokes]]) -> None:
    assert {len(strokes) for strokes in marks["bars"]} == {2, 3, 4, 5}
    for strokes in marks["bars"]:
        gaps = np.diff([stroke[0, 0] for stroke in strokes])
        assert np.allclose(gaps, gaps[0])
        assert 0.2 < gaps[0] < 0.5
        assert all(abs(stroke[1, 0] - stroke[0, 0]) < 0.3 for stroke in strokes)


def test_a_tick_has_its_corner_between_a_short_and_a_long_arm(marks: dict[str, list[Strokes]]) -> None:
    ways = set()
    for (tick,) in marks["tick"]:
        start, corner, end = tick
        assert np.hypot(*(end - corner)) > np.hypot(*(corner - start))
        assert np.sign(corner[1] - start[1]) == -np.sign(end[1] - corner[1])
        ways.add((np.sign(end[0]), np.sign(end[1])))
    assert len(ways) == 4


def test_triangles_and_stars_are_closed_about_the_middle(marks: dict[str, list[Strokes]]) -> None:
    for strokes in marks["triangle"] + marks["star"]:
        ring = strokes[0]
        assert np.hypot(*(ring[-1] - ring[0])) < 0.25
        assert np.abs(np.hypot(*ring.T) - 0.5).max() < 0.2
        assert not is_straight((ring,))
    assert {len(strokes) for strokes in marks["triangle"]} == {1, 2}
    for (star,) in marks["star"]:
        sides = np.hypot(*np.diff(star, axis=0).T)
        assert sides.min() > 0.7  # from tip to tip but one


def test_an_arrows_head_is_at_the_end_of_its_shaft(marks: dict[str, list[Strokes]]) -> None:
    for shaft, head in marks["arrow"]:
        assert np.hypot(*(shaft[1] - shaft[0])) == pytest.approx(1)
        assert np.allclose(shaft[1], head[1])
        for side in (head[0], head[2]):
            assert np.dot(side - head[1], shaft[0] - shaft[1]) > 0  # it points away from the shaft


def test_specks_are_a_few_small_spots() -> None:
    for seed in SEEDS:
        picture = specks(np.random.default_rng(seed))
        inked = picture[picture > 0]
        assert picture.shape == (28, 28)
        assert 1 <= len(inked) <= 8 * 9
        assert inked.min() >= 0.3
        assert inked.max() <= 1
        assert len(np.unique(inked)) <= 8
