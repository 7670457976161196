"""Rows of a picture that touch are read as rows; what is one row stays whole."""

import numpy as np
import pytest

from model.assets import shipped_weights
from model.digits.datasets import mnist_test
from model.network.records import FloatArray
from model.network.weights import load_weights
from model.numbers.patches import pieces_of_picture
from model.numbers.reader import NumberReader
from model.numbers.touching import rows_apart

PARAMETERS, INFO = load_weights(shipped_weights())
MARGIN, SIDE = 30, 60
ROW, COLUMN = SIDE + 8, SIDE + 12


def rows(first: int) -> tuple[FloatArray, str]:
    """Two rows of four of MNIST's test digits, and what they are."""
    digits = mnist_test().subset(np.arange(first, first + 8))
    large = [np.kron(image[4:24, 4:24], np.ones((3, 3), dtype=np.uint8)) for image in digits.images]
    padded = [np.pad(each, ((0, ROW - SIDE), (0, COLUMN - SIDE))) for each in large]
    page = np.pad(np.vstack([np.hstack(padded[:4]), np.hstack(padded[4:])]), MARGIN)
    text = "".join(map(str, digits.labels))
    return page.astype(np.float32) / np.float32(255), f"{text[:4]} {text[4:]}"


def rows_with_tail(first: int) -> tuple[FloatArray, str]:
    """The same with a tail that reaches from a digit into the one below."""
    ink, text = rows(first)
    column, below = MARGIN + COLUMN + SIDE // 2, MARGIN + ROW
    begin = int(np.flatnonzero(ink[:below, column] > 0.5)[-1])
    end = below + int(np.argmax(ink[below:, column] > 0.5))
    ink[begin : end + 1, column - 3 : column + 3] = 1
    return ink, text


@pytest.mark.parametrize("first", [8, 24, 56, 88, 112])
def test_a_tail_that_reaches_into_the_digit_below_is_cut(first: int) -> None:
    ink, text = rows_with_tail(first)
    assert NumberReader(PARAMETERS, INFO.rejection).read_picture(ink).text == text


def test_a_cut_never_makes_too_many_pieces_of_what_can_be_read() -> None:
    ink, _ = rows_with_tail(8)
    as_it_is = len(pieces_of_picture(ink))
    assert len(pieces_of_picture(rows_apart(ink))) > as_it_is
    reader = NumberReader(PARAMETERS, INFO.rejection, most_pieces=as_it_is)
    assert len(reader.read_picture(ink).rows) == 1


@pytest.mark.parametrize("first", [0, 8, 200])
def test_rows_that_do_not_touch_are_left_alone(first: int) -> None:
    ink, _ = rows(first)
    assert rows_apart(ink) is ink
    row = ink[: MARGIN + SIDE]
    assert rows_apart(row) is row


def test_nothing_is_cut_in_a_blank_picture() -> None:
    ink = np.zeros((40, 30), dtype=np.float32)
    assert rows_apart(ink) is ink


@pytest.mark.parametrize(("first", "whole"), [(80, 2), (88, 1), (152, 2)])
def test_a_whole_digit_beside_broken_ones_stays_whole(first: int, whole: int) -> None:
    ink, text = rows(first)
    row = ink[: MARGIN + SIDE].copy()
    left = MARGIN + whole * COLUMN
    row[MARGIN + 24 : MARGIN + 28, :left] = row[MARGIN + 24 : MARGIN + 28, left + SIDE :] = 0
    assert rows_apart(row) is not row
    assert NumberReader(PARAMETERS, INFO.rejection).read_picture(row).text == text.split()[0]
