"""The figures of a pass, each once: how it is said, its column of a table, and its line in the plots."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from lenet_gui.base import theme
from lenet_gui.base.translate import tr
from lenet_gui.training.curves.axes import few_figures
from model.training.progress import PassResult

LOSS, ERROR, RATE = range(3)
"""The plots, from above."""


@dataclass(frozen=True)
class Figure:
    """One figure of a pass; where the pass has None for it, it is not said and has no dot.

    ``name`` is the attribute of :class:`PassResult`, and the column of a table.
    """

    name: str
    said: Callable[[float], str]

    def of(self, result: PassResult) -> float | None:
        value: float | None = getattr(result, self.name)
        return value


@dataclass(frozen=True)
class PlottedFigure(Figure):
    """A figure that is in a plot. Another run's line is dashed, without dots, and has the colour ``behind``.

    ``key`` is what the plots' key says, beside ``mark``.
    """

    plot: int
    colour: Callable[[QPalette], QColor] = theme.quiet
    behind: Callable[[QPalette], QColor] = theme.bar
    symbol: str = "o"
    size: int = 5
    width: float = 2
    key: Callable[[], str] | None = None
    mark: str = "●"


FIGURES = (
    PlottedFigure("training_loss", lambda loss: tr("training loss {loss}").format(loss=f"{loss:.4g}"), LOSS),
    PlottedFigure(
        "training_error_percent",
        lambda error: tr("training error {percent}\u00a0%").format(percent=f"{error:.2f}"),
        ERROR,
        key=lambda: tr("training"),
    ),
    PlottedFigure(
        "held_out_error_percent",
        lambda error: tr("held-out error {percent}\u00a0%").format(percent=f"{error:.2f}"),
        ERROR,
        theme.accent,
        lambda palette: theme.tint(palette, 190),
        key=lambda: tr("held out"),
    ),
    PlottedFigure(
        "test_error_percent",
        lambda error: tr("test error {percent}\u00a0%").format(percent=f"{error:.2f}"),
        ERROR,
        theme.ink,
        lambda palette: theme.shade_of_ink(palette, 0.75),
        symbol="d",
        size=7,
        width=1.5,
        key=lambda: tr("test, to look at only"),
        mark="◆",
    ),
    PlottedFigure("rate", lambda rate: tr("rate {rate}").format(rate=few_figures(rate)), RATE),
    Figure(
        "seconds",
        lambda time: tr("{seconds}\u00a0s").format(seconds=f"{time:.0f}" if time >= 1 else few_figures(time)),
    ),
)
"""In their order in words and in tables."""
LINES = tuple(figure for figure in FIGURES if isinstance(figure, PlottedFigure))


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
