"""What the pointer does: it moves over a widget, and rests; and its wheel."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget


def hover(widget: QWidget, position: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    where = QPointF(widget.mapToGlobal(position))
    event = QMouseEvent(QEvent.Type.MouseMove, position, where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def told_at(widget: QWidget, position: QPointF) -> str:
    """The tool tip where the pointer rests."""
    where = position.toPoint()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, where, widget.mapToGlobal(where)))
    return QToolTip.text()


def tooltip(widget: QWidget, position: QPointF) -> str:
    """The same with minus signs as Python formats figures."""
    return told_at(widget, position).replace("−", "-")


def turn_wheel(widget: QWidget) -> None:
    """As the platform does, so that a wheel that a widget ignores goes on to those around it."""
    window = widget.window()
    QTest.wheelEvent(window.windowHandle(), QPointF(widget.mapTo(window, widget.rect().center())), QPoint(0, -120))
