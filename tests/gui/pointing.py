"""What the pointer does: it moves over a widget, and rests; and its wheel."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
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
    """A wheel that a widget ignores goes on to those around it.

    Not by QTest, which takes a place in a window for one in pixels of the screen.
    """
    where, none = QPointF(widget.mapToGlobal(widget.rect().center())), Qt.MouseButton.NoButton
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    around: QWidget | None = widget
    while around is not None:
        place = around.mapFromGlobal(where)
        event = QWheelEvent(place, where, QPoint(), QPoint(0, -120), none, keys, phase, False)
        if QApplication.sendEvent(around, event) and event.isAccepted():
            break
        around = around.parentWidget()
