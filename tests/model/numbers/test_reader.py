"""Numbers are read: digits in any order, in rows, with marks; and only what changed is read again."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from model.assets import shipped_weights
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.network.architecture import NOT_A_DIGIT
from model.network.changes import changes_from_text
from model.network.forward import read_batch
from model.network.recognise import recognise
from model.network.records import FloatArray
from model.network.weights import load_weights
from model.numbers import reader as reader_module
from model.numbers.lattice import Numbers
from model.numbers.reader import MOST_PIECES, NumberReader, is_in_lines, may_be_several
from model.numbers.sweep_reader import SweepReader
from tests.model.hand import PEN, beside, dense, moved, number, together, written
from tests.model.samples import drawing_of

PARAMETERS, INFO = load_weights(shipped_weights())


@pytest.fixture
def reader() -> NumberReader:
    return NumberReader(PARAMETERS, INFO.rejection)


def same(one: Numbers, other: Numbers) -> bool:
    """Whether rows, boxes, penalties and readings are equal to the last bit."""
    return len(one.rows) == len(other.rows) and all(
        ours.readings == theirs.readings
        and ours.cuts == theirs.cuts
        and [each.box for each in ours.candidates] == [each.box for each in theirs.candidates]
        and all(
            np.array_equal(mine.penalties, yours.penalties)
            for mine, yours in zip(ours.candidates, theirs.candidates, strict=True)
        )
        for ours, theirs in zip(one.rows, other.rows, strict=True)
    )


@pytest.mark.parametrize("text", ["2026", "0", "4", "17", "90125", "31415926"])
def test_digits_beside_each_other_are_a_number(reader: NumberReader, text: str) -> None:
    assert reader.read(number(text)).text == text


def test_the_order_of_strokes_does_not_matter(reader: NumberReader) -> None:
    random = np.random.default_rng(1)
    hand = [[digit.drawing for digit in written(1, seed)] for seed in range(4)]
    for _ in range(500):
        own = hand[int(random.integers(len(hand)))]
        chosen = [own[int(random.integers(10))] for _ in range(int(random.integers(1, 4)))]
        drawing = together(beside(chosen, float(random.uniform(-0.1, 0.3))))
        strokes = [drawing.strokes[place] for place in random.permutation(len(drawing.strokes))]
        assert same(reader.read(Drawing(tuple(strokes))), reader.read(drawing))


def test_a_bar_that_is_added_last_belongs_to_its_digit(reader: NumberReader) -> None:
    placed = beside([written(1)[7].drawing, written(1)[2].drawing], 0.2)
    low, high = np.min(placed[0].strokes[0].points, axis=0), np.max(placed[0].strokes[0].points, axis=0)
    middle = (low + high) / 2
    (bar,) = drawing_of([(middle[0] - 0.04, middle[1]), (middle[0] + 0.05, middle[1])]).strokes
    numbers = reader.read(together(placed).with_stroke(bar))
    assert numbers.text == "72"
    assert bar in {piece.part for piece in numbers.rows[0].pieces[:2]}
    assert [candidate.end - candidate.first for candidate, _ in numbers.rows[0].digits] == [2, 1]


def test_each_digit_knows_its_box_and_its_field(reader: NumberReader) -> None:
    placed = beside([written(1)[digit].drawing for digit in (4, 6)], 0.3)
    (row,) = reader.read(together(placed)).rows
    assert [label for _, label in row.digits] == [4, 6]
    for (candidate, _), drawing in zip(row.digits, placed, strict=True):
        points = np.concatenate([stroke.points for stroke in drawing.strokes])
        assert candidate.box == (*points.min(axis=0), *points.max(axis=0))
        alone = recognise(PARAMETERS, ink_of_drawing(drawing), INFO.rejection)
        np.testing.assert_allclose(candidate.ink, alone.ink, atol=1e-6)
        np.testing.assert_allclose(candidate.penalties, alone.penalties, atol=1e-3)


def test_a_point_and_a_minus_sign_are_said_to_be_no_digit(reader: NumberReader) -> None:
    three, one, four = beside([written(1)[digit].drawing for digit in (3, 1, 4)], 0.5)
    (point,) = drawing_of([(0.17, 0.1), (0.171, 0.101)], width=PEN).strokes
    numbers = reader.read(together([three, one, four]).with_stroke(point))
    assert numbers.rows[0].reading.labels == (3, NOT_A_DIGIT, 1, 4)
    assert numbers.text == "3?14"
    (minus,) = drawing_of([(-0.15, 0.0), (-0.05, 0.01)], width=PEN).strokes
    assert reader.read(number("52").with_stroke(minus)).text == "?52"


def test_a_dot_of_the_pen_before_a_digit_is_no_point(reader: NumberReader) -> None:
    three, five, two = beside([written(1)[digit].drawing for digit in (3, 5, 2)], 0.3)
    left, top = np.min(five.strokes[0].points, axis=0)
    (dot,) = drawing_of([(left - 0.03, top + 0.05), (left - 0.028, top + 0.052)], width=PEN).strokes
    assert reader.read(together([three, five, two]).with_stroke(dot)).text == "352"


def test_a_four_of_two_strokes_that_stand_apart_is_one_digit(reader: NumberReader) -> None:
    four = drawing_of(list(dense([(0.0, 0.0), (0.0, 0.55), (0.3, 0.57)])), list(dense([(0.45, 0.1), (0.43, 0.6)])))
    placed = beside([written(1)[2].drawing, four, written(1)[6].drawing], 0.3)
    assert reader.read(together(placed)).text == "246"


def test_rows_are_numbers_of_their_own(reader: NumberReader) -> None:
    below = moved(number("45"), 0.02, 0.3)
    assert reader.read(together([below, number("12")])).text == "12 45"


def test_two_rings_above_each_other_are_one_digit(reader: NumberReader) -> None:
    turn = np.linspace(0, 2 * np.pi, 25)
    rings = [[(0.08 * np.sin(a), y - 0.1 * np.cos(a)) for a in turn] for y in (0.0, 0.21)]
    assert reader.read(drawing_of(*rings, width=PEN)).text == "8"


def test_digits_of_one_stroke_are_cut(reader: NumberReader) -> None:
    two, zero = beside([written(1)[digit].drawing for digit in (2, 0)], 0.3)
    joined = Stroke((*two.strokes[0].points, *zero.strokes[0].points), PEN)
    assert reader.read(Drawing((joined,))).text == "20"


def test_other_readings_are_told_with_what_they_would_cost(reader: NumberReader) -> None:
    (row,) = reader.read(number("17")).rows
    assert row.reading.text == "17"
    assert len({reading.labels for reading in row.readings}) == len(row.readings) == 3
    costs = [reading.cost for reading in row.readings]
    assert 0 <= costs[0] < costs[1] <= costs[2]


def test_no_ink_is_no_number(reader: NumberReader) -> None:
    assert reader.read(Drawing()) == Numbers()


def test_a_picture_of_bytes_is_refused(reader: NumberReader) -> None:
    bytes_of_a_line: NDArray[Any] = np.full((40, 120), 255, np.uint8)
    for read in (reader.read_picture, SweepReader(PARAMETERS, INFO.rejection).read_picture):
        with pytest.raises(ValueError, match=r"must be \(H, W\), 0 to 1, not uint8"):
            read(bytes_of_a_line)


def test_a_scribble_of_too_many_pieces_is_refused(reader: NumberReader) -> None:
    lines = [[(0.01 * place, 0.0), (0.01 * place, 0.1)] for place in range(MOST_PIECES + 1)]
    with pytest.raises(ValueError, match=f"at most {MOST_PIECES:,} pieces, not {MOST_PIECES + 1:,}"):
        reader.read(drawing_of(*lines))


def test_a_changed_network_reads_with_its_changes() -> None:
    without_c3 = changes_from_text([f"C3.{place}=0" for place in range(16)])
    changed = NumberReader(PARAMETERS, INFO.rejection, without_c3).read(number("4"))
    as_it_is = NumberReader(PARAMETERS, INFO.rejection).read(number("4"))
    assert not np.allclose(changed.rows[0].candidates[0].penalties, as_it_is.rows[0].candidates[0].penalties)


def test_one_more_point_reads_only_what_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[int]()

    def counted(parameters: object, inks: FloatArray, gains: object) -> NDArray[np.float64]:
        read.append(len(inks))
        return read_batch(PARAMETERS, inks)

    monkeypatch.setattr(reader_module, "read_batch", counted)
    kept = NumberReader(PARAMETERS, INFO.rejection)
    *strokes, last = number("202657", gap=0.3).strokes
    for known in range(1, len(last.points) + 1):
        drawing = Drawing((*strokes, Stroke(last.points[:known], last.width)))
        fresh = NumberReader(PARAMETERS, INFO.rejection).read(drawing)
        everything = read.pop()
        numbers = kept.read(drawing)
        assert same(numbers, fresh)
        if known > 1:
            assert sum(read) <= 4 < everything
        read.clear()
    assert numbers.text == "202657"
    kept.read(Drawing((*strokes, last)))
    assert not read


def test_one_stroke_may_be_several_digits_only_where_it_can_be_cut() -> None:
    assert not may_be_several(Drawing())
    assert not may_be_several(drawing_of([(0.5, 0.1), (0.5, 0.9)]))
    assert may_be_several(number("4"))
    two, zero = beside([written(1)[digit].drawing for digit in (2, 0)], 0.3)
    assert may_be_several(Drawing((Stroke((*two.strokes[0].points, *zero.strokes[0].points), PEN),)))


@pytest.mark.parametrize(("tops", "expected"), [((), False), ((0.1, 0.5), False), ((0.5, 0.1, 0.8), True)])
def test_three_strokes_below_each_other_are_lines(tops: tuple[float, ...], expected: bool) -> None:
    drawing = drawing_of(*([(0.2, top), (0.8, top + 0.1)] for top in tops))
    assert is_in_lines(drawing) is expected
    # What lies beside is in the same line, and what reaches from one to the next makes them one.
    beside = drawing_of(*([(0.2, top), (0.8, top + 0.1)] for top in (*tops, *tops)))
    assert is_in_lines(beside) is expected
    assert not is_in_lines(drawing_of(*([(0.2, top), (0.8, top + 0.1)] for top in tops), [(0.5, 0.0), (0.5, 1.0)]))
