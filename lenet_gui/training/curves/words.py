"""The figures of a pass in words, and what has to be known to read the curves."""

from collections.abc import Sequence

from lenet_gui.base.translate import tr
from lenet_gui.training.curves.figures import FIGURES
from model.training.progress import PassResult


def pass_in_words(result: PassResult) -> str:
    """ "Pass 2: training loss 2.5, training error 4.00 %, held-out error 2.00 %, rate 0.0005, 61 s"."""
    parts = [figure.said(value) for figure in FIGURES if (value := figure.of(result)) is not None]
    return tr("Pass {number}: {figures}").format(number=result.number, figures=", ".join(parts))


def why_above(passes: Sequence[PassResult], distorted: bool, averaged: bool) -> str:
    """Why the training error lies above the others in the last pass; empty where it does not.

    Args:
        passes: of the run.
        distorted: whether the digits that it trains on are.
        averaged: whether its result is the running average of the weights.
    """
    last = passes[-1] if passes else None
    if last is None:
        return ""
    others = last.held_out_error_percent, last.test_error_percent
    if not any(error is not None and error < last.training_error_percent for error in others):
        return ""
    why = tr("The training error lies above the others because it is counted while training, before each update.")
    if distorted:
        why = tr(
            "The training error lies above the others because it is counted while training: on distorted digits, "
            "each before its update."
        )
    besides = tr("The others are those of the averaged weights.")
    return f"{why} {besides}" if averaged else why
