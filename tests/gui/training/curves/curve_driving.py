"""Passes to show, and where they are on the curves."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from lenet_gui.training.curves.curves_view import CurvesView
from model.network.records import Evaluation
from model.training.progress import PassResult


def result(number: int, errors: int | None = 4, loss: float | None = None, rate: float = 0.0005) -> PassResult:
    confusion = np.diag([20] * 10).astype(np.int64)
    held_out = None
    if errors is not None:
        confusion[4, 4] -= errors
        confusion[4, 9] += errors
        held_out = Evaluation(confusion, np.arange(errors), np.full(errors, 9))
    return PassResult(number, 5 / number if loss is None else loss, 8 / number, rate, 61.0, held_out)


def settle(curves: CurvesView) -> QImage:
    QApplication.processEvents()
    return curves.grab().toImage()


def plots(curves: CurvesView) -> QWidget:
    viewport = curves._plots.graphics.viewport()
    assert isinstance(viewport, QWidget)
    return viewport


def place_of(curves: CurvesView, number: float, plot: int = 0) -> QPointF:
    """Where a pass is in a plot, in the coordinates of the plots' widget."""
    box = curves._plots._plots[plot].getViewBox()
    x = box.mapViewToScene(QPointF(number, 0)).x()
    return QPointF(curves._plots.graphics.mapFromScene(QPointF(x, box.sceneBoundingRect().center().y())))


def wheel(widget: QWidget, position: QPointF) -> None:
    event = QWheelEvent(
        position,
        QPointF(widget.mapToGlobal(position)),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def passes_shown(curves: CurvesView) -> tuple[float, float]:
    low, high = curves._plots._plots[2].getViewBox().viewRange()[0]
    return low, high


def loss_shown(curves: CurvesView) -> tuple[float, float]:
    low, high = curves._plots._plots[0].getViewBox().viewRange()[1]
    return low, high


def rate_line(curves: CurvesView, other: bool = False) -> list[tuple[float, float]]:
    """The line of the rate, as (pass, rate)."""
    lines = curves._plots._laid_over[0] if other else curves._plots._own
    x, y = lines.rate.getData()
    return [] if x is None else [(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def jumps(line: list[tuple[float, float]]) -> list[float]:
    """Where it goes straight down, or up."""
    return [x for (x, before), (same, after) in pairwise(line) if x == same and before != after]
