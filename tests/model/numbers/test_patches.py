"""Pictures of numbers, in pieces: nothing is lost, and digits that touch can be told apart."""

import numpy as np
import pytest

from model.assets import shipped_weights
from model.digits.datasets import mnist_test
from model.digits.preprocess import ink_of_picture
from model.network.architecture import NOT_A_DIGIT
from model.network.records import FloatArray
from model.network.weights import load_weights
from model.numbers.patches import pieces_of_picture
from model.numbers.pieces import Patch, Piece, inked_box
from model.numbers.prices import cuts_of
from model.numbers.reader import NumberReader
from model.numbers.rows import in_order
from tests.benchmarks.made_pictures import HEIGHT_PX, inked_digits, set_beside
from tests.model.hand import written

PARAMETERS, INFO = load_weights(shipped_weights())


@pytest.fixture
def reader() -> NumberReader:
    return NumberReader(PARAMETERS, INFO.rejection)


def picture(digits: str, gap: float | None = 0.2, pen: float = 0.1) -> FloatArray:
    hand = [digit.drawing.strokes for digit in written(1)]
    return set_beside(inked_digits([hand[int(digit)] for digit in digits], pen), [gap] * (len(digits) - 1))[0]


def put_together(ink: FloatArray) -> FloatArray:
    whole = np.zeros_like(ink)
    for piece in pieces_of_picture(ink):
        patch = piece.part
        assert isinstance(patch, Patch)
        height, width = patch.ink.shape
        whole[patch.top : patch.top + height, patch.left : patch.left + width] += patch.ink
    return whole


@pytest.mark.parametrize("gap", [0.2, None])
def test_all_ink_is_in_one_piece_or_another(gap: float | None) -> None:
    ink = picture("2026", gap)
    small = ink[::2, ::2].copy()
    np.testing.assert_array_equal(put_together(small), small)


@pytest.mark.parametrize("text", ["2026", "4", "90125", "3178"])
def test_digits_beside_each_other_are_a_number(reader: NumberReader, text: str) -> None:
    assert reader.read_picture(picture(text)).text == text


@pytest.mark.parametrize("first", [12, 36, 60, 84, 102])
def test_lines_that_nearly_touch_are_numbers_of_their_own(reader: NumberReader, first: int) -> None:
    """And not one whose digits lie above each other."""
    digits = mnist_test().subset(np.arange(first, first + 6))
    large = [np.kron(image[4:24, 4:24], np.ones((3, 3), dtype=np.uint8)) for image in digits.images]
    lines = [np.hstack([np.pad(each, ((0, 8), (0, 12))) for each in some]) for some in (large[:3], large[3:])]
    ink = np.pad(np.vstack(lines), 30).astype(np.float32) / np.float32(255)
    text = "".join(map(str, digits.labels))
    assert reader.read_picture(ink).text == f"{text[:3]} {text[3:]}"


@pytest.mark.parametrize(("text", "row"), [("53", 50), ("843", 49), ("889", 71)])
def test_broken_digits_beside_each_other_are_one_number(reader: NumberReader, text: str, row: int) -> None:
    ink = picture(text)
    ink[row : row + 4] = 0
    assert reader.read_picture(ink).text == text


@pytest.mark.parametrize("text", ["20", "66", "38", "52", "2026", "7341", "5480"])
def test_digits_that_touch_are_cut(reader: NumberReader, text: str) -> None:
    numbers = reader.read_picture(picture(text, gap=None))
    assert numbers.text == text
    (row,) = numbers.rows
    assert len({piece.whole for piece in row.pieces}) == 1


def test_a_cut_goes_around_ink_that_hangs_over() -> None:
    whole = np.zeros((60, 90), dtype=np.float32)
    roofed, foot = whole.copy(), whole.copy()
    roofed[5:55, 10:16] = roofed[28:34, 10:60] = 1
    foot[20:55, 70:76] = foot[49:55, 17:76] = 1
    whole = np.maximum(roofed, foot)
    whole[50, 16] = 1
    row = in_order(pieces_of_picture(whole))
    left = [_share_in(roofed, piece) > 0.5 for piece in row]
    assert left == sorted(left, reverse=True)
    assert all(_share_in(roofed if own else foot, piece) > 0.95 for own, piece in zip(left, row, strict=True))


@pytest.mark.parametrize("darkness", [1.0, 0.7])
def test_lines_that_touch_along_their_sides_are_cut_between_them(darkness: float) -> None:
    one, other = np.zeros((60, 70), dtype=np.float32), np.zeros((60, 70), dtype=np.float32)
    one[5:55, 28:34] = one[49:55, 10:34] = 1
    other[5:55, 36:42] = other[5:11, 36:60] = 1
    one[8:52, 34] = other[8:52, 35] = 0.5
    row = in_order(pieces_of_picture(np.float32(darkness) * np.maximum(one, other)))
    assert len({piece.whole for piece in row}) == 1
    assert all(min(_share_in(ink, piece) for ink in (one, other)) < 0.1 for piece in row)
    first = next(piece for piece in row if _share_in(other, piece) > 0.5)
    assert isinstance(first.part, Patch)
    assert first.part.crossed < 0.6
    (cut,) = (cut for cut, piece in zip(cuts_of(row, 50.0), row[1:], strict=True) if piece is first)
    assert cut.crossed == first.part.crossed


@pytest.mark.parametrize("darkness", [1.0, 0.7])
def test_a_line_that_is_cut_is_as_wide_as_the_pen(darkness: float) -> None:
    bar = np.zeros((60, 90), dtype=np.float32)
    bar[5:55, 10:16] = bar[5:55, 70:76] = bar[27:33, 10:76] = darkness
    of_the_bar = [piece for piece in in_order(pieces_of_picture(bar)) if piece.box.height < 5]
    assert of_the_bar
    for piece in of_the_bar:
        assert isinstance(piece.part, Patch)
        assert piece.part.crossed == pytest.approx(1, abs=0.2)


def test_rims_that_only_a_fine_picture_shows_tell_lines_apart() -> None:
    ink = np.zeros((90, 110), dtype=np.float32)
    ink[5:85, 43:52] = ink[76:85, 15:52] = ink[5:85, 53:62] = ink[5:14, 53:95] = 1
    ink[10:80, 52] = 0.6
    row = in_order(pieces_of_picture(ink))
    assert len({piece.whole for piece in row}) == 1
    beyond = next(piece.part for piece in row if abs(inked_box([piece]).left - 52.5) < 1.5)
    assert isinstance(beyond, Patch)
    assert beyond.crossed < 0.1


@pytest.mark.parametrize("low", [1, 2, 3])
def test_low_digits_that_touch_beside_a_high_one_are_cut(low: int) -> None:
    ink = np.zeros((80, 30 + 40 * low), dtype=np.float32)
    ink[5:75, 10:16] = ink[5:11, 10:24] = 1
    for left in range(16, 16 + 40 * low, 40):
        ink[42:75, left : left + 40] = 1
        ink[48:69, left + 6 : left + 34] = 0
    row = in_order(pieces_of_picture(ink))
    assert len({piece.whole for piece in row}) == 1
    for edge in range(16 + 40, 16 + 40 * low, 40):
        assert any(abs(inked_box([piece]).left - edge) < 8 for piece in row)


def _share_in(ink: FloatArray, piece: Piece) -> float:
    patch = piece.part
    assert isinstance(patch, Patch)
    height, width = patch.ink.shape
    return float((ink[patch.top :, patch.left :][:height, :width] * patch.ink).sum() / patch.ink.sum())


@pytest.mark.parametrize("size", [0.5, 1, 3])
def test_the_size_of_a_picture_does_not_matter(reader: NumberReader, size: float) -> None:
    from PIL import Image

    ink = picture("2026")
    sides = round(ink.shape[1] * size), round(ink.shape[0] * size)
    scaled = np.asarray(Image.fromarray(ink).resize(sides, Image.Resampling.BILINEAR))
    (row,) = reader.read_picture(scaled).rows
    assert row.reading.text == "2026"
    left, top, right, bottom = inked_box(row.pieces)
    rows, columns = (np.flatnonzero((ink >= 0.3).any(axis=axis)) for axis in (1, 0))
    expected = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    np.testing.assert_allclose((left, top, right, bottom), np.array(expected) * size, atol=3 * max(size, 1))


def test_a_digit_alone_is_read_as_it_is_without_a_number(reader: NumberReader) -> None:
    ink = picture("7")
    ((candidate, label),) = reader.read_picture(ink).rows[0].digits
    assert label == 7
    np.testing.assert_allclose(candidate.ink, ink_of_picture(ink), atol=0.2)


def test_a_point_is_said_to_be_no_digit_and_specks_are_passed_over(reader: NumberReader) -> None:
    ink = picture("31", gap=0.7)
    inked = np.flatnonzero(np.diff(ink.any(axis=0).astype(int)))
    centre = int(inked[1] + inked[2]) // 2 + 1
    point = HEIGHT_PX // 3 + HEIGHT_PX - 4
    ink[point : point + 8, centre - 4 : centre + 4] = 1
    ink[2, 2] = 1
    (row,) = reader.read_picture(ink).rows
    assert row.reading.labels == (3, NOT_A_DIGIT, 1)


def test_lines_are_numbers_of_their_own(reader: NumberReader) -> None:
    upper, lower = picture("12"), picture("450")
    width = max(upper.shape[1], lower.shape[1])
    page = np.concatenate([np.pad(each, ((0, 0), (0, width - each.shape[1]))) for each in (upper, lower)])
    assert reader.read_picture(page).text == "12 450"


def test_paper_is_no_number(reader: NumberReader) -> None:
    assert reader.read_picture(np.zeros((40, 60), dtype=np.float32)).rows == ()
