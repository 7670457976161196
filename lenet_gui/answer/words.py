"""An answer in one plain sentence: the same words wherever it is told."""

from lenet_gui.base.translate import a_digit, tr
from model.network.recognition import Recognition, Verdict

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
    if answer.verdict is Verdict.NO_DIGIT:
        return tr("Not a digit (nearest: {digit})").format(digit=digit)
    return (tr("Surely {digit}") if is_sure(answer) else tr("Probably {digit}")).format(digit=a_digit(digit))
