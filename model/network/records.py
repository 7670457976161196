"""Small records that other modules share: frozen, with read-only numpy arrays."""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


class Squashing(StrEnum):
    """The function that follows every layer up to F6."""

    TANH = "tanh"
    """The paper's A tanh(S a), A = 1.7159, S = 2/3 (appendix A)."""
    LOGISTIC = "logistic"
    """1 / (1 + e^-a), which many descriptions mean by "sigmoid"."""


class Initialisation(StrEnum):
    """The spread of the first weights; F is the fan-in of the weight's unit."""

    AS_PRINTED = "as-printed"
    """Uniform in +-2.4 / F, as appendix A has it. Signals shrink from layer to layer."""
    SQRT_FAN_IN = "sqrt-fan-in"
    """Uniform in +-2.4 / sqrt(F), subsampling coefficients at 0.25: keeps the signal's size from layer to layer.

    For the logistic function the same start, restated in its units.
    """


@dataclass(frozen=True)
class Rejection:
    """When an answer is refused (section III.D): a penalty above, or a margin below, these figures."""

    largest_penalty: float
    smallest_margin: float


NO_REJECTION = Rejection(math.inf, 0.0)
"""No answer is rejected."""


@dataclass(frozen=True)
class WeightsInfo:
    """What is known of a set of weights.

    ``origin`` holds everything that training wrote down besides: recipe, seed, training set, measured errors, versions.
    """

    squashing: Squashing = Squashing.TANH
    rejection: Rejection = NO_REJECTION
    origin: dict[str, Any] = field(default_factory=dict)


class WeightsKind(StrEnum):
    """Where weights came from."""

    DEFAULT = "default"
    """Those that come with the program."""
    FILE = "file"
    """The person opened a file."""
    PERSONAL = "personal"
    """They were taught one person's digits."""
    TRAINED = "trained"
    """A training run in this program made them."""


@dataclass(frozen=True)
class WeightsIdentity:
    """Identifies weights. ``title`` tells those of one kind apart: a file's name, a person, the pass of a run."""

    kind: WeightsKind
    title: str = ""
    info: WeightsInfo = field(default_factory=WeightsInfo)


@dataclass(frozen=True)
class Evaluation:
    """The outcome on a labelled set.

    ``confusion`` (10, 10) counts digits, row = true class, column = answer. ``mistakes`` holds the positions of the
    misread digits in the set, ascending, and ``answers`` what each of these was read as.
    """

    confusion: NDArray[np.int64]
    mistakes: NDArray[np.int64]
    answers: NDArray[np.int64]

    @property
    def count(self) -> int:
        return int(self.confusion.sum())

    @property
    def errors(self) -> int:
        return len(self.mistakes)

    @property
    def error_percent(self) -> float:
        return 100 * self.errors / self.count
