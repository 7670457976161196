"""No single click on the stage changes anything that is kept, except on what says that it does."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag
from tests.gui.conftest import AnswerOf


def places(widget: QWidget) -> list[QPoint]:
    """All over a widget."""
    width, height = widget.width(), widget.height()
    return [QPoint(width * x // 8, height * y // 12) for x in range(1, 8) for y in range(1, 12)]


@pytest.mark.parametrize("name", ["network", "penalties", "answer", "footer", "why"])
def test_a_click_changes_nothing_that_is_kept(live_window: MainWindow, answer_of: AnswerOf, name: str) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    drawn = live_window.sketch.drawing
    view: QWidget = {
        "network": live_window.network.view,
        "penalties": live_window.penalties,
        "answer": live_window.answer,
        "footer": live_window.footer,
        "why": live_window.drawer,
    }[name]
    if name == "why":
        live_window.penalties.asked.emit(4)
    for place in places(view):
        target = view.childAt(place) or view
        where = target.mapFrom(view, place)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert live_window.sketch.drawing == drawn
    assert not live_window.people.book.digits
    assert not live_window.history.changes
    assert live_window.service.wanted[1] == ""


def test_a_click_on_a_penalty_asks_why(live_window: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    bars = live_window.penalties
    place = bars.rect_of(7).center().toPoint()
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    unit = live_window.network.view.chosen_unit
    assert unit is not None
    assert (unit.layer, unit.map) == ("OUTPUT", 7)
    assert live_window.drawer.why.summary.startswith("Penalty of 7 = ")
