"""States of the main window, and the windows beside it, for tests that go through all of them."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT
from model.network.wiring import Unit
from tests.gui.conftest import AnswerOf
from tests.screenshots import shown

STATES = ("blank", "drawn", "why", "penalty", "what if", "kept", "asked", "round", "tour")
BESIDE = ("my digits", "help", "step", "recipes", "settings", "parameters")


def bring_to(window: MainWindow, answer_of: AnswerOf, state: str) -> None:
    """Bring a window on whose canvas ``DIGIT`` was drawn to one of ``STATES``; any other name changes nothing."""
    if state == "blank":
        answer_of(window.sketch.clear)
    elif state == "why":
        window.network.view.choose(Unit("C3", 7, 4, 4))
    elif state == "penalty":
        window.penalties.asked.emit(DIGIT)
    elif state == "what if":
        window.network.view.choose(Unit("C3", 7, 4, 4))
        window.inspector.ask_what_if()
        answer_of(window.drawer.what_if.map_row.off.click)
    elif state == "kept":
        window.naming.buttons[DIGIT].click()
    elif state == "asked":
        window.naming.buttons[9].click()
        assert window.canvas_side.bubble.isVisible()
    elif state == "tour":
        window.tour.start()
        window.tour.card.show_page(3)
    elif state == "round":
        window.my_digits.keeping.switch_round(True)


def open_beside(window: MainWindow, qtbot: QtBot, name: str) -> QWidget:
    """Open one of ``BESIDE``, and give it back."""
    before = shown(window)
    if name == "parameters":
        window.parameters.show_window()
    elif name == "recipes":
        window.training.show_window().setup_page.show_cards()
    elif name == "settings":
        window.training.show_window().setup_page.show_settings()
    elif name == "my digits":
        window.my_digits.show_window()
    elif name == "step":
        made = window.training_step.show_window()
        qtbot.waitUntil(lambda: made.step is not None and made.step.rule.is_known, timeout=60_000)
    else:
        assert name == "help"
        window.help.show_keys()
    (opened,) = shown(window) - before
    return opened
