"""Which sign is looked at: the one chosen, else the newest."""

import pytest

from model.assets import shipped_weights
from model.digits.drawing import Drawing, Stroke
from model.network.architecture import NOT_A_DIGIT
from model.network.weights import load_weights
from model.numbers.pieces import box_around, box_of
from model.numbers.reader import NumberReader
from model.numbers.signs import ShownNumbers, shown_numbers, strokes_of
from tests.model.hand import PEN, beside, moved, number, together, written
from tests.model.samples import drawing_of

PARAMETERS, INFO = load_weights(shipped_weights())


def shown_of(drawing: Drawing, chosen: tuple[Stroke, ...] = ()) -> ShownNumbers | None:
    numbers = NumberReader(PARAMETERS, INFO.rejection).read(drawing)
    return shown_numbers(numbers, INFO.rejection, chosen, drawing.strokes[-1])


def shown(drawing: Drawing, chosen: tuple[Stroke, ...] = ()) -> ShownNumbers:
    numbers = shown_of(drawing, chosen)
    assert numbers is not None
    return numbers


def test_without_a_choice_it_is_the_newest() -> None:
    year = number("2026")
    assert shown(year).place == 3
    right_to_left = Drawing(year.strokes[::-1])
    assert shown(right_to_left).place == 0


def test_a_stroke_that_was_cut_ends_in_the_newest() -> None:
    two, zero = beside([written(1)[digit].drawing for digit in (2, 0)], 0.3)
    joined = (*two.strokes[0].points, *zero.strokes[0].points)
    assert shown(Drawing((Stroke(joined, PEN),))).place == 1
    assert shown(Drawing((Stroke(joined[::-1], PEN),))).place == 0


def test_a_choice_stays_with_its_ink() -> None:
    year = number("2026")
    zero = shown(year).signs[1]
    again = shown(year, zero.strokes)
    assert again.place == 1
    assert again.shown.strokes == zero.strokes
    # A stroke more, not the newest, and all of them a little elsewhere: it is still the same digit.
    (bar,) = drawing_of([(zero.candidate.box.left, 0.0), (zero.candidate.box.right, 0.01)], width=PEN).strokes
    assert shown(moved(Drawing((bar, *year.strokes)), 0.01, 0.01), zero.strokes).place == 1


@pytest.mark.parametrize("down", [0, 1])
def test_a_choice_whose_ink_is_gone_is_none(down: int) -> None:
    year = number("2026")
    box = box_around(map(box_of, year.strokes))
    gone = moved(year, box.width + 0.02, down * (box.height + 0.02)).strokes[:1]
    assert shown(year, gone).place == 3


def test_a_dead_end_can_be_chosen() -> None:
    year = number("2026")
    (row,) = shown(year).numbers.rows
    dead = next(each for each in row.candidates if each.end - each.first == 2)
    numbers = shown(year, strokes_of(row, dead))
    assert numbers.place is None
    assert numbers.shown.candidate.box == dead.box
    assert not numbers.shown.sure


def test_signs_stand_row_by_row() -> None:
    both = shown(together([moved(number("45"), 0.02, 0.3), number("12")]))
    assert [sign.label for sign in both.signs] == [1, 2, 4, 5]
    assert all(sign.sure and sign.is_digit for sign in both.signs)


@pytest.mark.parametrize("text", ["0", "4", "7"])
def test_one_digit_is_no_number(text: str) -> None:
    assert shown_of(number(text)) is None


def test_signs_without_a_digit_are_no_number() -> None:
    dots = drawing_of([(0.1, 0.5)], [(0.4, 0.5)], [(0.7, 0.5)])
    numbers = NumberReader(PARAMETERS, INFO.rejection).read(dots)
    assert all(label == NOT_A_DIGIT for row in numbers.rows for _, label in row.digits)
    assert shown_of(dots) is None
