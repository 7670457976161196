"""What is kept with taught weights: when an answer is refused, and where they come from."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.network.records import NO_REJECTION, Evaluation, FloatArray, Rejection
from model.network.taught import TaughtDigit, TeachingRound, classes_with_one
from model.network.weights_info import Origin, WeightsInfo
from model.teaching.report import NOT_JUDGED, Doubt, TeachingConfig, TeachingReport
from model.teaching.taught_weights import LOWEST_SHARE, taught_info, taught_rejection
from tests.model.hand import written
from tests.model.samples import PROPERTY

PENALTIES = arrays(np.float32, st.tuples(st.integers(1, 12), st.just(10)), elements=st.floats(0, 300, width=32))
REJECTIONS = st.builds(Rejection, st.floats(1, 20), st.floats(1, 20), st.floats(0.4, 1))


def report_of(penalties: FloatArray, labels: list[int]) -> TeachingReport:
    answers = penalties.argmin(axis=1)
    nothing = np.zeros(0, dtype=np.int64)
    measured = Evaluation(np.diag(np.full(10, 100)), nothing, nothing)
    return TeachingReport(np.array(labels), answers, answers, penalties, (), measured, measured, 0.5, 1.0)


@PROPERTY
@given(PENALTIES, REJECTIONS, st.data())
def test_what_was_read_right_is_accepted_within_bounds(
    penalties: FloatArray, old: Rejection, data: st.DataObject
) -> None:
    labels = data.draw(st.lists(st.integers(0, 9), min_size=len(penalties), max_size=len(penalties)))
    new = taught_rejection(old, report_of(penalties, labels))
    assert replace(new, least_share=old.least_share) == old
    assert LOWEST_SHARE <= new.least_share <= old.least_share
    shares = new.shares(penalties.astype(np.float64))
    for row, digit, label in zip(shares, penalties.argmin(axis=1), labels, strict=True):
        if digit == label:
            assert row[digit] >= new.least_share or row[digit] < LOWEST_SHARE


def test_what_was_read_wrong_moves_nothing() -> None:
    penalties = np.full((3, 10), 90, dtype=np.float32)
    penalties[:, 4] = 50
    old = Rejection(6.5, 8.0, 0.8)
    assert taught_rejection(old, report_of(penalties, [5, 6, 7])) == old
    # By the scale one digit at 6.25 and nine at 11.25, and rubbish at 6.5: 1 / (1 + 9 e^-5 + e^-0.25).
    assert taught_rejection(old, report_of(penalties, [5, 4, 7])).least_share == pytest.approx(0.543, abs=0.001)


def test_weights_that_refuse_nothing_go_on_so() -> None:
    penalties = np.full((1, 10), 90, dtype=np.float32)
    assert taught_rejection(NO_REJECTION, report_of(penalties, [0])) == NO_REJECTION


def test_where_they_come_from_is_told_and_what_came_before_kept() -> None:
    penalties = np.full((1, 10), 90, dtype=np.float32)
    info = WeightsInfo(origin=Origin(recipe={"seed": 3}, taught=(TeachingRound(digits=7),)))
    (digit,) = written(1)[:1]
    taught = taught_info(info, report_of(penalties, [0]), TeachingConfig(), [digit]).origin
    assert taught.recipe == {"seed": 3}
    assert [entry.digits for entry in taught.taught] == [7, 1]
    assert taught.mnist_test_errors == 0
    assert taught.taught[-1].each == (TaughtDigit(digit.key, 0, 0, 0),)
    # Of a round, the digits are kept until the next one.
    again = taught_info(WeightsInfo(origin=taught), report_of(penalties, [0]), TeachingConfig(), [digit]).origin
    assert [len(entry.each) for entry in again.taught] == [0, 0, 1]


def test_the_rule_of_refusal_comes_with_the_weights() -> None:
    penalties = np.full((2, 10), 90, dtype=np.float32)
    penalties[:, 4] = 50
    report, info = report_of(penalties, [4, 5]), WeightsInfo(rejection=Rejection(6.5, 8.0, 0.8))
    taught = taught_info(info, report, TeachingConfig(), written(1)[:2])
    assert taught.rejection == taught_rejection(info.rejection, report) != info.rejection
    assert taught.origin.taught[-1].of_each == (0, 0, 0, 0, 1, 1, 0, 0, 0, 0)


def test_what_teaching_found_is_told_digit_by_digit() -> None:
    digits = written(1)[:5]
    report = replace(
        report_of(np.zeros((5, 10), dtype=np.float32), [digit.label for digit in digits]),
        answers_before=np.array([0, 7, 2, 3, 4]),
        answers_held_out=np.array([0, 1, 7, NOT_JUDGED, 9]),
        doubts=(Doubt(4, 4, 9, left_out=True),),
    )
    (taught,) = taught_info(WeightsInfo(), report, TeachingConfig(), digits).origin.taught
    assert [digit.label for digit in taught.spoilt] == [2, 4]
    assert [digit.label for digit in taught.alone] == [3]
    assert [(digit.label, digit.looks_like, digit.left_out) for digit in taught.doubts] == [(4, 9, True)]


@pytest.mark.parametrize("answers", [(10, 0, 0, None), (0, -1, 0, None), (0, 0, 11, None), (0, 0, None, 10)])
def test_an_answer_is_a_digit(answers: tuple[int, int, int | None, int | None]) -> None:
    label, before, held_out, looks_like = answers
    with pytest.raises(ValueError, match="must be 0 to 9"):
        TaughtDigit("key", label, before, held_out, looks_like)


@pytest.mark.parametrize(("labels", "alone"), [((), ()), ((3, 1, 3), (1,)), ((9, 0), (0, 9)), ((5, 5), ())])
def test_classes_with_one_example_are_found(labels: tuple[int, ...], alone: tuple[int, ...]) -> None:
    assert classes_with_one(labels) == alone
