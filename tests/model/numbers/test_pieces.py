"""Where strokes are cut."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.digits.drawing import Point, Stroke
from model.numbers.pieces import box_of, cut_stroke
from tests.model.hand import written
from tests.model.samples import PROPERTY

POINTS = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 1)), min_size=1, max_size=40)


def put_together(parts: tuple[Stroke, ...]) -> list[Point]:
    points = list(parts[0].points)
    for part in parts[1:]:
        assert part.points[0] == points[-1]
        points += part.points[1:]
    return points


@PROPERTY
@given(POINTS)
def test_pieces_are_the_stroke(points: list[Point]) -> None:
    stroke = Stroke(tuple(points), 0.02)
    parts = cut_stroke(stroke)
    together = put_together(parts)
    remaining = iter(together)
    assert all(point in remaining for point in points)
    added = [point for point in together if point not in points]
    assert len(added) <= len(parts) - 1
    for point in added:
        away = [_distance(point, *segment) for segment in pairwise(points)]
        assert min(away) < 1e-6


def _distance(point: Point, start: Point, end: Point) -> float:
    at, first, last = np.array(point), np.array(start), np.array(end)
    along = last - first
    part = np.clip((at - first) @ along / max(float(along @ along), 1e-12), 0, 1)
    return float(np.hypot(*(at - first - part * along)))


@PROPERTY
@given(POINTS)
def test_pieces_are_the_same_whichever_end_was_drawn_first(points: list[Point]) -> None:
    boxes = [box_of(part) for part in cut_stroke(Stroke(tuple(points), 0.02))]
    back = [box_of(part) for part in cut_stroke(Stroke(tuple(points[::-1]), 0.02))]
    np.testing.assert_allclose(back[::-1], boxes, atol=1e-9)


def test_two_digits_in_one_stroke_are_cut_between_them() -> None:
    two, six = (digit.drawing.strokes[0] for digit in written(1) if digit.label in (2, 6))
    joined = Stroke((*two.points, *((x + 0.7, y) for x, y in six.points)), 0.02)
    between = box_of(two).right, box_of(six).left + 0.7
    ends = [part.points[-1][0] for part in cut_stroke(joined)[:-1]]
    assert any(between[0] - 0.1 < end < between[1] for end in ends)


def test_narrow_strokes_dashes_and_dots_are_whole() -> None:
    for points in ([(0.5, 0.1), (0.5, 0.9)], [(0.1, 0.5), (0.9, 0.52)], [(0.5, 0.5)], [(0.5, 0.5), (0.5, 0.5)]):
        stroke = Stroke(tuple(points), 0.05)
        assert cut_stroke(stroke) == (stroke,)
