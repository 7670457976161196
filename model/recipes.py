"""How a network is trained, as data: every knob, and the presets."""

from dataclasses import dataclass, field
from enum import StrEnum

from model.records import Initialisation, Squashing


class Loss(StrEnum):
    """The training criterion (section III.C)."""

    MEAN_SQUARED_ERROR = "mse"
    """Eq. 8."""
    MAXIMUM_A_POSTERIORI = "map"
    """Eq. 9, with its rubbish class."""


class Optimizer(StrEnum):
    """How weights follow the gradient."""

    SGD = "sgd"
    ADAMW = "adamw"


class Schedule(StrEnum):
    """How the rate changes over the run."""

    CONSTANT = "constant"
    ONE_CYCLE = "one-cycle"
    """Up for the first 30 % of the run, then down to nothing along a cosine."""


@dataclass(frozen=True)
class Distortion:
    """How strongly each training digit is distorted anew each time it is shown; every strength is the largest change.

    Shifts and elastic bends are in pixels of the 32x32 field, angles in degrees, the others are fractions.
    """

    shift_px: float = 0.0
    scale: float = 0.0
    squeeze: float = 0.0
    """One axis grows by this much while the other shrinks."""
    shear: float = 0.0
    rotation_degrees: float = 0.0
    elastic_px: float = 0.0
    """Each crossing of a 6x6 grid moves by up to this much; the ink between follows smoothly."""
    thickness: float = 0.0
    """Strokes grow or shrink: 1 is a whole pixel on each side."""

    @property
    def is_none(self) -> bool:
        return self == Distortion()


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides what comes out of a training run, but for the digits themselves."""

    loss: Loss = Loss.MAXIMUM_A_POSTERIORI
    rubbish_j: float = 10.0
    penalty_scale: float = 8.0
    squashing: Squashing = Squashing.TANH
    initialisation: Initialisation = Initialisation.SQRT_FAN_IN
    optimizer: Optimizer = Optimizer.ADAMW
    rate: float = 6e-3
    schedule: Schedule = Schedule.ONE_CYCLE
    momentum: float = 0.9
    weight_decay: float = 0.01
    batch_size: int = 128
    passes: int = 70
    averaging: float = 0.9995
    """Decay of the running average of the weights, a step; 0 for none. What comes out is the average."""
    distortion: Distortion = field(default_factory=Distortion)
    held_out: int = 5000
    """Training digits set aside, never trained on: thresholds and choices are made on them."""
    split_seed: int = 1
    """Decides which digits are held out, apart from ``seed``, so that runs can be compared on the same ones."""
    seed: int = 1


MODERN = TrainingConfig(
    distortion=Distortion(shift_px=1.4, scale=0.10, shear=0.14, rotation_degrees=10.0, elastic_px=1.4),
)
"""The recipe of the weights that ship."""
