"""Pointer, tooltips and other answers for the tests of the parameters window."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

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
    return QToolTip.text()


def with_c3_scaled(answer: Recognition, factor: float) -> Recognition:
    """The same answer as if C3's kernels were others."""
    parameters = replace(answer.parameters, c3_weight=answer.parameters.c3_weight * factor)
    return replace(answer, parameters=parameters)
