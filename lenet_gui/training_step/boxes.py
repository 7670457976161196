"""From a weight's gradient to the weight after the step, as figures, each with how it comes about."""

from typing import NamedTuple

from lenet_gui.base.translate import power_of_ten, tr, typeset
from lenet_gui.training_step.words import small
from model.training.recipes import Optimizer
from model.training.step.rule import EPSILON, StepRule
from model.training.step.training_step import TrainingStep, WeightStep
from model.training.step.weight import Weight

UNKNOWN = "…"


class FigureBox(NamedTuple):
    """A figure, what it is, how it comes about, and more of that in a sentence."""

    name: str
    figure: str
    formula: str
    tip: str


def _factor(value: float) -> str:
    """A figure behind a sign."""
    return f"({small(value)})" if value < 0 else small(value, sign=False)


def _precise(value: float) -> str:
    return f"({value:.9g})" if value < 0 else f"{value:.9g}"


def boxes_of(step: TrainingStep, weight: Weight, terms: int) -> list[FigureBox]:
    """The figures of one weight; its gradient is the sum of ``terms`` terms. What is not known yet is left open."""
    one, rule = step.of_weight(weight), step.rule
    return [_gradient(one, terms), *_direction(step, weight, one), _rate(rule, one), *_outcome(one, rule.is_known)]


def _gradient(one: WeightStep, terms: int) -> FigureBox:
    formula = tr("sum of {count} products").format(count=terms) if terms > 1 else tr("the product")
    tip = tr("How the loss changes with the weight: {gradient}. Moving the weight the other way lowers the loss.")
    return FigureBox(tr("gradient"), small(one.gradient), formula, tip.format(gradient=typeset(f"{one.gradient:+.8g}")))


def _direction(step: TrainingStep, weight: Weight, one: WeightStep) -> list[FigureBox]:
    """What the optimizer makes of the gradient; nothing if that is the gradient itself."""
    match step.rule.optimizer:
        case Optimizer.SDLM:
            return []
        case Optimizer.SGD:
            momentum, decay = f"{step.rule.momentum:g}", f"{step.rule.weight_decay:g}"
            if step.rule.momentum:
                tip = tr(
                    "The gradient, plus {decay} (weight decay) times the weight, plus {momentum} times what this "
                    "figure was at the update before."
                ).format(momentum=momentum, decay=decay)
                formula = tr("momentum {momentum}").format(momentum=momentum)
                return [FigureBox(tr("with momentum"), small(one.direction), formula, tip)]
            if step.rule.weight_decay:
                formula = tr("weight decay {decay}").format(decay=decay)
                tip = tr("Weight decay times the weight is added.")
                return [FigureBox(tr("with weight decay"), small(one.direction), formula, tip)]
            return []
        case Optimizer.ADAMW:
            mean, square = step.moments_of(weight)
            epsilon = power_of_ten(EPSILON, 1).removeprefix("1·")
            tip = tr(
                "AdamW divides the running mean of the gradient by the root of the running mean of its square. Both "
                "begin at 0, and are corrected for that; {epsilon} keeps the divisor from being 0."
            ).format(epsilon=epsilon)
            formula = f"{small(mean)} / (√({small(square, sign=False)}) + {epsilon})"
            return [FigureBox(tr("mean / root of square"), small(one.direction), formula, tip)]
        case Optimizer.SOAP:
            tip = tr(
                "SOAP turns the gradients of a layer into axes along which they vary independently of each other. "
                "Along each axis it divides their running mean by the root of the running mean of their square, and "
                "turns the result back."
            )
            return [FigureBox(tr("along the layer's axes"), small(one.direction), tr("mean / root of square"), tip)]


def _rate(rule: StepRule, one: WeightStep) -> FigureBox:
    if rule.optimizer is not Optimizer.SDLM:
        return FigureBox(
            tr("rate"), small(one.rate, sign=False), tr("the same for all"), tr("Every weight has this rate.")
        )
    tip = tr(
        "SDLM (appendix C): each weight has a rate of its own, eta / (mu + h). h estimates the curvature of the loss, "
        "its second derivative by the weight, on some of the digits; of eq. 9, that of its first term alone. Where the "
        "loss curves strongly, the step is small."
    )
    name = tr("rate = η / (μ + h)")
    if one.curvature is None:
        return FigureBox(name, UNKNOWN, tr("h is being estimated"), tip)
    formula = f"{rule.rate:g} / ({rule.mu:g} + {small(one.curvature, 4, sign=False)})"
    return FigureBox(name, small(one.rate, sign=False), formula, tip)


def _outcome(one: WeightStep, known: bool) -> list[FigureBox]:
    formula = f"−{small(one.rate, sign=False)} × {_factor(one.direction)}"
    if one.decay:
        formula = f"{formula} − {_factor(one.decay)}"
    tip = tr("Minus the rate times the figure before; weight decay, if any, draws the weight towards 0.")
    change = FigureBox(tr("change"), small(one.change) if known else UNKNOWN, formula if known else "", tip)
    before = tr("before: {before}").format(before=typeset(f"{one.before:+.6f}"))
    told = typeset(f"{one.before:+.9g} + {_precise(one.change)} = {one.after:+.9g}") if known else ""
    return [change, FigureBox(tr("weight after"), typeset(f"{one.after:+.6f}") if known else UNKNOWN, before, told)]
