"""What is known of weights: what they are called, how they were trained, and what they were taught since."""

from dataclasses import dataclass, field
from typing import Any

from model.json_records import from_json, to_json
from model.network.records import NO_REJECTION, Rejection, Squashing, WeightsKind
from model.network.taught import TeachingRound


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
    taught: tuple[TeachingRound, ...] = ()

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


@dataclass(frozen=True)
class WeightsIdentity:
    """Identifies weights. ``title`` tells those of one kind apart: a file's name, a person, a run and its pass."""

    kind: WeightsKind
    title: str = ""
    info: WeightsInfo = field(default_factory=WeightsInfo)
