"""Teaching a copy: the network stays as it was, what it would do is told, and it does not forget."""

import numpy as np
import pytest
from numpy.typing import NDArray

from model.assets import shipped_weights
from model.datasets import mnist_test
from model.lenet5 import LeNet5
from model.recognizer import recognise
from model.records import NO_REJECTION, FloatArray
from model.teaching import Teaching
from model.teaching_records import NOT_JUDGED, Stage, TeachingConfig
from model.weights import load_weights

BRIEF = TeachingConfig(steps=8)


@pytest.fixture(scope="module")
def network() -> LeNet5:
    return load_weights(shipped_weights())[0]


def some_digits(count: int) -> tuple[FloatArray, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    digits = mnist_test().subset(np.arange(count))
    return digits.fields().astype(np.float32) / 255, digits.labels


def test_a_copy_is_taught_and_all_is_told(network: LeNet5) -> None:
    inks, labels = some_digits(12)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    teaching = Teaching(network, inks, labels, BRIEF)
    progress = list(teaching.run())
    assert {one.stage for one in progress} == set(Stage)
    assert all(0 <= one.done <= one.total for one in progress)
    assert [one.done for one in progress] == sorted(one.done for one in progress)
    for name, value in network.state_dict().items():
        assert value.equal(before[name])
    report = teaching.outcome.report
    assert report.mnist_before.count == report.mnist_after.count == 10_000
    # A digit that is the only one of its class cannot be held out: nothing would be known of the class.
    alone = [k for k, label in enumerate(labels) if (labels == label).sum() == 1]
    assert [k for k in range(12) if report.answers_held_out[k] == NOT_JUDGED] == alone
    for k, ink in enumerate(inks):
        assert recognise(teaching.outcome.network, ink, NO_REJECTION).digit == report.answers_after[k]
        assert recognise(network, ink, NO_REJECTION).digit == report.answers_before[k]


def test_one_digit_taught_alone_does_not_make_it_forget_the_others(network: LeNet5) -> None:
    digits = mnist_test()
    sevens = np.flatnonzero(digits.labels == 7)[:6]
    chosen = digits.subset(sevens)
    # Sevens that are said to be ones: as far from what it knows as can be.
    teaching = Teaching(
        network, chosen.fields().astype(np.float32) / 255, np.full(6, 1), TeachingConfig(steps=40, folds=0)
    )
    for _ in teaching.run():
        pass
    report = teaching.outcome.report
    assert report.mnist_after.error_percent <= report.mnist_before.error_percent + 0.3


def test_it_can_be_left_at_any_moment(network: LeNet5) -> None:
    teaching = Teaching(network, *some_digits(12), BRIEF)
    assert next(teaching.run()).done >= 0
    with pytest.raises(RuntimeError):
        _ = teaching.outcome


@pytest.mark.parametrize(
    ("inks", "labels"),
    [
        (np.zeros((0, 32, 32), dtype=np.float32), np.zeros(0, dtype=np.int64)),
        (np.zeros((2, 32, 32), dtype=np.float32), np.zeros(3, dtype=np.int64)),
        (np.zeros((1, 32, 32), dtype=np.float32), np.array([10])),
    ],
)
def test_what_cannot_be_taught_is_told(network: LeNet5, inks: FloatArray, labels: NDArray[np.int64]) -> None:
    with pytest.raises(ValueError, match=r"digit|label"):
        Teaching(network, inks, labels)
