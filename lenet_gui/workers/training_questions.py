"""What the window wants to know of the training process besides a run, and the answers.

They belong to the commands and events of :mod:`lenet_gui.workers.training_messages`.
"""

from dataclasses import dataclass

from model.network.parameters import Parameters
from model.network.records import FloatArray
from model.training.cards import Card
from model.training.engine.criterion import Criterion
from model.training.setup import Counts
from model.training.step.next_step import NextStep


@dataclass(frozen=True)
class Foretell:
    """Say how long runs would take; takes the place of the last such command.

    :class:`ForetoldRun` or :class:`Unreadable` follow for each; they are measured while nothing else is asked.
    """

    wanted: tuple[Card, ...]


@dataclass(frozen=True)
class ForetoldRun:
    """What a run would show in a pass, and how long it would take; ``seconds`` is None while that is being measured."""

    key: str
    counts: Counts
    seconds: float | None = None


@dataclass(frozen=True)
class Unreadable:
    """In place of :class:`ForetoldRun`, for a run whose files cannot be used: why, in plain words."""

    key: str
    problem: str


@dataclass(frozen=True)
class EstimateCurvature:
    """Estimate SDLM's h of every weight, on MNIST's training digits; :class:`CurvatureReady` follows."""

    network: Parameters
    criterion: Criterion


@dataclass(frozen=True, eq=False)
class CurvatureReady:
    """SDLM's h (60900,) of a network's weights."""

    network: Parameters
    criterion: Criterion
    curvature: FloatArray


@dataclass(frozen=True)
class DescribeStep:
    """Say what the next update of the run, or of the last one, is made of, as :class:`StepDescribed`."""


@dataclass(frozen=True, eq=False)
class StepDescribed:
    """What the next update of a run is made of."""

    step: NextStep
