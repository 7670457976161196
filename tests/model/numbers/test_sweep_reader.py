"""Rows read by a sweep: where its columns lie, and the cheapest digits that explain them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from model.assets import shipped_weights
from model.digits.drawing import Drawing
from model.network.architecture import NOT_A_DIGIT
from model.network.weights import load_weights
from model.numbers.sweep_reader import MOST_COLUMNS, SweepReader, cheapest_digits
from model.numbers.swept_row import STEP_PX, Occurrence, text_of_rows
from tests.model.hand import beside, number, together, written
from tests.model.samples import PROPERTY, drawing_of

PARAMETERS, INFO = load_weights(shipped_weights("sweep"))


def answers(*labels: int, sure: float = 6.0) -> NDArray[np.float64]:
    """Costs of columns that are sure of these labels."""
    costs = np.full((len(labels), NOT_A_DIGIT + 1), sure)
    costs[np.arange(len(labels)), labels] = 0.0
    return costs


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        ((10, 10), ""),
        ((10, 2, 2, 10, 10, 0, 10), "20"),
        ((7, 7, 10, 7, 7, 7), "77"),
        ((1, 1, 8, 8), "18"),
        ((3, 3, 3), "3"),
        ((1, 1, 1, 1), "11"),
    ],
)
def test_a_digit_answers_in_a_few_columns(labels: tuple[int, ...], text: str) -> None:
    digits, cost = cheapest_digits(answers(*labels))
    assert "".join(str(digit.label) for digit in digits) == text
    assert cost < 6.0


def test_one_doubtful_column_is_no_digit() -> None:
    costs = answers(10, 10, 10)
    costs[1, 4] = 2.5
    costs[1, 10] = 1.0
    assert cheapest_digits(costs)[0] == ()
    costs[1, 4] = 1.0
    assert cheapest_digits(costs)[0] == (Occurrence(4, 1, 2),)


def test_occurrences_say_which_columns_answered() -> None:
    assert cheapest_digits(answers(10, 5, 5, 10, 6, 6))[0] == (Occurrence(5, 1, 3), Occurrence(6, 4, 6))


@PROPERTY
@given(st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_no_other_digits_cost_less(columns: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    costs = random.exponential(3, (columns, NOT_A_DIGIT + 1))
    digits, cost = cheapest_digits(costs)
    sure = np.full_like(costs, 100.0)
    rubbish = np.ones(columns, dtype=bool)
    for digit in digits:
        rubbish[digit.first : digit.end] = False
        sure[digit.first : digit.end, digit.label] = costs[digit.first : digit.end, digit.label]
    sure[rubbish, NOT_A_DIGIT] = costs[rubbish, NOT_A_DIGIT]
    # Where nothing else is allowed, it costs the same; and anything that is made dearer cannot be cheaper.
    assert cheapest_digits(sure)[1] == pytest.approx(cost)
    assert cheapest_digits(costs + random.exponential(1, costs.shape))[1] >= cost
    for _ in range(20):
        other = costs.copy()
        for column, label in enumerate(random.integers(0, NOT_A_DIGIT + 1, columns)):
            other[column, np.arange(NOT_A_DIGIT + 1) != label] += 50
        assert cheapest_digits(other)[1] >= cost - 1e-9


@pytest.mark.parametrize("text", ["7", "2026", "31415926"])
def test_numbers_are_read_without_cuts(text: str) -> None:
    drawing = number(text, gap=0.3)
    (row,) = SweepReader(PARAMETERS, INFO.rejection).read(drawing)
    assert row.text == text
    (backwards,) = SweepReader(PARAMETERS, INFO.rejection).read(Drawing(drawing.strokes[::-1]))
    assert backwards.text == text


def test_a_digit_that_was_read_is_where_its_ink_is() -> None:
    placed = beside([written(1)[digit].drawing for digit in (2, 0, 6)], 0.4)
    (row,) = SweepReader(PARAMETERS, INFO.rejection).read(together(placed))
    for digit, read in zip(placed, row.digits, strict=True):
        x = np.concatenate([np.array(stroke.points)[:, 0] for stroke in digit.strokes])
        assert x.min() < row.middle_of(read.first) + row.column_width
        assert row.middle_of(read.end - 1) - row.column_width < x.max()
        assert abs(row.middle_of(read.first) + row.middle_of(read.end - 1) - x.min() - x.max()) < 3 * row.column_width


def test_a_row_without_a_digit_is_no_number() -> None:
    reader = SweepReader(PARAMETERS, INFO.rejection)
    (row,), (other,) = reader.read(number("20", gap=0.3)), reader.read(number("6"))
    assert text_of_rows([row, replace(row, digits=()), other]) == "20 6"


def test_columns_lie_over_the_digits() -> None:
    placed = beside([written(1)[digit].drawing for digit in (2, 0, 6)], 0.4)
    (row,) = SweepReader(PARAMETERS, INFO.rejection).read(together(placed))
    assert row.sweep.ink.shape[1] == 32 + STEP_PX * (len(row.shares) - 1)
    inked = np.asarray(row.sweep.ink).max(axis=0) > 0
    for digit in placed:
        points = np.concatenate([stroke.points for stroke in digit.strokes]) * row.scale + row.offset
        low, high = points.min(axis=0), points.max(axis=0)
        assert inked[int(low[0]) : int(high[0])].any()
        assert 0 < low[1] < high[1] < 32
    gaps = np.flatnonzero(np.diff(inked.astype(int)) == 1)
    assert len(gaps) == 3


def test_a_picture_is_swept_as_a_drawing_is() -> None:
    from tests.benchmarks.made_pictures import inked_digits, set_beside

    hand = [digit.drawing.strokes for digit in written(1)]
    ink, _ = set_beside(inked_digits([hand[digit] for digit in (2, 0, 6)], 0.15), [0.3, 0.3])
    reader = SweepReader(PARAMETERS, INFO.rejection)
    (drawn,) = reader.read(number("206", gap=0.45))
    (seen,) = reader.read_picture(ink)
    width = min(drawn.sweep.ink.shape[1], seen.sweep.ink.shape[1])
    assert abs(drawn.sweep.ink.shape[1] - seen.sweep.ink.shape[1]) <= 2 * STEP_PX
    assert np.abs(drawn.sweep.ink[:, :40] - seen.sweep.ink[:, :40]).mean() < 0.1
    assert width >= 60


def test_rows_are_swept_one_by_one_and_nothing_is_no_row() -> None:
    reader = SweepReader(PARAMETERS, INFO.rejection)
    lower = Drawing(
        tuple(
            type(stroke)(tuple((x, y + 0.5) for x, y in stroke.points), stroke.width) for stroke in number("1").strokes
        )
    )
    assert len(reader.read(together([number("20"), lower]))) == 2
    assert reader.read(Drawing()) == ()


def test_a_row_that_is_far_too_wide_is_refused() -> None:
    far = drawing_of([(0.0, 0.5), (0.01, 0.52)], [(0.02, 0.5), (300.0, 0.52)])
    with pytest.raises(ValueError, match=f"at most {MOST_COLUMNS:,} columns"):
        SweepReader(PARAMETERS, INFO.rejection).read(far)
