"""Small records that other modules share: frozen, with read-only numpy arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FloatArray: TypeAlias = "NDArray[np.float32]"
_Scalar = TypeVar("_Scalar", bound="np.generic")


def frozen(values: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """The array itself, read-only from now on."""
    values.flags.writeable = False
    return values


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


PENALTY_SCALES = 0.01, 1000.0
"""What penalties may be divided by: the least and the most."""


@dataclass(frozen=True)
class Rejection:
    """When an answer is refused (section III.D), by the posterior of eq. 9.

    The ten digits and rubbish share 1 between them, each in proportion to e^-penalty. The digits' penalties are divided
    by ``penalty_scale`` first; rubbish always has the penalty ``rubbish_j``. An answer is refused where the best digit
    has less than ``least_share``.
    """

    rubbish_j: float
    penalty_scale: float
    least_share: float

    @property
    def rubbish_penalty(self) -> float:
        """The penalty of a digit that is as likely as rubbish."""
        return self.rubbish_j * self.penalty_scale

    def scaled(self, penalties: NDArray[np.float64]) -> NDArray[np.float64]:
        """(..., 10) -> (..., 11): the digits' penalties, divided, and that of rubbish last."""
        scaled = np.empty((*penalties.shape[:-1], penalties.shape[-1] + 1))
        np.divide(penalties, self.penalty_scale, out=scaled[..., :-1])
        scaled[..., -1] = self.rubbish_j
        return scaled

    def shares(self, penalties: NDArray[np.float64]) -> NDArray[np.float64]:
        """(..., 10) -> (..., 11): the posterior of each digit, and of rubbish last."""
        scaled = self.scaled(penalties)
        weights: NDArray[np.float64] = np.exp(scaled.min(axis=-1, keepdims=True) - scaled)
        weights /= weights.sum(axis=-1, keepdims=True)
        return weights


NO_REJECTION = Rejection(math.inf, 8.0, 0.0)
"""No answer is refused."""


class WeightsKind(StrEnum):
    """Where weights came from."""

    DEFAULT = "default"
    """These and the next two come with the program, see :data:`model.assets.SHIPPED`."""
    MNIST_ONLY = "mnist"
    PAPER = "paper"
    FILE = "file"
    """The person opened a file."""
    PERSONAL = "personal"
    """They were taught one person's digits."""
    TRAINED = "trained"
    """A training run in this program made them."""


class WithoutEach(NamedTuple):
    """The error on a labelled set in percent, 0 to 100: with the whole network, and without each map of a layer.

    ``errors`` has as many as are known, from map 0 on.
    """

    layer: str
    whole: float
    errors: tuple[float, ...]


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
        """How many digits were read."""
        return int(self.confusion.sum())

    @property
    def errors(self) -> int:
        """How many of them were misread."""
        return len(self.mistakes)

    @property
    def error_percent(self) -> float:
        """The same in percent, 0 to 100."""
        return 100 * self.errors / self.count
