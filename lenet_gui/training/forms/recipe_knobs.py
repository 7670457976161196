"""The knobs of a recipe, but for its distortions: what they are called, what they do, when they apply."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lenet_gui.base.form_fields import (
    Choice,
    Count,
    Figure,
    add_heading,
    add_knob,
    narrow_form,
    set_applies,
)
from lenet_gui.training.curves.decades import DecadesFigure
from model.network.records import Initialisation, Squashing
from model.training.engine.criterion import Loss
from model.training.recipes import LIMITS, Optimizer, Schedule, TrainingConfig

_DECAYS = (0.0, *(float(f"{digit}e{power}") for power in range(-6, 0) for digit in (1, 2, 5)), 1.0)
_AVERAGES = (0.0, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 0.99995, 0.99999, 0.999999)

Knob = Choice | Count | Figure


class RecipeKnobs(QWidget):
    """All knobs in groups, one below the other; ``knobs`` has them by their names in TrainingConfig.

    Signals:
        edited: the person changed one.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = narrow_form()
        self._form.setContentsMargins(0, 0, 8, 0)
        self.setLayout(self._form)
        self.knobs: dict[str, Knob] = {}
        self._from_random = True
        self._add_criterion()
        self._add_network()
        self._add_steps()
        self._add_repeatability()

    def add_group(self, title: str, group: QWidget) -> None:
        """Add something below all knobs."""
        add_heading(self._form, title)
        self._form.addRow(group)

    def follow(self, config: TrainingConfig) -> None:
        """Disable what does not apply to a recipe."""
        self._enable(("rubbish_j", "penalty_scale"), config.loss is Loss.MAXIMUM_A_POSTERIORI)
        self._enable(("momentum",), config.optimizer is Optimizer.SGD)
        self._enable(("weight_decay",), config.optimizer is not Optimizer.SDLM)
        self._enable(("mu", "curvature_patterns"), config.optimizer is Optimizer.SDLM)
        self._enable(("squashing", "initialisation"), self._from_random)

    def set_from_random(self, random: bool) -> None:
        """Whether the run starts from random weights; it counts with the next :meth:`follow`."""
        self._from_random = random

    def _enable(self, names: Iterable[str], applies: bool) -> None:
        for name in names:
            set_applies(self._form, self.knobs[name], applies)

    def _add(self, name: str, label: str, knob: Knob, tip: str) -> None:
        self.knobs[name] = knob
        knob.edited.connect(self.edited)
        add_knob(self._form, label, knob, tip)

    def _add_criterion(self) -> None:
        add_heading(self._form, self.tr("Criterion"))
        losses = {
            Loss.MEAN_SQUARED_ERROR: self.tr("Eq. 8: mean squared error"),
            Loss.MAXIMUM_A_POSTERIORI: self.tr("Eq. 9: MAP, rubbish class"),
        }
        self._add(
            "loss",
            self.tr("Loss"),
            Choice(Loss, losses),
            self.tr(
                "What training makes small (section III.C). Eq. 8 only pulls the right class's penalty down; "
                "eq. 9 pushes those of the wrong classes up as well."
            ),
        )
        self._add(
            "rubbish_j",
            self.tr("Rubbish j"),
            Figure(LIMITS["rubbish_j"], decimals=2, step=0.5),
            self.tr(
                "The penalty of the rubbish class in eq. 9. "
                "Wrong classes whose penalty is far above it are not pushed further."
            ),
        )
        self._add(
            "penalty_scale",
            self.tr("Penalty scale"),
            DecadesFigure(LIMITS["penalty_scale"]),
            self.tr(
                "Every penalty is divided by this in eq. 9. The paper has 1; "
                "a larger figure lets close wrong classes count for longer."
            ),
        )

    def _add_network(self) -> None:
        add_heading(self._form, self.tr("Network"))
        squashings = {Squashing.TANH: self.tr("Scaled tanh"), Squashing.LOGISTIC: self.tr("Logistic")}
        starts = {
            Initialisation.AS_PRINTED: self.tr("As printed"),
            Initialisation.SQRT_FAN_IN: self.tr("By the root of the fan-in"),
        }
        self._add(
            "squashing",
            self.tr("Squashing"),
            Choice(Squashing, squashings),
            self.tr(
                "The function after every layer. Appendix A has the scaled tanh. "
                "Weights that training starts from bring their own."
            ),
        )
        self._add(
            "initialisation",
            self.tr("First weights"),
            Choice(Initialisation, starts),
            self.tr(
                "How wide random weights are drawn. Appendix A prints 2.4 by the fan-in, "
                "which lets signals fade from layer to layer; the root of the fan-in keeps their size."
            ),
        )

    def _add_steps(self) -> None:
        add_heading(self._form, self.tr("Steps"))
        optimizers = {
            Optimizer.SDLM: self.tr("SDLM"),
            Optimizer.SGD: self.tr("SGD with momentum"),
            Optimizer.ADAMW: self.tr("AdamW"),
        }
        schedules = {
            Schedule.PAPER: self.tr("Paper"),
            Schedule.CONSTANT: self.tr("Constant"),
            Schedule.ONE_CYCLE: self.tr("One cycle"),
        }
        none = self.tr("none")
        decay = DecadesFigure(LIMITS["weight_decay"], _DECAYS)
        averaging = DecadesFigure(LIMITS["averaging"], _AVERAGES)
        for figure in (decay, averaging):
            figure.setSpecialValueText(none)
        for name, label, knob, tip in (
            (
                "optimizer",
                self.tr("Optimizer"),
                Choice(Optimizer, optimizers),
                self.tr(
                    "How the weights follow the gradient. SDLM is the paper's stochastic diagonal "
                    "Levenberg-Marquardt (appendix C): each weight has a rate of its own."
                ),
            ),
            (
                "rate",
                self.tr("Rate"),
                DecadesFigure(LIMITS["rate"]),
                self.tr("The highest rate of the schedule. For SDLM it is the global eta of appendix C."),
            ),
            (
                "schedule",
                self.tr("Schedule"),
                Choice(Schedule, schedules),
                self.tr(
                    "How the rate changes over the run. Paper goes down in steps, after passes 2, 5, 8 and 12 "
                    "(section III.B); one cycle rises for 30 % of the run and then falls to nothing."
                ),
            ),
            (
                "momentum",
                self.tr("Momentum"),
                Figure(LIMITS["momentum"], decimals=3, step=0.05),
                self.tr("How much of the last step goes on into the next one. Only for SGD."),
            ),
            (
                "weight_decay",
                self.tr("Weight decay"),
                decay,
                self.tr("How strongly weights are drawn towards zero at each step. For SGD and AdamW."),
            ),
            (
                "mu",
                self.tr("Mu"),
                DecadesFigure(LIMITS["mu"]),
                self.tr(
                    "Keeps steps from growing without bound where the curvature is small "
                    "(appendix C). The paper has 0.02. Only for SDLM."
                ),
            ),
            (
                "curvature_patterns",
                self.tr("Curvature digits"),
                Count(LIMITS["curvature_patterns"], 100),
                self.tr(
                    "How many digits the curvature is estimated on before each pass "
                    "(appendix C). The paper has 500. Only for SDLM."
                ),
            ),
            (
                "batch_size",
                self.tr("Batch size"),
                Count(LIMITS["batch_size"]),
                self.tr("How many digits make one step. The paper took a step after each digit."),
            ),
            (
                "passes",
                self.tr("Passes"),
                Count(LIMITS["passes"]),
                self.tr("How often training goes through all digits. The paper made 20 passes (section III.B)."),
            ),
            (
                "averaging",
                self.tr("Averaging"),
                averaging,
                self.tr(
                    "What comes out is a running average of the weights; this is its decay at each step. "
                    "None takes the last weights, as the paper did."
                ),
            ),
        ):
            self._add(name, label, knob, tip)

    def _add_repeatability(self) -> None:
        add_heading(self._form, self.tr("Repeatability"))
        self._add(
            "seed",
            self.tr("Seed"),
            Count(LIMITS["seed"]),
            self.tr("Starts all random numbers. The same seed, recipe and digits give the same weights."),
        )
        self._add(
            "held_out",
            self.tr("Digits held out"),
            Count(LIMITS["held_out"], 1000),
            self.tr("Digits that are set aside to measure on, and never trained on."),
        )
        self._add(
            "split_seed",
            self.tr("Split seed"),
            Count(LIMITS["split_seed"]),
            self.tr("Decides which digits are held out, so that different runs can be compared on the same ones."),
        )
