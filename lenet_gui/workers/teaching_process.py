"""The process that teaches: what is asked of it, what it answers, and what it does."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from lenet_gui.workers.child_side import Parent
from model.errors import in_words
from model.my_digits.digit import MyDigit
from model.network.parameters import Parameters
from model.network.weights_info import WeightsInfo

REPORT_S = 0.05
"""Progress is reported no more often than this: the window paints each report."""

Start = tuple[Parameters, WeightsInfo] | Path
"""The weights that are taught, with their record; or the file with both."""


@dataclass(frozen=True)
class Teach:
    """The one command: teach a copy of these weights these digits."""

    start: Start
    digits: tuple[MyDigit, ...]


@dataclass(frozen=True)
class TaughtWeights:
    """Done: the new weights, and their record: what they would change is in the last of ``info.origin.taught``."""

    network: Parameters
    info: WeightsInfo


@dataclass(frozen=True)
class TeachingProgressed:
    """How many steps of how many are done."""

    done: int
    total: int


@dataclass(frozen=True)
class TeachingFailed:
    """What went wrong; empty where the process ended unexpectedly."""

    problem: str


@dataclass(frozen=True)
class TeachingCancelled:
    """The person asked for it."""


Event = TeachingProgressed | TaughtWeights | TeachingFailed | TeachingCancelled


def serve_teaching(parent: Parent) -> None:
    """What the process runs: it answers commands, each with progress and then an outcome."""
    # What takes a second to load is there before it is asked for.
    import torch

    from model.network.weights import load_weights
    from model.teaching.report import TeachingConfig
    from model.teaching.taught_weights import taught_info
    from model.teaching.teaching import Teaching
    from model.training.engine.lenet5 import parameters_of

    config = TeachingConfig()
    torch.set_num_threads(1)
    while True:
        command = cast(Teach, parent.receive())
        try:
            start = command.start
            parameters, info = load_weights(start) if isinstance(start, Path) else start
            digits = command.digits
            teaching = Teaching.of(parameters, digits, config)
            reported = 0.0
            for progress in teaching.run():
                if (now := time.perf_counter()) - reported >= REPORT_S:
                    reported = now
                    parent.tell(TeachingProgressed(progress.done, progress.total))
            outcome = teaching.outcome
            info = taught_info(info, outcome.report, config, digits)
            parent.tell(TaughtWeights(parameters_of(outcome.network), info))
        except Exception as error:
            parent.tell(TeachingFailed(in_words(error)))
