"""The eraser on strokes: what it cuts, what it keeps, and what it leaves alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.digits.drawing import Drawing, Point, Stroke, distances_to_segments
from tests.model.samples import PROPERTY, drawing_of

_UNIT = st.floats(0, 1)
_LINES = st.lists(st.tuples(_UNIT, _UNIT), min_size=1, max_size=8)


def test_a_stroke_cut_in_the_middle_becomes_two_with_its_pen() -> None:
    drawing = drawing_of([(0.1, 0.5), (0.9, 0.5)], width=0.07)
    left, right = drawing.erased([(0.5, 0.2), (0.5, 0.8)], 0.1).strokes
    assert left.width == right.width == 0.07
    assert left.points[0] == (0.1, 0.5)
    assert right.points[-1] == (0.9, 0.5)
    # Cut where the eraser touches and not a whole segment further.
    assert 0.35 < left.points[-1][0] < 0.4
    assert 0.6 < right.points[0][0] < 0.65


def test_other_strokes_stay_the_same_objects_in_their_order() -> None:
    drawing = drawing_of([(0.1, 0.1), (0.2, 0.1)], [(0.5, 0.5)], [(0.9, 0.9), (0.8, 0.9)])
    erased = drawing.erased([(0.5, 0.52)], 0.05)
    assert len(erased.strokes) == 2
    assert erased.strokes[0] is drawing.strokes[0]
    assert erased.strokes[1] is drawing.strokes[2]


def test_erasing_everything_leaves_a_blank_drawing() -> None:
    drawing = drawing_of([(0.1, 0.1), (0.9, 0.9)], [(0.3, 0.7)])
    assert not drawing.is_blank
    assert drawing.erased([(0, 0), (1, 1)], 2.0).is_blank
    assert not drawing.is_blank, "a drawing never changes, or undo would have nothing to go back to"


def test_a_blank_drawing_stays_the_same_object() -> None:
    blank = Drawing()
    assert blank.erased([(0.5, 0.5)], 0.1) is blank


def test_a_near_miss_beside_the_box_and_inside_it_keeps_the_same_object() -> None:
    diagonal = drawing_of([(0.1, 0.1), (0.9, 0.9)])
    # Inside the stroke's bounding box, so that the cheap look at boxes alone cannot say no.
    assert diagonal.erased([(0.8, 0.2)], 0.1) is diagonal
    assert diagonal.erased([(0.05, 0.95)], 0.01) is diagonal


@PROPERTY
@given(lines=st.lists(_LINES, max_size=3), path=_LINES, radius=st.floats(0.02, 0.3))
def test_nothing_kept_lies_under_the_eraser_and_nothing_else_goes(
    lines: list[list[Point]], path: list[Point], radius: float
) -> None:
    drawing = drawing_of(*lines)
    erased = drawing.erased(path, radius)
    eraser = Stroke(tuple(path), 0).segments()
    kept = [stroke.segments() for stroke in erased.strokes]
    for stroke in erased.strokes:
        assert distances_to_segments(np.array(stroke.points), eraser).min() > radius
    # Every corner of the old drawing that the eraser misses is still on a line of the new one.
    for stroke in drawing.strokes:
        corners = np.array(stroke.points)
        missed = corners[distances_to_segments(corners, eraser) > radius + 1e-9]
        if len(missed):
            assert distances_to_segments(missed, np.concatenate(kept)).max() < 1e-9
