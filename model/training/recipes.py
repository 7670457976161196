"""How a network is trained, as data: every knob, and the presets."""

from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from model.digits.distortion import DISTORTION_LIMITS, Distortion
from model.network.records import Initialisation, Squashing
from model.training.engine.criterion import Criterion, Loss


class Optimizer(StrEnum):
    """How weights follow the gradient."""

    SDLM = "sdlm"
    """Stochastic diagonal Levenberg-Marquardt (appendix C): each weight has a rate of its own."""
    SGD = "sgd"
    ADAMW = "adamw"


class Schedule(StrEnum):
    """How the rate changes over the run."""

    PAPER = "paper"
    """Section III.B: the whole rate for 2 passes, 2/5 of it for 3, 1/5 for 3, 1/10 for 4, then 1/50."""
    CONSTANT = "constant"
    ONE_CYCLE = "one-cycle"
    """Up for the first 30 % of the run, then down to nothing along a cosine."""


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides what comes out of a training run, but for the digits themselves.

    Raises:
        ValueError: a knob is out of its range; the text names it.
    """

    loss: Loss = Loss.MAXIMUM_A_POSTERIORI
    rubbish_j: float = 10.0
    penalty_scale: float = 8.0
    squashing: Squashing = Squashing.TANH
    initialisation: Initialisation = Initialisation.SQRT_FAN_IN
    optimizer: Optimizer = Optimizer.ADAMW
    rate: float = 2.5e-3
    """The schedule's highest; for SDLM its global eta."""
    schedule: Schedule = Schedule.ONE_CYCLE
    momentum: float = 0.9
    weight_decay: float = 0.01
    mu: float = 0.02
    """SDLM's guard against small curvatures."""
    curvature_patterns: int = 500
    """How many digits SDLM estimates the curvature on before each pass."""
    batch_size: int = 128
    passes: int = 500
    averaging: float = 0.9999
    """Decay of the running average of the weights, an update; 0 for none. What comes out is the average."""
    distortion: Distortion = field(default_factory=Distortion)
    held_out: int = 2000
    """Training digits set aside, never trained on: thresholds and choices are made on them."""
    split_seed: int = 1
    """Decides which digits are held out, apart from ``seed``, so that runs can be compared on the same ones."""
    seed: int = 1

    def __post_init__(self) -> None:
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name} must be {low:g} to {high:g}, not {value:g}")
        for strength in fields(Distortion):
            value, high = getattr(self.distortion, strength.name), DISTORTION_LIMITS[strength.name]
            if not 0 <= value <= high:
                raise ValueError(f"{strength.name} must be 0 to {high:g}, not {value:g}")

    @property
    def criterion(self) -> Criterion:
        """What the gradient is taken of."""
        return Criterion(self.loss, self.rubbish_j, self.penalty_scale)

    def as_json(self) -> dict[str, Any]:
        """For JSON: enumerations are text already."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "TrainingConfig":
        """Back from :meth:`as_json`.

        Raises:
            ValueError, TypeError, KeyError: the values are not a recipe.
        """
        known = dict(values)
        known["distortion"] = Distortion(**known["distortion"])
        for name, kind in (
            ("loss", Loss),
            ("squashing", Squashing),
            ("initialisation", Initialisation),
            ("optimizer", Optimizer),
            ("schedule", Schedule),
        ):
            known[name] = kind(known[name])
        return cls(**known)


LIMITS: dict[str, tuple[float, float]] = {
    "rubbish_j": (0.0, 1000.0),
    "penalty_scale": (0.01, 1000.0),
    "rate": (1e-8, 10.0),
    "momentum": (0.0, 0.999),
    "weight_decay": (0.0, 1.0),
    "mu": (1e-6, 100.0),
    "curvature_patterns": (1, 60_000),
    "batch_size": (1, 4096),
    "passes": (1, 10_000),
    "averaging": (0.0, 0.999999),
    "held_out": (0, 10_000_000),
    "split_seed": (0, 2**31 - 1),
    "seed": (0, 2**31 - 1),
}
"""What each figure may be, both ends included."""

MODERN = TrainingConfig(
    distortion=Distortion(shift_px=1.4, scale=0.10, shear=0.14, rotation_degrees=10.0, elastic_px=1.4, flags=0.03),
)
"""The recipe of the weights that ship."""

PAPER_1998 = TrainingConfig(
    loss=Loss.MAXIMUM_A_POSTERIORI,
    rubbish_j=10.0,
    penalty_scale=1.0,
    optimizer=Optimizer.SDLM,
    rate=5e-4,
    schedule=Schedule.PAPER,
    momentum=0.0,
    weight_decay=0.0,
    batch_size=1,
    passes=20,
    averaging=0.0,
    held_out=0,
)
"""Section III.B: SDLM with its own schedule, one pattern an update, no distortions; eq. 9, as section III.C argues."""

PAPER_EQ8 = replace(PAPER_1998, loss=Loss.MEAN_SQUARED_ERROR)
"""The same with eq. 8."""

PRESETS = {"modern": MODERN, "paper": PAPER_1998, "paper-eq8": PAPER_EQ8}
