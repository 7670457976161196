"""One run's lines in the plots: with dots for the run that is shown, dashed for one that is laid over it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QPen

from lenet_gui.base import theme
from lenet_gui.training.curves.axes import drawable
from lenet_gui.training.curves.figures import LINES, RATE
from lenet_gui.training.curves.shown import Shown

_DASHES = (5.0, 2.5), (1.0, 2.0), (9.0, 2.5, 1.0, 2.5)
"""Of their lines, in widths of the pen, by place: Qt's own are so alike that crossing lines are mixed up."""
MARKS = "– – –", "· · ·", "– · –"
"""How the key shows the lines of the runs that are laid over."""


def _dashed(colour: QColor, place: int) -> QPen:
    pen: QPen = pg.mkPen(colour, width=1.5, dash=_DASHES[place])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


class RunLines:
    """A line for each figure, and one for the rate between the passes.

    Args:
        plots: pyqtgraph's, from above.
        laid_over: None for the run that is shown; else the place among those laid over, from 0 on.
    """

    def __init__(self, plots: Sequence[Any], laid_over: int | None = None) -> None:
        self._laid_over = laid_over
        self.rate: Any = plots[RATE].plot(antialias=True)
        self.figures: dict[str, Any] = {each.name: plots[each.plot].plot(antialias=True) for each in LINES}
        if laid_over is not None:
            for line in (self.rate, *self.figures.values()):
                line.setZValue(-1 - laid_over)

    def show(self, shown: Shown, logarithmic: bool) -> set[int]:
        """Show a run; gives the plots in which something of it is seen."""
        filled = {RATE} if shown.rates else set()
        x = np.array([result.number for result in shown.passes], dtype=np.float64)
        for figure in LINES:
            # None becomes nan.
            values = np.array([figure.of(result) for result in shown.passes], dtype=np.float64)
            y = drawable(values, logarithmic)
            keep = np.flatnonzero(np.isfinite(y))
            filled |= {figure.plot} if keep.size else set()
            joined = np.append(np.diff(keep) == 1, False)[: keep.size]
            dots: dict[str, Any] = {}
            if figure.plot == RATE and shown.rates:
                joined[:] = False  # the line between the passes is the one below
            elif self._laid_over is not None:
                # Of a single pass there is no line.
                alone = ~(joined | np.append(False, joined)[: keep.size])
                dots = {"symbol": figure.symbol if alone.any() else None, "symbolSize": alone * figure.size}
            # Not left to pyqtgraph as nan: dots without a single place bring it down.
            self.figures[figure.name].setData(x[keep], y[keep], connect=joined, **dots)
        rates = np.array(shown.rates, dtype=np.float64).reshape(-1, 2)
        self.rate.setData(rates[:, 0], drawable(rates[:, 1], logarithmic))
        return filled

    def keep_pictures(self, keep: bool) -> None:
        """Whether its dots are painted from pictures that are kept."""
        for line in self.figures.values():
            line.scatter.opts["useCache"] = keep

    def dress(self, palette: QPalette) -> None:
        if self._laid_over is not None:
            self.rate.setPen(_dashed(theme.bar(palette), self._laid_over))
            for figure in LINES:
                line, colour = self.figures[figure.name], figure.behind(palette)
                line.setPen(_dashed(colour, self._laid_over))
                line.setSymbolPen(None)
                line.setSymbolBrush(colour)
            return
        self.rate.setPen(pg.mkPen(theme.quiet(palette), width=2))
        for figure in LINES:
            line = self.figures[figure.name]
            line.setPen(pg.mkPen(figure.colour(palette), width=figure.width))
            line.setSymbol(figure.symbol)
            line.setSymbolSize(figure.size)
            line.setSymbolPen(None)
            line.setSymbolBrush(figure.colour(palette))
