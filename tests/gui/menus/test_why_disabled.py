"""Entries and buttons that are disabled say what is missing, unless their own name says it."""

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.menus.help import actions_of
from lenet_gui.smoke_test import STROKE, drag
from lenet_gui.style.icon_button import IconButton
from tests.gui.conftest import action_of

EVIDENT = {"Undo", "Redo", "Clear", "Undo all changes to the network"}


def test_entries_that_are_disabled_say_why(window: MainWindow) -> None:
    menus = [menu for menu in window.menuBar().findChildren(QMenu) if menu.actions()]
    for menu in menus:
        menu.aboutToShow.emit()
    disabled = [action for action in actions_of(window) if action.isVisible() and not action.isEnabled()]
    silent = {action.iconText() for action in disabled if action.toolTip() == action.text().replace("&", "")}
    assert silent - EVIDENT == set()
    for action in disabled:
        for menu in menus:
            assert action not in menu.actions() or action.iconText() in EVIDENT or menu.toolTipsVisible()


def test_a_button_says_both_what_it_does_and_why_it_does_not(qtbot: QtBot, live_window: MainWindow) -> None:
    replay = live_window.canvas_panel.tools.replay
    (button,) = (each for each in live_window.findChildren(IconButton) if each.defaultAction() is replay)
    animation = action_of(live_window, "Export an animation")
    assert button.toolTip().splitlines()[0].startswith("Draw it again, stroke by stroke")
    assert "no strokes" in button.toolTip()
    assert "no strokes" in animation.toolTip()
    drag(live_window.canvas_panel.canvas, STROKE)
    qtbot.waitUntil(replay.isEnabled)
    assert "no strokes" not in button.toolTip()
    assert animation.isEnabled()
    assert "no strokes" not in animation.toolTip()
