"""What is no digit, made on the fly."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model.digits.datasets import mnist_test
from model.settings import settings_of
from model.strokes.reading import PenPattern
from model.strokes.rubbish import RubbishMaker, RubbishMix, half, piece
from model.strokes.variation import Points, Strokes
from tests.model.strokes.hands import arc, digits, letters

KINDS = tuple(settings_of(RubbishMix))
NONE = RubbishMix(**dict.fromkeys(KINDS, 0.0))


def maker(mix: RubbishMix, with_strokes: bool = True) -> RubbishMaker:
    pictures = mnist_test().images[:20]
    return RubbishMaker(mix, digits() if with_strokes else [], letters() if with_strokes else [], pictures)


def only(kind: str) -> RubbishMix:
    return replace(NONE, **{kind: 1.0})


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_strokes_or_a_picture(kind: str) -> None:
    source = maker(only(kind))
    for seed in range(60):
        made = source.make(np.random.default_rng(seed))
        if isinstance(made, np.ndarray):
            assert made.min() >= 0
            assert 0.1 < made.max() <= 1
        else:
            assert all(line.shape[1:] == (2,) and len(line) and np.isfinite(line).all() for line in made)
            assert made


def test_pictures_hold_two_digits_or_specks() -> None:
    pictures = [maker(only("picture")).make(np.random.default_rng(seed)) for seed in range(40)]
    assert all(isinstance(picture, np.ndarray) and picture.any() for picture in pictures)
    wide = [picture for picture in pictures if isinstance(picture, np.ndarray) and picture.shape[1] > picture.shape[0]]
    assert len(wide) > 20


def of_circles(kind: str) -> list[Strokes]:
    """Two hundred of a kind, of digits that are one stroke each."""
    circle = PenPattern(6, "1", (arc(0, 0, 50, 0, 1),))
    source = RubbishMaker(only(kind), [circle], [], mnist_test().images[:0])
    made = [source.make(np.random.default_rng(seed)) for seed in range(200)]
    return [strokes for strokes in made if isinstance(strokes, tuple)]


def test_several_digits_stand_side_by_side_and_seldom_one_above_the_other() -> None:
    stacked: list[Strokes] = []
    rows: list[Strokes] = []
    for strokes in of_circles("several"):
        first, second = strokes[:2]
        below = second[:, 1].min() > first[:, 1].max() - 0.1
        (stacked if below else rows).append(strokes)
    assert 5 <= len(stacked) <= 30
    assert {len(strokes) for strokes in stacked} == {2}
    assert sum(len(strokes) == 3 for strokes in rows) in range(25, 75)
    assert all(len(strokes) in (2, 3) for strokes in rows)
    gaps = [after[:, 0].min() - one[:, 0].max() for row in rows for one, after in pairwise(row)]
    assert -0.13 < min(gaps) < -0.05
    assert 0.4 < max(gaps) < 0.46


def test_a_neighbour_is_a_large_piece_left_or_right_of_a_digit() -> None:
    on_the_right, whole = [], 0
    for digit, beside in of_circles("neighbour"):
        right, left = beside[:, 0].min() - digit[:, 0].max(), digit[:, 0].min() - beside[:, 0].max()
        assert -0.03 < max(right, left) < 0.36
        assert np.ptp(beside, axis=0).max() >= 0.25
        on_the_right.append(right > left)
        whole += int(np.linalg.norm(beside[0] - beside[-1]) < 0.1)  # a closed circle
    assert 70 < sum(on_the_right) < 130
    assert 50 < whole < 120


@pytest.mark.parametrize(("side", "axis", "sign"), [("top", 1, -1), ("bottom", 1, 1), ("left", 0, -1)])
def test_half_a_drawing_lies_on_its_side_in_strokes_without_jumps(side: str, axis: int, sign: int) -> None:
    circle, line = arc(0, 0, 50, 0.1, 1.1), np.array([[-50.0, -50], [0, 0], [50, 50]])
    strokes = half((circle, line), side, 0.5)
    kept = np.concatenate(strokes)
    assert (sign * kept[:, axis] >= 0).all()
    assert len(kept) in range(11, 15)  # of the circle's 24 points; too little is left of the line
    longest = np.linalg.norm(np.diff(circle, axis=0), axis=1).max()
    assert max(np.linalg.norm(np.diff(stroke, axis=0), axis=1).max() for stroke in strokes) <= longest + 1e-9


def test_a_piece_is_so_large_a_part_of_a_stroke_from_anywhere() -> None:
    stroke = np.stack([np.arange(40.0), np.zeros(40)], axis=1)
    starts = set()
    for seed in range(200):
        cut = piece(stroke, 0.5, np.random.default_rng(seed))
        assert np.array_equal(cut[:, 0], cut[0, 0] + np.arange(20))
        starts.add(cut[0, 0])
    assert {0.0, 20.0} <= starts
    assert len(piece(stroke[:3], 0.1, np.random.default_rng(1))) == 2
    assert len(piece(stroke[:1], 0.9, np.random.default_rng(1))) == 1


def test_two_digits_in_a_picture_are_trimmed_and_at_the_same_height() -> None:
    images = np.zeros((1, 28, 28), dtype=np.uint8)
    images[0, 10:15, 4:20] = 255
    source = RubbishMaker(only("picture"), [], [], images)
    two, specks, gaps = 0, 0, set()
    for seed in range(200):
        made = source.make(np.random.default_rng(seed))
        assert isinstance(made, np.ndarray)
        if len(made) == 5:  # both digits, without the paper around them
            two += 1
            gaps.add(made.shape[1] - 32)
            assert made.sum() == 2 * 5 * 16
        else:
            specks += 1
    assert gaps == {0, 1, 2, 3, 4, 5}
    assert 15 <= specks <= 50


def test_several_digits_are_wider_than_one() -> None:
    source = maker(only("several"))
    wider = 0
    for seed in range(100):
        points: Points = np.concatenate(source.make(np.random.default_rng(seed)))
        width, height = np.ptp(points, axis=0)
        wider += width > height
    assert wider > 50


def test_no_part_is_a_straight_line() -> None:
    source = maker(only("part"))
    for seed in range(200):
        strokes = source.make(np.random.default_rng(seed))
        points = np.concatenate([line for line in strokes if isinstance(line, np.ndarray)])
        spread = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
        assert spread[1] > 0.1 * spread[0]


def test_the_shares_decide_what_is_made() -> None:
    mix = replace(NONE, scribble=0.25, picture=0.75)
    source, random = maker(mix), np.random.default_rng(3)
    pictures = sum(isinstance(source.make(random), np.ndarray) for _ in range(400))
    assert 260 < pictures < 340


def test_without_strokes_the_other_kinds_are_made() -> None:
    source = maker(RubbishMix(), with_strokes=False)
    made = [source.make(np.random.default_rng(seed)) for seed in range(60)]
    assert any(isinstance(pattern, np.ndarray) for pattern in made)
    assert any(isinstance(pattern, tuple) for pattern in made)


def test_a_mix_of_nothing_is_scribbles() -> None:
    assert isinstance(maker(NONE).make(np.random.default_rng(1)), tuple)
