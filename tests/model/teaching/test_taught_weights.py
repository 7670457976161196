"""What is kept with taught weights: when an answer is refused, and where they come from."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.network.records import NO_REJECTION, Evaluation, FloatArray, Origin, Rejection, Taught, WeightsInfo
from model.teaching.report import TeachingConfig, TeachingReport
from model.teaching.taught_weights import NARROWEST, WIDEST, taught_info, taught_rejection
from tests.model.samples import PROPERTY

PENALTIES = arrays(np.float32, st.tuples(st.integers(1, 12), st.just(10)), elements=st.floats(0, 300, width=32))
REJECTIONS = st.builds(Rejection, st.floats(1, 100), st.floats(1, 100))


def report_of(penalties: FloatArray, labels: list[int]) -> TeachingReport:
    answers = penalties.argmin(axis=1)
    nothing = np.zeros(0, dtype=np.int64)
    measured = Evaluation(np.diag(np.full(10, 100)), nothing, nothing)
    return TeachingReport(np.array(labels), answers, answers, answers, penalties, (), measured, measured, 0.5, 1.0)


@PROPERTY
@given(PENALTIES, REJECTIONS, st.data())
def test_what_was_read_right_is_accepted_within_bounds(
    penalties: FloatArray, old: Rejection, data: st.DataObject
) -> None:
    labels = data.draw(st.lists(st.integers(0, 9), min_size=len(penalties), max_size=len(penalties)))
    new = taught_rejection(old, report_of(penalties, labels))
    assert old.largest_penalty <= new.largest_penalty <= WIDEST * old.largest_penalty
    assert NARROWEST * old.smallest_margin <= new.smallest_margin <= old.smallest_margin
    ordered = np.sort(penalties.astype(np.float64), axis=1)
    for row, digit, label in zip(ordered, penalties.argmin(axis=1), labels, strict=True):
        if digit == label:
            assert row[0] <= new.largest_penalty or row[0] > WIDEST * old.largest_penalty
            assert row[1] - row[0] >= new.smallest_margin or row[1] - row[0] < NARROWEST * old.smallest_margin


def test_what_was_read_wrong_moves_nothing() -> None:
    penalties = np.full((3, 10), 90, dtype=np.float32)
    penalties[:, 4] = 50
    old = Rejection(40.0, 60.0)
    assert taught_rejection(old, report_of(penalties, [5, 6, 7])) == old
    assert taught_rejection(old, report_of(penalties, [5, 4, 7])) == Rejection(50.01, 39.99)


def test_weights_that_refuse_nothing_go_on_so() -> None:
    penalties = np.full((1, 10), 90, dtype=np.float32)
    assert taught_rejection(NO_REJECTION, report_of(penalties, [0])) == NO_REJECTION


def test_where_they_come_from_is_told_and_what_came_before_kept() -> None:
    penalties = np.full((1, 10), 90, dtype=np.float32)
    info = WeightsInfo(origin=Origin(recipe={"seed": 3}, taught=(Taught(digits=7),)))
    taught = taught_info(info, report_of(penalties, [0]), TeachingConfig()).origin
    assert taught.recipe == {"seed": 3}
    assert [entry.digits for entry in taught.taught] == [7, 1]
    assert taught.mnist_test_errors == 0
