"""An answer in one plain sentence, and the rule behind it: the same words wherever it is told."""

import math

from lenet_gui.base.translate import a_digit, tr
from model.network.rbf_codes import FARTHEST
from model.network.recognition import Recognition, Verdict
from model.network.records import Rejection

SURE = 0.95
"""The share from which a digit is called sure."""


def is_sure(answer: Recognition) -> bool:
    return bool(answer.shares[answer.digit] >= SURE)


def sentence_of(answer: Recognition) -> str:
    """What is said of it: "Surely a 4", "1 or 7? Too close to call", "Not a digit (nearest: 8)"."""
    digit, second = answer.ranking[:2]
    if answer.verdict is Verdict.BLANK:
        return tr("Nothing drawn")
    if answer.verdict is Verdict.UNSURE:
        return tr("{digit} or {second}? Too close to call").format(digit=digit, second=second)
    if answer.verdict is Verdict.DOUBTFUL:
        return tr("{digit} or no digit? Too close to call").format(digit=digit)
    if answer.verdict is Verdict.NO_DIGIT:
        return tr("Not a digit (nearest: {digit})").format(digit=digit)
    return (tr("Surely {digit}") if is_sure(answer) else tr("Probably {digit}")).format(digit=a_digit(digit))


def rule_of(rejection: Rejection) -> str:
    """When an answer counts."""
    scale = f"{rejection.penalty_scale:g}"
    if math.isinf(rejection.rubbish_j):
        return tr(
            "The ten digits share 100 % between them: the smaller a penalty, the larger its share, in proportion to "
            "exp(−penalty / {scale}). The smallest penalty names the digit: with these weights, no answer is refused."
        ).format(scale=scale)
    shares = tr(
        "The ten digits and rubbish, which is no digit, share 100 % between them (the posterior of eq. 9): the "
        "smaller a penalty, the larger its share, in proportion to exp(−penalty / {scale})."
    ).format(scale=scale)
    on_scale = rejection.rubbish_penalty < FARTHEST
    rubbish = tr("Rubbish counts as a penalty of {rubbish}, the dotted line.")
    rubbish = rubbish if on_scale else tr("Rubbish counts as a penalty of {rubbish}.")
    least = tr("The smallest penalty names the digit if its share is {least} % or more.")
    return " ".join(
        (
            shares,
            rubbish.format(rubbish=f"{rejection.rubbish_penalty:.3g}"),
            least.format(least=f"{100 * rejection.least_share:.3g}"),
        )
    )
