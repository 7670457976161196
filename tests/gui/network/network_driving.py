"""Pointing at and clicking on units of the whole-network view, as a hand would."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lenet_gui.network.network_view import NetworkView
from model.network.wiring import Unit


def hover(widget: QWidget, position: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    where = QPointF(widget.mapToGlobal(position))
    event = QMouseEvent(QEvent.Type.MouseMove, position, where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def centre_of(view: NetworkView, unit: Unit) -> QPointF:
    place = view.layout_now().unit_rect(unit)
    assert place is not None
    return view.to_view(place).center()


def click_on(view: NetworkView, unit: Unit) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre_of(view, unit).toPoint())
