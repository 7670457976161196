"""The line at the bottom of the main window: what has room in it, and what gives way."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.activity.activities import Action, Activity
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.main_window import MainWindow
from model.network.wiring import Unit
from tests.screenshots import press


@pytest.mark.parametrize(("width", "percent"), [(860, 100), (860, 150), (1024, 150), (1024, 200)])
def test_the_test_error_gives_way_to_the_value_of_a_unit(
    live_window: MainWindow, qtbot: QtBot, width: int, percent: int
) -> None:
    live_window.resize(width, 700)
    press(live_window, f"{percent} %")
    footer = live_window.footer
    footer.activity.show_activities([Activity("20 digits not taught yet", Action.TAKE, "Teach")])
    assert footer.weights.shown == footer.weights.text
    live_window.network.view.choose(Unit("C3", 7, 4, 4))

    def fits() -> bool:
        metrics = footer.fontMetrics()
        labels = (footer.unit, footer.weights)
        return all(metrics.horizontalAdvance(label.shown) <= label.width() for label in labels)

    qtbot.waitUntil(lambda: footer.width() == width and fits())
    assert footer.unit.shown.startswith("C3 map 7")
    assert "error" in footer.weights.text  # which is the tool tip
    live_window.network.view.choose(None)
    qtbot.waitUntil(lambda: footer.weights.shown == footer.weights.text)
    press(live_window, "100 %")


def test_nothing_is_elided_in_the_smallest_window_with_the_largest_text(live_window: MainWindow, qtbot: QtBot) -> None:
    footer = live_window.footer
    press(live_window, "200 %")
    live_window.resize(860, 560)
    footer.activity.show_activities([Activity("20 digits not taught yet", Action.TAKE, "Teach")])
    qtbot.waitUntil(lambda: footer.width() == 860 and footer.activity.width() > 0)
    for _ in range(9):  # a layout may ask for another
        QApplication.processEvents()
    metrics = footer.fontMetrics()
    for label in (footer.weights, *footer.activity.findChildren(ElidedLabel)):
        assert metrics.horizontalAdvance(label.shown) <= label.width(), label.shown
    press(live_window, "100 %")
