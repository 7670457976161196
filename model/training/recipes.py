"""How a network is trained, as data: every setting."""

from dataclasses import dataclass, field
from enum import StrEnum

from model.digits.distortion import Distortion
from model.network.records import PENALTY_SCALES, Initialisation, Squashing
from model.settings import QT_TR_NOOP, DisplayUnit, check, setting
from model.strokes.extras import PenField
from model.strokes.rubbish import RubbishMix
from model.training.engine.criterion import Criterion, Loss


class Optimizer(StrEnum):
    """How weights follow the gradient."""

    SDLM = "sdlm"
    """Stochastic diagonal Levenberg-Marquardt (appendix C): each weight has a rate of its own."""
    SGD = "sgd"
    ADAMW = "adamw"
    SOAP = "soap"
    """AdamW along axes in which a layer's gradient varies independently: :mod:`model.training.optimizers.soap`."""


class Schedule(StrEnum):
    """How the rate changes over the run."""

    PAPER = "paper"
    """Section III.B: the whole rate for 2 passes, 2/5 of it for 3, 1/5 for 3, 1/10 for 4, then 1/50."""
    CONSTANT = "constant"
    ONE_CYCLE = "one-cycle"
    """Up for the first 30 % of the run, then down to nothing along a cosine."""


_WITH_RUBBISH = tuple(loss for loss in Loss if loss.has_rubbish)
_WITH_DECAY = (Optimizer.SGD, Optimizer.ADAMW, Optimizer.SOAP)
_LARGEST_SEED = 2**31 - 1
_DECAYS = (0.0, *(float(f"{digit}e{power}") for power in range(-6, 0) for digit in (1, 2, 5)), 1.0)
_AVERAGES = (0.0, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 0.99995, 0.99999, 0.999999)


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides the result of a training run, except the digits themselves.

    Raises:
        ValueError: a setting is out of range; the text names it.
    """

    loss: Loss = setting(
        Loss.MAXIMUM_A_POSTERIORI,
        heading=QT_TR_NOOP("Criterion"),
        title=QT_TR_NOOP("Loss"),
        text=QT_TR_NOOP(
            "What training minimises (section II.C). Eq. 8 only pulls the right class's penalty down; "
            "eq. 9 also pushes the wrong classes' penalties up."
        ),
        choices={
            Loss.MEAN_SQUARED_ERROR: QT_TR_NOOP("Eq. 8: mean squared error"),
            Loss.MAXIMUM_A_POSTERIORI: QT_TR_NOOP("Eq. 9: MAP, rubbish class"),
        },
    )
    rubbish_j: float = setting(
        10.0,
        (0.0, 1000.0),
        title=QT_TR_NOOP("Rubbish j"),
        text=QT_TR_NOOP(
            "The penalty of the rubbish class in eq. 9. "
            "Wrong classes whose penalty, divided by the scale, is far above it are not pushed further."
        ),
        decimals=2,
        step=0.5,
        only_with=_WITH_RUBBISH,
    )
    penalty_scale: float = setting(
        8.0,
        PENALTY_SCALES,
        title=QT_TR_NOOP("Penalty scale"),
        text=QT_TR_NOOP(
            "The digits' penalties are divided by this before eq. 9; the paper's are not, as with 1. "
            "A larger value lets close wrong classes count for longer."
        ),
        only_with=(Loss.MAXIMUM_A_POSTERIORI,),
    )
    squashing: Squashing = setting(
        Squashing.TANH,
        heading=QT_TR_NOOP("Network"),
        title=QT_TR_NOOP("Squashing"),
        text=QT_TR_NOOP(
            "The function after every layer up to F6. Appendix A has the scaled tanh. "
            "A run that starts from existing weights keeps theirs."
        ),
        choices={Squashing.TANH: QT_TR_NOOP("Scaled tanh"), Squashing.LOGISTIC: QT_TR_NOOP("Logistic")},
        comes_with_weights=True,
    )
    initialisation: Initialisation = setting(
        Initialisation.SQRT_FAN_IN,
        title=QT_TR_NOOP("First weights"),
        text=QT_TR_NOOP(
            "How widely random weights are spread. Appendix A prints 2.4 divided by the fan-in, "
            "which lets signals fade from layer to layer; the root of the fan-in keeps their size."
        ),
        choices={
            Initialisation.AS_PRINTED: QT_TR_NOOP("As printed"),
            Initialisation.SQRT_FAN_IN: QT_TR_NOOP("By the root of the fan-in"),
        },
        comes_with_weights=True,
    )
    optimizer: Optimizer = setting(
        Optimizer.ADAMW,
        heading=QT_TR_NOOP("Updates"),
        title=QT_TR_NOOP("Optimizer"),
        text=QT_TR_NOOP(
            "How the weights follow the gradient. SDLM is the paper's stochastic diagonal "
            "Levenberg-Marquardt (appendix C): each weight has a rate of its own. SOAP is AdamW along the axes "
            "in which a layer's gradient varies independently: an update takes longer, but fewer are needed."
        ),
        choices={
            Optimizer.SDLM: QT_TR_NOOP("SDLM"),
            Optimizer.SGD: QT_TR_NOOP("SGD with momentum"),
            Optimizer.ADAMW: QT_TR_NOOP("AdamW"),
            Optimizer.SOAP: QT_TR_NOOP("SOAP"),
        },
    )
    rate: float = setting(
        2.5e-3,
        (1e-8, 10.0),
        title=QT_TR_NOOP("Rate"),
        text=QT_TR_NOOP("The highest rate of the schedule. For SDLM it is the global eta of appendix C."),
    )
    schedule: Schedule = setting(
        Schedule.ONE_CYCLE,
        title=QT_TR_NOOP("Schedule"),
        text=QT_TR_NOOP(
            "How the rate changes over the run. Paper goes down in steps, after passes 2, 5, 8 and 12 "
            "(section III.B); one cycle rises for 30 % of the run and then falls to zero."
        ),
        choices={
            Schedule.PAPER: QT_TR_NOOP("Paper"),
            Schedule.CONSTANT: QT_TR_NOOP("Constant"),
            Schedule.ONE_CYCLE: QT_TR_NOOP("One cycle"),
        },
    )
    momentum: float = setting(
        0.9,
        (0.0, 0.999),
        title=QT_TR_NOOP("Momentum"),
        text=QT_TR_NOOP("How much of the last update is carried over into the next one."),
        decimals=3,
        step=0.05,
        only_with=(Optimizer.SGD,),
    )
    weight_decay: float = setting(
        0.01,
        (0.0, 1.0),
        title=QT_TR_NOOP("Weight decay"),
        text=QT_TR_NOOP("How strongly each update draws the weights towards zero."),
        ladder=_DECAYS,
        zero=QT_TR_NOOP("none"),
        only_with=_WITH_DECAY,
    )
    mu: float = setting(
        0.02,
        (1e-6, 100.0),
        title=QT_TR_NOOP("Mu"),
        text=QT_TR_NOOP(
            "Keeps updates from growing without bound where the curvature is small (appendix C). The paper has 0.02."
        ),
        only_with=(Optimizer.SDLM,),
    )
    curvature_patterns: int = setting(
        500,
        (1, 60_000),
        title=QT_TR_NOOP("Curvature digits"),
        text=QT_TR_NOOP(
            "How many digits the curvature is estimated on before each pass (appendix C). The paper has 500."
        ),
        step=100,
        only_with=(Optimizer.SDLM,),
    )
    batch_size: int = setting(
        128,
        (1, 4096),
        title=QT_TR_NOOP("Batch size"),
        text=QT_TR_NOOP("How many digits make one update. The paper made one after each digit."),
    )
    passes: int = setting(
        500,
        (1, 10_000),
        title=QT_TR_NOOP("Passes"),
        text=QT_TR_NOOP("How often training goes through all digits. The paper made 20 passes (section III.B)."),
    )
    averaging: float = setting(
        0.9999,
        (0.0, 0.999999),
        title=QT_TR_NOOP("Averaging"),
        text=QT_TR_NOOP(
            "The result is a running average of the weights; this is its decay at each update. "
            "0 takes the last weights, as the paper did."
        ),
        ladder=_AVERAGES,
        zero=QT_TR_NOOP("none"),
    )
    seed: int = setting(
        1,
        (0, _LARGEST_SEED),
        heading=QT_TR_NOOP("Repeatability"),
        title=QT_TR_NOOP("Seed"),
        text=QT_TR_NOOP(
            "Seeds all random numbers. The same seed, recipe, digits and number of threads give the same weights."
        ),
    )
    held_out: int = setting(
        2000,
        (0, 10_000_000),
        title=QT_TR_NOOP("Digits held out"),
        text=QT_TR_NOOP("How many digits are set aside for measuring, and never trained on."),
        step=1000,
    )
    split_seed: int = setting(
        1,
        (0, _LARGEST_SEED),
        title=QT_TR_NOOP("Split seed"),
        text=QT_TR_NOOP("Decides which digits are held out, so that different runs can be compared on the same ones."),
    )
    pen_share: float = setting(
        0.0,
        (0.0, 0.45),
        heading=QT_TR_NOOP("Pen strokes"),
        title=QT_TR_NOOP("Pen digits"),
        text=QT_TR_NOOP("The share of a pass that is pen digits from files, each varied every time it is drawn."),
        unit=DisplayUnit.PERCENT,
    )
    rubbish_share: float = setting(
        0.0,
        (0.0, 0.45),
        title=QT_TR_NOOP("Rubbish"),
        text=QT_TR_NOOP(
            "The share of a pass that is rubbish, to train the network to refuse what is no digit: "
            "the rubbish class of eq. 9 (section II.C)."
        ),
        unit=DisplayUnit.PERCENT,
        only_with=_WITH_RUBBISH,
    )
    pen_field: PenField = setting(
        PenField.ALONE,
        title=QT_TR_NOOP("Pen fields"),
        text=QT_TR_NOOP(
            "How pen digits lie in the field: alone and centred, or as a sweep over a row of digits meets them "
            "(section VII), with parts of their neighbours. There, a digit off the middle is rubbish."
        ),
        choices={PenField.ALONE: QT_TR_NOOP("Alone"), PenField.IN_ROW: QT_TR_NOOP("In a row")},
    )
    distortion: Distortion = field(default_factory=Distortion)
    rubbish_mix: RubbishMix = field(default_factory=RubbishMix)

    def __post_init__(self) -> None:
        check(self)

    @property
    def rubbish(self) -> float:
        """The part of a pass that is rubbish: eq. 8 has no class for it."""
        return self.rubbish_share if self.loss.has_rubbish else 0.0

    @property
    def criterion(self) -> Criterion:
        return Criterion(self.loss, self.rubbish_j, self.penalty_scale)
