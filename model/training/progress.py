"""How far a training run has come, and the figures of each pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.network.records import Evaluation

GUESSING_PERCENT = 80.0
"""An error above this is hardly better than guessing, which is 90."""
NO_BETTER_PERCENT = 87.0
"""Guessing misreads 90 of 100; on some hundred digits chance alone may make this of it."""
_FALLING = 0.99
"""A loss below this part of the last pass's is falling."""


@dataclass(frozen=True)
class PassResult:
    """The figures of one finished pass over the training digits.

    ``training_loss`` and ``training_error_percent`` are taken while training, on digits as they were distorted, before
    each update. ``held_out`` is measured with the result so far; None where no digit was held out.
    ``rate`` is the last one of the pass. ``test_error_percent`` is the error on MNIST's test digits, where it was asked
    for; it is there to be looked at, and nothing is chosen by it.
    """

    number: int
    training_loss: float
    training_error_percent: float
    rate: float
    seconds: float
    held_out: Evaluation | None
    test_error_percent: float | None = None

    @property
    def held_out_error_percent(self) -> float | None:
        """Of the held-out digits, 0 to 100; None where there are none."""
        return None if self.held_out is None else self.held_out.error_percent

    @property
    def error_percent(self) -> float:
        """The error on the held-out digits or, if there are none, on those trained on."""
        return self.training_error_percent if self.held_out is None else self.held_out.error_percent


def is_guessing(passes: Sequence[PassResult]) -> bool:
    """Whether the last two passes read digits no better than guessing would, and the loss does not fall either.

    One pass does not tell: its errors are counted from the first update on, before anything can have been learned.
    """
    if len(passes) < 2:
        return False
    before, last = passes[-2:]
    blind = all(each.error_percent > NO_BETTER_PERCENT for each in (before, last))
    return blind and not last.training_loss < _FALLING * before.training_loss


@dataclass(frozen=True)
class Progress:
    """Where a run stands. ``updates`` of ``total_updates`` are done; ``loss`` is the mean of this pass so far."""

    updates: int
    total_updates: int
    number: int
    loss: float
    rate: float
    finished_pass: PassResult | None = None
