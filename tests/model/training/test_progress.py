"""When a run is no better than guessing, and when it only has not got far yet."""

import numpy as np
import pytest

from model.network.records import Evaluation
from model.training.progress import PassResult, is_guessing


def one(number: int, loss: float, training: float, held_out: float | None = None) -> PassResult:
    """A pass with these errors in percent."""
    measured = None
    if held_out is not None:
        wrong = round(held_out)
        confusion = np.diag([100 - wrong, *[0] * 9])
        confusion[0, 1] = wrong
        measured = Evaluation(confusion, np.arange(wrong), np.ones(wrong, dtype=np.int64))
    return PassResult(number, loss, training, 1e-3, 1.0, measured)


@pytest.mark.parametrize(
    ("passes", "guessing"),
    [
        ([], False),
        ([one(1, 8.0, 90.0)], False),  # counted from the first update on
        ([one(1, 8.0, 90.0), one(2, 8.0, 90.0)], True),
        ([one(1, 8.0, 90.0), one(2, 7.0, 89.0)], False),  # the loss falls
        ([one(1, 8.0, 90.0), one(2, 9.0, 64.7)], False),
        ([one(1, 8.0, 82.0), one(2, 8.0, 81.0)], False),
        ([one(1, 8.0, 90.0, 90), one(2, 8.0, 90.0, 60)], False),  # the average reads better than what is trained
        ([one(1, 8.0, 80.0, 90), one(2, 8.0, 80.0, 90)], True),
        ([one(1, 1.0, 5.0), one(2, 8.0, 90.0), one(3, 8.0, 90.0)], True),  # it has lost what it had learned
    ],
)
def test_guessing_takes_two_passes_that_read_nothing_and_a_loss_that_does_not_fall(
    passes: list[PassResult], guessing: bool
) -> None:
    assert is_guessing(passes) is guessing
