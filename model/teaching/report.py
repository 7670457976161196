"""Teaching as data: the recipe, the progress, and what it would change; no torch."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.digits.distortion import Distortion
from model.network.records import Evaluation, FloatArray
from model.settings import check, setting

NOT_JUDGED = -1
"""The held-out answer of a digit that is the only one of its class: without it, nothing would be known of the class."""


@dataclass(frozen=True)
class TeachingConfig:
    """Everything that decides the outcome of teaching, except the digits and the network.

    Raises:
        ValueError: a value is out of its range; the text names it.
    """

    steps: int = setting(120, (1, 10_000))
    """Updates of each fit: one fit for each fold, and the one that counts."""
    rate: float = setting(4e-3, (1e-8, 1.0))
    """The first update's, of AdamW; it falls to 0 along a straight line."""
    own_per_batch: int = setting(48, (1, 1024))
    mnist_per_batch: int = setting(128, (1, 1024))
    mnist_pool: int = setting(6000, (1, 50_000))
    """MNIST training digits that the network is held to."""
    rubbish_j: float = setting(3.0, (0.0, 1000.0))
    """Eq. 9's j: own digits are pulled until their penalty falls below about this times ``penalty_scale``."""
    penalty_scale: float = setting(16.0, (0.01, 1000.0))
    """Eq. 9: penalties are divided by this first. Twice as much as in training, so that digits which are
    read right by a small margin go on being learned: a few examples of a class show little of how it varies."""
    hold: float = setting(0.06, (0.0, 1000.0))
    """The weight of the squared distance that F6 moves on MNIST digits, against eq. 9 on own digits."""
    hold_near: float = setting(10.0, (0.01, 1e6))
    """MNIST digits are drawn in proportion to 1 / (this + the margin of their answer): near ones are lost first."""
    own_distortion: Distortion = field(
        default_factory=lambda: Distortion(
            shift_px=1.0, scale=0.1, squeeze=0.1, shear=0.2, rotation_degrees=12.0, elastic_px=1.4, thickness=0.3
        )
    )
    mnist_distortion: Distortion = field(
        default_factory=lambda: Distortion(
            shift_px=1.0, scale=0.08, shear=0.15, rotation_degrees=8.0, elastic_px=1.4, thickness=0.2, flags=0.08
        )
    )
    folds: int = setting(4, (0, 20))
    """Parts of the digits that are held out in turn; 0 for no cross-validation."""
    doubt_margin: float = setting(20.0, (0.0, 1000.0))
    """A label is doubtful where it is contradicted by this much: its penalty less the smallest one, held out."""
    allowance_percent: float = setting(0.6, (0.0, 100.0))
    """By how much the error on distorted MNIST training digits may grow where all ten classes are taught, half of it
    where five or fewer are; beyond, weights move only part of the way."""
    seed: int = setting(1, (0, 2**31 - 1))

    def __post_init__(self) -> None:
        check(self)


class TeachingStage(StrEnum):
    """What teaching is doing."""

    READING = "reading"
    """S4 values of the person's digits and MNIST's."""
    CHECKING = "checking"
    """Cross-validation."""
    TEACHING = "teaching"


@dataclass(frozen=True)
class TeachingProgress:
    """``done`` of ``total``, counted in digits that are read; an update takes the time of some. The total may grow."""

    done: int
    total: int
    stage: TeachingStage


@dataclass(frozen=True)
class Doubt:
    """A label that is probably wrong: the digit at ``position`` looks like ``looks_like``.

    It is left out, unless the person is sure of it, or the network misreads most of the digits as it is.
    """

    position: int
    label: int
    looks_like: int
    left_out: bool


@dataclass(frozen=True)
class TeachingReport:
    """What using the taught network would change.

    All arrays are (N,), in the order of the digits that were given. ``answers_held_out`` is how a network reads each
    digit that was taught without it, or ``NOT_JUDGED``; ``penalties`` (N, 10) are what led to that, and where there is
    no such network, those of the taught one. ``share`` is how far the weights moved, as a share of the whole way: 0 is
    not at all.
    ``mnist_before`` and ``mnist_after`` are on its test digits, for the record only.
    """

    labels: NDArray[np.int64]
    answers_before: NDArray[np.int64]
    answers_held_out: NDArray[np.int64]
    penalties: FloatArray
    doubts: tuple[Doubt, ...]
    mnist_before: Evaluation
    mnist_after: Evaluation
    share: float
    seconds: float

    @cached_property
    def judged(self) -> NDArray[np.int64]:
        """The positions of the digits that could be held out."""
        return np.flatnonzero(self.answers_held_out != NOT_JUDGED)

    @property
    def right_before(self) -> int:
        """How many of the judged digits the network reads correctly as it was."""
        return int((self.answers_before == self.labels)[self.judged].sum())

    @property
    def right_after(self) -> int:
        """How many of the judged digits are read correctly by a network that was taught without them."""
        return int((self.answers_held_out == self.labels)[self.judged].sum())

    @cached_property
    def still_wrong(self) -> NDArray[np.int64]:
        """The positions of the judged digits that a network misreads that was taught without them."""
        judged = self.answers_held_out != NOT_JUDGED
        return np.flatnonzero(judged & (self.answers_held_out != self.labels))

    @property
    def changes_anything(self) -> bool:
        return self.share > 0

    @cached_property
    def alone(self) -> NDArray[np.int64]:
        """The positions of the digits that are the only ones of their class: they could not be judged."""
        return np.flatnonzero(self.answers_held_out == NOT_JUDGED)
