"""Where a run stands between two updates, as plain data."""

from dataclasses import dataclass

from model.digits.datasets import Digits
from model.network.parameters import Parameters
from model.training.log import TrainingLog
from model.training.step.rule import StepRule


@dataclass(frozen=True, eq=False)
class NextStep:
    """What the next update of a run is made of.

    ``network`` is what it changes, which is not the running average. ``digits`` are some of those that the run trains
    on.
    """

    log: TrainingLog
    network: Parameters
    rule: StepRule
    digits: Digits
