"""What a person asks for when training: the recipe, the digits, where to start and where to compute. Plain data."""

from dataclasses import dataclass, field
from enum import StrEnum

from model.digits.data_source import DataKind, DataSource
from model.limits import MOST_THREADS
from model.settings import check, setting
from model.training.recipes import TrainingConfig

AUTOMATIC = 0
"""Stands for the number of threads that is fastest when the run starts."""


class StartKind(StrEnum):
    """Which weights a run starts from."""

    RANDOM = "random"
    IN_USE = "in-use"
    FILE = "file"


class Engine(StrEnum):
    """How gradients are computed; the weights are the same within rounding."""

    FAST = "fast"
    """Written out for speed, see :mod:`model.training.engine`."""
    PLAIN = "plain"
    """Torch's autograd, see :mod:`model.training.plain`."""


@dataclass(frozen=True)
class RunSetup:
    """One run, before it starts.

    ``start_path`` is the weights file for ``StartKind.FILE``, empty otherwise. ``device`` is torch's name: cpu, cuda or
    mps. ``threads`` is how many processor threads to use, or ``AUTOMATIC``; a run's log has the number that was used.

    Raises:
        ValueError: there are too many threads.
    """

    config: TrainingConfig
    data: DataSource = field(default_factory=DataSource)
    start: StartKind = StartKind.RANDOM
    start_path: str = ""
    device: str = "cpu"
    threads: int = setting(AUTOMATIC, (AUTOMATIC, MOST_THREADS))
    engine: Engine = Engine.FAST

    def __post_init__(self) -> None:
        check(self)

    @property
    def too_few(self) -> bool:
        """Whether more digits would be held out than there are, as far as that is known before they are read."""
        mnist = 60_000 if self.data.kind is DataKind.MNIST else None
        known = [count for count in (self.data.count, mnist) if count is not None]
        return bool(known) and self.config.held_out >= min(known)
