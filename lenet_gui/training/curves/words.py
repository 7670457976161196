"""The figures of a pass in words, and what has to be known to read the curves."""

from collections.abc import Sequence

from lenet_gui.base.translate import tr
from lenet_gui.training.curves.axes import in_plain_figures
from model.training.progress import PassResult


def pass_in_words(result: PassResult) -> str:
    """ "Pass 2: training loss 2.5, training error 4.00 %, held-out error 2.00 %, rate 0.0005, 61 s"."""
    parts = [
        tr("training loss {loss}").format(loss=f"{result.training_loss:.4g}"),
        tr("training error {percent}\u00a0%").format(percent=f"{result.training_error_percent:.2f}"),
    ]
    if result.held_out is not None:
        parts.append(tr("held-out error {percent}\u00a0%").format(percent=f"{result.held_out.error_percent:.2f}"))
    if result.test_error_percent is not None:
        parts.append(tr("test error {percent}\u00a0%").format(percent=f"{result.test_error_percent:.2f}"))
    parts.append(tr("rate {rate}").format(rate=in_plain_figures(result.rate)))
    parts.append(tr("{seconds}\u00a0s").format(seconds=f"{result.seconds:.0f}"))
    return tr("Pass {number}: {figures}").format(number=result.number, figures=", ".join(parts))


def why_above(passes: Sequence[PassResult], distorted: bool) -> str:
    """Why the training error lies above the others in the last pass; empty where it does not."""
    last = passes[-1] if passes else None
    if last is None:
        return ""
    held_out = None if last.held_out is None else last.held_out.error_percent
    others = [error for error in (held_out, last.test_error_percent) if error is not None]
    if not any(error < last.training_error_percent for error in others):
        return ""
    if distorted:
        return tr(
            "The training error lies above the others because it is counted while training: on distorted digits, "
            "each before its update."
        )
    return tr("The training error lies above the others because it is counted while training, before each update.")
