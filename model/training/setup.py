"""What a person asks for when training: the recipe, the digits, where to start and where to compute. Plain data."""

from dataclasses import dataclass, field
from enum import StrEnum

from model.digits.data_source import MNIST_TRAINING_DIGITS, DataKind, DataSource
from model.limits import MOST_THREADS
from model.settings import check, setting
from model.training.recipes import TrainingConfig

AUTOMATIC = 0
"""Stands for the number of threads that is fastest when the run starts."""


class StartKind(StrEnum):
    """Which weights a run starts from."""

    RANDOM = "random"
    IN_USE = "in-use"
    MNIST_ONLY = "mnist-only"
    """The MNIST-only weights, which come with the program."""
    FILE = "file"


class Engine(StrEnum):
    """How gradients are computed; the weights are the same within rounding."""

    FAST = "fast"
    """Written out for speed, see :mod:`model.training.engine`."""
    PLAIN = "plain"
    """Torch's autograd, see :mod:`model.training.optimizers.plain`."""


@dataclass(frozen=True)
class RunSetup:
    """One run, before it starts.

    ``start_path`` is the weights file for ``StartKind.FILE``, empty otherwise. ``device`` is torch's name: cpu, cuda or
    mps. ``threads`` is how many processor threads to use, or ``AUTOMATIC``; a run's log has the number that was used.
    ``test_error`` asks for the error on MNIST's test digits after each pass, to look at; nothing is chosen by it.

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
    test_error: bool = False

    def __post_init__(self) -> None:
        check(self)

    @property
    def too_few(self) -> bool:
        """Whether more digits would be held out than there are, as far as that is known before they are read."""
        mnist = MNIST_TRAINING_DIGITS if self.data.kind is DataKind.MNIST else None
        known = [count for count in (self.data.count, mnist) if count is not None]
        return bool(known) and self.config.held_out >= min(known)


@dataclass(frozen=True)
class Counts:
    """What a pass shows: ``digits``, ``pen`` digits and ``rubbish``; it never shows those ``held_out``."""

    digits: int
    held_out: int
    pen: int = 0
    rubbish: int = 0

    @property
    def extras(self) -> int:
        return self.pen + self.rubbish

    @property
    def trained_on(self) -> int:
        return self.digits + self.extras


def counts_of(config: TrainingConfig, digits: int, own_shown: int = 0) -> Counts:
    """What a recipe makes of this many digits, with own ones shown this often beside them."""
    held_out = min(config.held_out, digits)
    shown = digits - held_out + own_shown
    whole = shown / (1 - config.pen_share - config.rubbish)
    return Counts(shown, held_out, round(config.pen_share * whole), round(config.rubbish * whole))
