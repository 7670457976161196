"""Pointer, tooltips and other answers for the tests of the parameters window."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from lenet_gui.parameters.kernel_set import Spot
from lenet_gui.parameters.kernel_table import KernelTable
from model.network.recognition import Recognition


def hover(widget: QWidget, position: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    where = QPointF(widget.mapToGlobal(position))
    event = QMouseEvent(QEvent.Type.MouseMove, position, where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def tooltip(widget: QWidget, position: QPointF) -> str:
    """What is told where the pointer rests."""
    where = position.toPoint()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, where, widget.mapToGlobal(where)))
    return QToolTip.text().replace("−", "-")  # as Python formats figures


def with_c3_scaled(answer: Recognition, factor: float) -> Recognition:
    """The same answer as if C3's kernels were others."""
    parameters = replace(answer.parameters, c3_weight=answer.parameters.c3_weight * factor)
    return replace(answer, parameters=parameters)


def wiring_of(table: KernelTable, rows: int, columns: int) -> NDArray[np.bool_]:
    """(rows, columns): where the table says that one map reads the other."""
    told = [table.words_of(Spot(*place)) for place in np.ndindex(rows, columns)]
    return np.array(["does not read" not in words for words in told]).reshape(rows, columns)
