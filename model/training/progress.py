"""How far a training run has come, and the figures of each pass."""

from dataclasses import dataclass

from model.network.records import Evaluation

GUESSING_PERCENT = 80.0
"""An error above this is hardly better than guessing, which is 90."""


@dataclass(frozen=True)
class PassResult:
    """The figures of one finished pass over the training digits.

    ``training_loss`` and ``training_error_percent`` are taken while training, on digits as they were distorted, before
    each update. ``held_out`` is measured with the result so far; None where no digit was held out.
    ``rate`` is the last one of the pass.
    """

    number: int
    training_loss: float
    training_error_percent: float
    rate: float
    seconds: float
    held_out: Evaluation | None


@dataclass(frozen=True)
class Progress:
    """Where a run stands. ``updates`` of ``total_updates`` are done; ``loss`` is the mean of this pass so far."""

    updates: int
    total_updates: int
    number: int
    loss: float
    rate: float
    finished_pass: PassResult | None = None
