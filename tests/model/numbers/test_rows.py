"""Which pieces stand in one row."""

import numpy as np

from model.numbers.pieces import Box, Piece
from model.numbers.rows import rows_of
from tests.model.samples import drawing_of


def piece(left: float, top: float, right: float, bottom: float, whole: int = -1) -> Piece:
    (stroke,) = drawing_of([(left, top), (right, bottom)]).strokes
    return Piece(Box(left, top, right, bottom), stroke, hash((left, top)) if whole < 0 else whole)


UPPER = [piece(0.0, 0.0, 0.5, 1.0), piece(0.7, 0.1, 1.2, 1.1), piece(1.4, 0.3, 1.9, 1.3)]
LOWER = [piece(0.0, 1.5, 0.5, 2.5), piece(0.7, 1.6, 1.2, 2.6)]


def test_rows_come_from_top_to_bottom_and_pieces_from_left_to_right() -> None:
    shuffled = [(UPPER + LOWER)[place] for place in np.random.default_rng(1).permutation(5)]
    assert rows_of(shuffled) == (tuple(UPPER), tuple(LOWER))
    assert rows_of([]) == ()


def test_dots_and_dashes_belong_to_the_row_that_they_are_in_or_near() -> None:
    point, minus, bar = piece(0.6, 1.0, 0.62, 1.02), piece(-0.6, 0.5, -0.2, 0.52), piece(1.5, 0.1, 1.8, 0.12)
    (row,) = rows_of([*UPPER, point, minus, bar])
    assert set(row) == {*UPPER, point, minus, bar}
    speck = piece(1.0, 4.0, 1.02, 4.02)
    assert rows_of([*UPPER, speck]) == (tuple(UPPER), (speck,))


def test_numbers_with_much_paper_between_them_are_two() -> None:
    far = piece(4.5, 0.2, 5.0, 1.2)
    assert rows_of([far, *UPPER]) == (tuple(UPPER), (far,))


def test_a_row_may_rise() -> None:
    rising = [piece(0.6 * place, -0.3 * place, 0.6 * place + 0.5, 1 - 0.3 * place) for place in range(6)]
    assert rows_of(rising[::-1]) == (tuple(rising),)


def test_parts_of_one_stroke_stay_in_one_row() -> None:
    one, other = piece(0.0, 0.0, 0.5, 1.0, whole=7), piece(0.5, 0.9, 1.0, 1.9, whole=7)
    assert rows_of([other, one]) == ((one, other),)
