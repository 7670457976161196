"""Of a number under the pen only the sign that grows is read, and as a whole reading would read it."""

from itertools import pairwise

import numpy as np
import pytest

from model.assets import shipped_weights
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.network.architecture import NOT_A_DIGIT
from model.network.forward import read_batch
from model.network.weights import load_weights
from model.numbers.growing import growing_sign
from model.numbers.lattice import Numbers
from model.numbers.reader import NumberReader
from tests.model.hand import beside, dense, moved, number, together, written

PARAMETERS, INFO = load_weights(shipped_weights())


def whole(drawing: Drawing) -> Numbers:
    return NumberReader(PARAMETERS, INFO.rejection).read(drawing)


def grown(numbers: Numbers, before: Drawing, after: Drawing) -> Numbers | None:
    sign = growing_sign(numbers, before, after)
    if sign is None:
        return None
    ink = sign.ink()
    return sign.read_as(ink, read_batch(PARAMETERS, ink[None])[0], INFO.rejection)


def steps(drawing: Drawing, each: int = 1) -> list[Drawing]:
    """How its last stroke grew, from its first point on."""
    *others, last = drawing.strokes
    points = dense(last.points)
    ends = [*range(1, len(points), each), len(points)]
    return [Drawing((*others, Stroke(tuple(points[:end]), last.width))) for end in ends]


def followed(numbers: Numbers, states: list[Drawing]) -> Numbers:
    for before, after in pairwise(states):
        after_it = grown(numbers, before, after)
        assert after_it is not None
        numbers = after_it
    return numbers


@pytest.mark.parametrize("text", ["2026", "17", "90128", "203"])
def test_a_digit_that_is_begun_on_the_right_ends_as_a_whole_reading_has_it(text: str) -> None:
    drawing = number(text)
    others = Drawing(drawing.strokes[:-1])
    numbers = followed(whole(others), [others, *steps(drawing, 3)])
    expected = whole(steps(drawing)[-1])
    assert numbers.text == expected.text == text
    (row,), (other,) = numbers.rows, expected.rows
    ours, theirs = (one.digits[-1][0] for one in (row, other))
    np.testing.assert_allclose(ours.penalties, theirs.penalties, rtol=1e-9)
    np.testing.assert_array_equal(ours.ink, theirs.ink)
    assert ours.box == theirs.box
    assert (ours.first, ours.end) == (theirs.first, theirs.end)
    assert [piece.part for piece in row.pieces] == [piece.part for piece in other.pieces]


def test_a_reading_costs_what_a_whole_one_does() -> None:
    *_, before, after = steps(number("2026"))
    earlier = whole(before)
    numbers = grown(earlier, before, after)
    assert numbers is not None
    (ours,), (theirs,) = numbers.rows, whole(after).rows
    assert [other.labels for other in ours.readings] == [other.labels for other in earlier.rows[0].readings]
    assert len(ours.readings) > 1
    # But for the price of a cut beside it, which the last point has hardly changed.
    np.testing.assert_allclose(ours.digits[-1][0].costs, theirs.digits[-1][0].costs, atol=0.3)
    assert ours.reading.cost == pytest.approx(theirs.reading.cost, abs=0.3)


def test_other_readings_do_not_cost_less_than_the_cheapest() -> None:
    states = steps(number("2026"), 3)
    numbers = whole(states[0])
    for before, after in pairwise(states):
        later = grown(numbers, before, after)
        assert later is not None
        numbers = later
        (row,) = numbers.rows
        costs = [reading.cost for reading in row.readings]
        assert costs[0] == min(costs)
        assert len({reading.labels for reading in row.readings}) == len(costs)


def test_readings_cost_what_their_signs_and_cuts_do_and_the_other_signs_stay() -> None:
    states = steps(number("2026"), 3)
    numbers = whole(states[0])
    for before, after in pairwise([*states, Drawing((*states[-1].strokes, Stroke(((0.9, 0.1),), 0.015)))]):
        later = grown(numbers, before, after)
        assert later is not None
        (old,), (row,) = numbers.rows, later.rows
        for reading in row.readings:
            way = [row.candidates[place] for place in reading.candidates]
            assert [0, *(each.end for each in way)] == [*(each.first for each in way), len(row.pieces)]
            signs = sum(float(each.costs[label]) for each, label in zip(way, reading.labels, strict=True))
            assert reading.cost == pytest.approx(signs + sum(row.cuts[each.end - 1] for each in way[:-1]))
        last = row.reading.candidates[-1]
        assert [each for place, each in enumerate(row.candidates) if place != last] == [
            each for place, each in enumerate(old.candidates) if place != last
        ]
        numbers = later


def test_a_stroke_that_was_cut_grows_at_its_end() -> None:
    pair = together(beside([written(1)[digit].drawing for digit in (2, 0)], 0.2))
    joined = Stroke(tuple(dense([point for stroke in pair.strokes for point in stroke.points])), 0.015)
    short = Drawing((Stroke(joined.points[:-6], joined.width),))
    before = whole(short)
    assert len(before.rows[0].pieces) > 1
    after = grown(before, short, Drawing((joined,)))
    assert after is not None
    (old,), (row,) = before.rows, after.rows
    (changed,) = [place for place, (one, other) in enumerate(zip(old.pieces, row.pieces, strict=True)) if one != other]
    part = row.pieces[changed].part
    assert isinstance(part, Stroke)
    assert part.points[-6:] == joined.points[-6:]
    (sign,) = [one for one, (candidate, _) in enumerate(row.digits) if candidate.first <= changed < candidate.end]
    parts = [piece.part for piece in row.pieces[row.digits[sign][0].first : row.digits[sign][0].end]]
    ink = ink_of_drawing(Drawing(tuple(part for part in parts if isinstance(part, Stroke))))
    np.testing.assert_array_equal(row.digits[sign][0].ink, ink)


def test_a_point_on_the_right_is_a_sign_of_its_own() -> None:
    others = number("20")
    after = Drawing((*others.strokes, Stroke(((0.6, 0.1),), 0.015)))
    numbers = grown(whole(others), others, after)
    assert numbers is not None
    (row,) = numbers.rows
    assert row.reading.labels == (2, 0, NOT_A_DIGIT)
    assert len(row.cuts) == len(row.pieces) - 1
    candidate, _ = row.digits[-1]
    np.testing.assert_array_equal(candidate.ink, ink_of_drawing(Drawing(after.strokes[-1:])))


def test_all_is_read_again_where_more_has_changed() -> None:
    drawing = number("202")
    numbers, strokes = whole(drawing), drawing.strokes
    longer = Stroke((*strokes[-1].points, (0.9, 0.1)), strokes[-1].width)
    point = moved(Drawing((Stroke(((0.0, 0.0),), 0.015),)), -0.1, 0.1).strokes
    for other in (
        Drawing(strokes[:-1]),
        Drawing((*strokes[1:], longer)),
        Drawing((*strokes[:-1], Stroke(longer.points, 0.03))),
        Drawing((*strokes[:-1], Stroke(longer.points[1:], longer.width))),
        Drawing((*strokes, *point)),  # on the left
        Drawing((*strokes, Stroke(((0.9, 0.9),), 0.015))),  # below
        Drawing((*strokes, *point, *point)),
    ):
        assert growing_sign(numbers, drawing, other) is None
    assert growing_sign(numbers, drawing, Drawing((*strokes[:-1], longer))) is not None
