"""Small records that other modules share: frozen, with read-only numpy arrays."""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.json_records import from_json, to_json
from model.network.taught import Taught

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

    def shares(self, penalties: NDArray[np.float64]) -> NDArray[np.float64]:
        """(..., 10) -> (..., 11): the posterior of each digit, and of rubbish last."""
        rubbish = np.full((*penalties.shape[:-1], 1), self.rubbish_j)
        scaled = np.concatenate([penalties / self.penalty_scale, rubbish], axis=-1)
        weights: NDArray[np.float64] = np.exp(scaled.min(axis=-1, keepdims=True) - scaled)
        posterior: NDArray[np.float64] = weights / weights.sum(axis=-1, keepdims=True)
        return posterior


NO_REJECTION = Rejection(math.inf, 8.0, 0.0)
"""No answer is refused."""


@dataclass(frozen=True)
class OwnDigitsFacts:
    """A person's own digits in a training run.

    There were ``count`` of them, no two drawn alike; each was shown ``times`` times in a pass. ``share`` is the part of
    a pass that was asked for; None where they were alone.
    """

    person: str
    count: int
    share: float | None = None
    times: int = 1
    fingerprint: str = ""


@dataclass(frozen=True)
class Versions:
    """What a run was computed with."""

    lenet: str = ""
    torch: str = ""
    python: str = ""


@dataclass(frozen=True)
class RunFacts:
    """What was found when a training run started.

    ``trained_on`` and ``held_out`` count patterns, ``fingerprint`` is that of the whole training set,
    ``strokes_fingerprint`` that of the pen strokes beside it. ``started`` is a date and time in ISO 8601. Where the
    rate was changed by hand, ``rate_factors`` holds pairs: from which update on, and what the recipe's rate was
    multiplied with.
    """

    training_set: str = ""
    fingerprint: str = ""
    own_digits: OwnDigitsFacts | None = None
    trained_on: int = 0
    held_out: int = 0
    strokes_fingerprint: str = ""
    started: str = ""
    versions: Versions = Versions()
    rate_factors: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Origin:
    """Where weights come from; in JSON, ``facts`` lie beside the other fields.

    ``recipe`` is the training recipe in JSON. ``pass_`` of ``passes`` made these weights. ``taught`` holds every round
    of teaching since. Errors on MNIST's 10,000 test digits are those of the weights as they are now. What has not been
    measured is None.
    """

    recipe: dict[str, Any] = field(default_factory=dict)
    seed: int | None = None
    start: str = ""
    facts: RunFacts = RunFacts()
    passes: int = 0
    pass_: int = 0
    held_out_error_percent: float | None = None
    mnist_test_errors: int | None = None
    mnist_test_error_percent: float | None = None
    seconds: float = 0.0
    device: str = ""
    threads: int = 0
    engine: str = ""
    taught: tuple[Taught, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For a weights file."""
        return {**to_json(self.facts), **{key: value for key, value in to_json(self).items() if key != "facts"}}

    @classmethod
    def from_json(cls, values: object) -> "Origin":
        """Back from :meth:`to_json`; keys of other versions are passed over.

        Raises:
            TypeError, KeyError, ValueError: see :func:`model.json_records.from_json`.
        """
        return from_json(cls, {**values, "facts": values} if isinstance(values, dict) else values)


@dataclass(frozen=True)
class WeightsInfo:
    """What is known of a set of weights."""

    squashing: Squashing = Squashing.TANH
    rejection: Rejection = NO_REJECTION
    origin: Origin = Origin()


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
