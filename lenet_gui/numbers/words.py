"""A number in words."""

import math
from typing import TYPE_CHECKING

from lenet_gui.base.translate import tr
from model.network.architecture import NOT_A_DIGIT
from model.network.recognition import Recognition, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.numbers.lattice import Lattice
    from model.numbers.signs import ShownNumbers, Sign
    from model.numbers.swept_row import SweptRow

_NEARLY, _MILLION = 1.5, 1e6


def mark_of(sign: "Sign") -> str:
    """A sign in one or two characters: its digit, with a question mark where it is not sure; that alone for none."""
    return class_of(sign.label) + ("?" if sign.is_digit and not sign.sure else "")


def class_of(label: int) -> str:
    """A class in one character; a question mark for no digit."""
    return "?" if label == NOT_A_DIGIT else str(label)


def _swept(rows: "Sequence[SweptRow]") -> str:
    from model.numbers.swept_row import text_of_rows

    return text_of_rows(rows) or "?"


def swept_in_words(rows: "Sequence[SweptRow]", cut: str) -> str:
    """What a sweep reads, and what cutting reads; that is empty where it is one digit."""
    if not rows:
        return tr("Nothing to sweep over")
    swept = _swept(rows)
    if not cut or swept == cut:
        return tr("Sweep: {swept}").format(swept=swept)
    return tr("Sweep: {swept}; by cuts: {cut}").format(swept=swept, cut=cut)


def compared(rows: "Sequence[SweptRow]", cut: str) -> str:
    """The same as a sentence."""
    if not rows:
        return swept_in_words(rows, cut)
    swept = _swept(rows)
    if not cut:
        return tr("A sweep reads {swept}.").format(swept=swept)
    if swept == cut:
        return tr("Sweep and cuts both read {swept}.").format(swept=swept)
    return tr("A sweep reads {swept}; cuts read {cut}.").format(swept=swept, cut=cut)


def readings_of(row: "Lattice") -> str:
    """The cheapest reading, and what the next ones would cost more."""
    best, *others = row.readings
    text = tr("{number} is the cheapest reading; it costs {cost}.").format(number=best.text, cost=f"{best.cost:.1f}")
    for other in others[:1]:
        text += " " + tr("The next is {number}: {more} more, {likely}.").format(
            number=other.text, more=f"{other.cost - best.cost:.1f}", likely=_likelihood(other.cost - best.cost)
        )
    for other in others[1:]:
        text += " " + tr("Then {number}: {more} more.").format(number=other.text, more=f"{other.cost - best.cost:.1f}")
    return text


def _likelihood(more: float) -> str:
    """What costs mean: they are logarithms of probabilities."""
    times = math.exp(min(more, 50.0))
    if times < _NEARLY:
        return tr("nearly as likely")
    if times < _MILLION:
        return tr("{times} times less likely").format(times=f"{float(f'{times:.2g}'):,g}")
    return tr("a million times less likely, or more")


def place_of(shown: "ShownNumbers") -> str:
    """Which sign is shown, counted from the first."""
    if shown.place is None:
        return tr("A dead end")
    return place_among(shown.signs, shown.place)


def place_among(signs: "Sequence[Sign]", place: int) -> str:
    """Which of these signs one is, counted from the first."""
    words = tr("Digit {place} of {count}") if signs[place].is_digit else tr("Sign {place} of {count}")
    return words.format(place=place + 1, count=len(signs))


def read_otherwise(shown: "ShownNumbers", answer: Recognition) -> str:
    """Where a sign is read as something else than its shape alone says, or less surely; else empty.

    Nothing but the network reads a dead end.
    """
    sign = shown.shown
    if shown.place is None:
        return ""
    if not sign.is_digit:
        return "" if answer.verdict is Verdict.NO_DIGIT else tr("No digit: too small beside the others")
    if answer.verdict is Verdict.DIGIT:
        if sign.label == answer.digit:
            return ""
        return tr("Read as {label}; alone it would be {digit}").format(label=sign.label, digit=answer.digit)
    if answer.verdict is Verdict.UNSURE and sign.label in answer.ranking[:2]:
        return ""
    if answer.verdict is Verdict.NO_DIGIT and sign.label != answer.digit:
        return tr("Read as {label}; alone it would be no digit").format(label=sign.label)
    return (tr("An 8, but not surely") if sign.label == 8 else tr("A {label}, but not surely")).format(label=sign.label)
