"""Pointing at and clicking on units of the whole-network view, as a hand would."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from lenet_gui.network.network_view import NetworkView
from model.network.wiring import Unit


def centre_of(view: NetworkView, unit: Unit) -> QPointF:
    place = view.layout_now().unit_rect(unit)
    assert place is not None
    return view.to_view(place).center()


def click_on(view: NetworkView, unit: Unit) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre_of(view, unit).toPoint())
