"""Several digits in one drawing."""

import numpy as np
import pytest

from model.assets import shipped_weights
from model.digits.drawing import Drawing, Stroke
from model.digits.side_by_side import digits_side_by_side, side_by_side
from model.network.changes import NO_CHANGES
from model.network.weights import load_weights
from tests.model.hand import written

WIDTH = 0.02


def beside(*parts: Drawing, gap: float = 0.1) -> Drawing:
    """Drawings in a row, each half as large."""
    strokes: list[Stroke] = []
    left = 0.0
    for part in parts:
        points = np.concatenate([stroke.points for stroke in part.strokes])
        low, high = points.min(axis=0), points.max(axis=0)
        for stroke in part.strokes:
            moved = (np.array(stroke.points) - low) * 0.3 + (left, 0.2)
            strokes.append(Stroke(tuple(map(tuple, moved.tolist())), WIDTH))
        left += 0.3 * float(high[0] - low[0]) + gap
    return Drawing(tuple(strokes))


@pytest.fixture(scope="module")
def hands() -> dict[int, Drawing]:
    return {digit.label: digit.drawing for digit in written(1)}


def test_each_digit_is_a_part_whatever_the_order_of_strokes(hands: dict[int, Drawing]) -> None:
    row = beside(hands[4], hands[7], hands[2])
    parts = [set(part.strokes) for part in side_by_side(row)]
    assert [len(part) for part in parts] == [2, 1, 1]
    assert [set(part.strokes) for part in side_by_side(Drawing(row.strokes[::-1]))] == parts
    assert len(side_by_side(hands[4])) == 1
    assert side_by_side(Drawing()) == ()


def test_digits_in_a_row_are_read_one_by_one(hands: dict[int, Drawing]) -> None:
    parameters, info = load_weights(shipped_weights())
    row = beside(hands[2], hands[0], hands[2], hands[6])
    answers = digits_side_by_side(row, parameters, info.rejection, NO_CHANGES)
    assert [answer.digit for answer in answers] == [2, 0, 2, 6]
    assert digits_side_by_side(hands[2], parameters, info.rejection, NO_CHANGES) == ()
    scribble = Drawing((Stroke(tuple((0.5 + 0.1 * np.sin(9 * k), 0.02 * k) for k in range(30)), WIDTH),))
    assert digits_side_by_side(beside(hands[2], scribble), parameters, info.rejection, NO_CHANGES) == ()
