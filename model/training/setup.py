"""What a person asks for when training: the recipe, the digits, where to start and where to compute. Plain data."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from model.digits.data_source import MNIST_TRAINING_DIGITS, DataKind, DataSource
from model.limits import MOST_THREADS
from model.my_digits.people import DEFAULT_NAME
from model.settings import check, setting
from model.training.recipes import TrainingConfig

AUTOMATIC = 0
"""Stands for the number of threads that is fastest when the run starts."""
OWN_SHARES = (0.01, 0.5)
"""The least and the most of a pass that is offered for own digits beside MNIST's."""
PARTS_TO_HOLD_ONE_OUT = 5
"""At most one own digit in this many is held out if there are no others; with fewer, none can be."""


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
class OwnPart:
    """What a run has of a person's own digits: ``count`` of them, no two drawn alike.

    ``share`` is the part of a pass, more than 0 and less than 1, that they are to be beside MNIST's digits; each is
    shown as often as that takes. None where they are alone.

    Raises:
        ValueError: the share is not between 0 and 1.
    """

    person: str
    count: int
    share: float | None = None

    def __post_init__(self) -> None:
        if self.share is not None and not 0 < self.share < 1:
            raise ValueError(f"own digits must be more than 0 and less than 1 of a pass, not {self.share:g}")

    @property
    def is_mine(self) -> bool:
        """Whether the person has no other name than the one that everybody starts with."""
        return self.person == DEFAULT_NAME

    @property
    def title(self) -> str:
        """Whose digits these are, in words."""
        return "my digits" if self.is_mine else f"{self.person}'s digits"

    def times(self, beside: int) -> int:
        """How often a pass shows each of them where it shows so many others once; once at least."""
        if self.share is None:
            return 1
        return max(1, round(self.share / (1 - self.share) * beside / max(1, self.count)))

    def held_out(self, wanted: int) -> int:
        """How many digits to hold out: of own digits alone a fifth at most, so that enough are left to train on."""
        return min(wanted, self.count // PARTS_TO_HOLD_ONE_OUT) if self.share is None else wanted


@dataclass(frozen=True)
class RunSetup:
    """One run, before it starts.

    ``start_path`` is the weights file for ``StartKind.FILE``, empty otherwise. ``device`` is torch's name: cpu, cuda or
    mps. ``threads`` is how many processor threads to use, or ``AUTOMATIC``; a run's log has the number that was used.
    ``test_error`` asks for the error on MNIST's test digits after each pass, to look at; nothing is chosen by it.
    ``own`` is what it has of a person's own digits; None where it has none. ``recipe`` is the name of the person's own
    recipe that it is, empty for others.

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
    own: OwnPart | None = None
    recipe: str = ""

    def __post_init__(self) -> None:
        check(self)

    @property
    def on_mnist_alone(self) -> "RunSetup":
        """The same with MNIST's digits in the place of all that comes from elsewhere."""
        config = replace(self.config, held_out=0, pen_share=0.0, rubbish_share=0.0)
        return replace(self, config=config, data=DataSource(), own=None)

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
        """How many patterns a pass shows beside labelled digits."""
        return self.pen + self.rubbish

    @property
    def trained_on(self) -> int:
        """How many patterns a pass shows."""
        return self.digits + self.extras


def counts_of(config: TrainingConfig, digits: int, own_shown: int = 0) -> Counts:
    """What a recipe makes of this many digits, with own ones shown this often beside them."""
    held_out = min(config.held_out, digits)
    shown = digits - held_out + own_shown
    whole = shown / (1 - config.pen_share - config.rubbish)
    return Counts(shown, held_out, round(config.pen_share * whole), round(config.rubbish * whole))
