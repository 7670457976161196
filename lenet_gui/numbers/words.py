"""A number in words."""

from PySide6.QtCore import QCoreApplication

from model.network.recognition import Recognition, Verdict
from model.numbers.signs import ShownNumbers, Sign


def tr(text: str) -> str:
    return QCoreApplication.translate("Numbers", text)


def mark_of(sign: Sign) -> str:
    """A sign in one or two characters: its digit, with a question mark where it is not sure; that alone for none."""
    if not sign.is_digit:
        return "?"
    return str(sign.label) if sign.sure else f"{sign.label}?"


def place_of(shown: ShownNumbers) -> str:
    """Which sign is shown, counted from the first."""
    if shown.place is None:
        return tr("A dead end")
    words = tr("Digit {place} of {count}") if shown.shown.is_digit else tr("Sign {place} of {count}")
    return words.format(place=shown.place + 1, count=len(shown.signs))


def read_otherwise(shown: ShownNumbers, answer: Recognition) -> str:
    """Where a sign is read as something else than its shape alone says, and why; else empty."""
    sign = shown.shown
    if not sign.is_digit and answer.verdict is Verdict.DIGIT:
        return tr("No digit: too small beside the others")
    if sign.is_digit and sign.label != answer.digit:
        return tr("Read as {label}; alone it would be {digit}").format(label=sign.label, digit=answer.digit)
    return ""
