"""What the window asks of the training process (commands) and what that answers (events).

A new request is a class here or in ``training_questions``, a case in ``TrainingServer``, and a call where it is wanted.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lenet_gui.workers.training_questions import (
    CurvatureReady,
    DescribeStep,
    EstimateCurvature,
    Foretell,
    ForetoldRun,
    StepDescribed,
    Unreadable,
)
from model.network.parameters import Parameters
from model.network.records import FloatArray
from model.network.weights_info import WeightsInfo
from model.training.log import TrainingLog
from model.training.own_digits import OwnSource
from model.training.progress import Progress
from model.training.setup import RunSetup

# Commands to a run in progress. They come in order, so that one that is too late is read before the next run begins.


@dataclass(frozen=True)
class Pause:
    """Pause the run, or continue it."""

    paused: bool


@dataclass(frozen=True)
class Stop:
    """End the run after the update it is in; :class:`Ended` follows, or :class:`Refused` before the first update."""


@dataclass(frozen=True)
class SetRateFactor:
    """Multiply the schedule's rate from the next update on."""

    factor: float


@dataclass(frozen=True)
class Follow:
    """Send the network in training as it changes, or no longer."""

    follow: bool


RunCommand = Pause | Stop | SetRateFactor | Follow


# Other commands, answered one after the other; those that come during a run are answered after it


@dataclass(frozen=True)
class Start:
    """Begin a run.

    ``in_use`` are the weights that the setup may start from, ``own`` the person's digits that it trains on.
    :class:`TrainingService` adds the checkpoint, None where none can be written.
    """

    setup: RunSetup
    in_use: Parameters | None = None
    own: OwnSource | None = None
    checkpoint: Path | None = None


@dataclass(frozen=True)
class Resume:
    """Resume an interrupted run; if ``ends``, only to end it after its last whole pass, for its weights."""

    checkpoint: Path
    ends: bool = False


@dataclass(frozen=True)
class Drop:
    """Throw an interrupted run away; :class:`TrainingService` does so."""

    checkpoint: Path


@dataclass(frozen=True)
class ListDevices:
    """Say where a run can be computed."""


@dataclass(frozen=True)
class Preview:
    """Distort a few of a run's digits, or make rubbish; ``seed`` says which, ``own`` comes from ``own_to_show``."""

    setup: RunSetup
    seed: int
    own: OwnSource | None = None
    rubbish: bool = False


@dataclass(frozen=True)
class ShowNetwork:
    """Send the last run's network once, as :class:`Live`."""


@dataclass(frozen=True)
class GiveWeights:
    """Send the weights of the last run's best pass, or of its last."""

    best: bool


@dataclass(frozen=True)
class Save:
    """Write the weights of the last run's best pass, or of its last, and the log beside them."""

    path: Path
    best: bool


@dataclass(frozen=True)
class Forget:
    """Drop the last run: its weights are in a file, or not wanted."""


AboutLastRun = ShowNetwork | GiveWeights | Save | Forget | DescribeStep
Request = RunCommand | Start | Resume | ListDevices | Preview | Foretell | EstimateCurvature | AboutLastRun
"""What the process is asked."""
Command = Request | Drop
"""What the window asks for."""

# Events


@dataclass(frozen=True)
class Preparing:
    """How many pictures have been read, of how many."""

    done: int
    total: int


@dataclass(frozen=True)
class LeftOut:
    """Pictures that could not be read, each with the reason; and how many there are in all."""

    problems: tuple[str, ...]
    total: int


@dataclass(frozen=True)
class Started:
    """A run begins, or is resumed: its log has passes then. ``rate_factor`` multiplies its rate."""

    log: TrainingLog
    rate_factor: float


@dataclass(frozen=True)
class Progressed:
    """Where the run stands; at most twenty a second, and always at the end of a pass: ``kept`` if in a checkpoint."""

    progress: Progress
    kept: bool = True


@dataclass(frozen=True, eq=False)
class Misread:
    """The first of the held-out digits misread after a pass: (N, side, side), (N,), (N,); and how many there are."""

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    answers: NDArray[np.uint8]
    total: int


@dataclass(frozen=True)
class Live:
    """The network in training, and the pass it is in; at most ten a second, while it is followed."""

    network: Parameters
    number: int


@dataclass(frozen=True)
class Warned:
    """Something is wrong, but the run continues."""

    problem: str


@dataclass(frozen=True)
class Ended:
    """The run is over; ``problem`` says what went wrong, empty if nothing."""

    log: TrainingLog
    problem: str


@dataclass(frozen=True)
class Refused:
    """A run could not start, and why; empty where the person stopped it before its first update."""

    problem: str


@dataclass(frozen=True)
class Died:
    """The training process ended unexpectedly. A run's last checkpoint is kept."""


@dataclass(frozen=True)
class Devices:
    """Where a run can be computed: torch's name of each device, and one for people."""

    devices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Previewed:
    """(N, 32, 32), distorted digits or rubbish, 0 to 1; none where the files cannot be read."""

    inks: FloatArray
    rubbish: bool = False


@dataclass(frozen=True)
class WeightsReady:
    """The weights that were asked for."""

    network: Parameters
    info: WeightsInfo


@dataclass(frozen=True)
class Found:
    """An interrupted run that can be resumed."""

    checkpoint: Path
    log: TrainingLog


@dataclass(frozen=True)
class Saved:
    """The weights are in this file."""

    path: Path


@dataclass(frozen=True)
class Failed:
    """What was asked for, other than a run, could not be done."""

    problem: str


Event = (
    Preparing | LeftOut | Started | Progressed | Misread | Live | Warned | Ended | Refused | Died | Devices | Previewed
    | ForetoldRun | Unreadable | CurvatureReady | StepDescribed | WeightsReady | Found | Saved | Failed
)  # fmt: skip
