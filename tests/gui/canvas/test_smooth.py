"""Pen lines as curves: through every point, without new turns, and the same whether painted at once or as they grow."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QPainterPath

from lenet_gui.canvas.smooth import curve
from model.digits.drawing import Point

numbers = st.floats(0, 400, allow_nan=False).map(lambda number: round(number, 2))
lines = st.lists(st.tuples(numbers, numbers), min_size=2, max_size=12, unique=True)


def ends_of(path: QPainterPath) -> list[Point]:
    """The points that the path's segments start and end at."""
    elements = [path.elementAt(index) for index in range(path.elementCount())]
    return [(element.x, element.y) for element in elements[::3]]


@settings(max_examples=50)
@given(lines)
def test_the_curve_goes_through_every_point(points: list[Point]) -> None:
    assert ends_of(curve(points, 0, len(points) - 1)) == points


@settings(max_examples=50)
@given(lines)
def test_all_but_the_last_segment_stay_as_they_are_when_the_line_grows(points: list[Point]) -> None:
    for count in range(3, len(points) + 1):
        for index in range(count - 2):
            assert curve(points[:count], index, index + 1) == curve(points, index, index + 1)


@settings(max_examples=50)
@given(lines)
def test_a_curve_stays_near_its_points(points: list[Point]) -> None:
    for index, (start, stop) in enumerate(pairwise(points)):
        box = curve(points, index, index + 1).controlPointRect()
        (x0, y0), (x1, y1) = start, stop
        allowed = math.hypot(x1 - x0, y1 - y0) / 3 + 0.01
        for place in (box.topLeft(), box.bottomRight()):
            assert min(x0, x1) - allowed <= place.x() <= max(x0, x1) + allowed
            assert min(y0, y1) - allowed <= place.y() <= max(y0, y1) + allowed


@pytest.mark.parametrize(("turned", "round_there"), [((17, 7), True), ((10, 10), False)])
def test_a_bend_becomes_round_and_a_corner_stays(turned: Point, round_there: bool) -> None:
    path = curve([(0, 0), (10, 0), turned], 0, 2)
    turn = abs(path.angleAtPercent(0.49) - path.angleAtPercent(0.51)) % 360
    assert (min(turn, 360 - turn) < 10) == round_there
