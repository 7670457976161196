"""States of the main window, and the windows beside it, for tests that go through all of them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT
from model.network.wiring import Unit
from tests.gui.conftest import AnswerOf
from tests.model.mnist_once import few_test_digits
from tests.screenshots import shown

STATES = (
    "blank",
    "drawn",
    "why",
    "penalty",
    "findings",
    "neighbours",
    "what if",
    "no number",
    "kept",
    "asked",
    "round",
    "tour",
)
UNIT = Unit("C3", 7, 4, 4)
BESIDE = ("my digits", "help", "step", "recipes", "settings", "parameters")


def _open_findings(window: MainWindow) -> None:
    window.network.view.choose(UNIT)
    with few_test_digits():
        window.findings.show_findings()
        while not window.drawer.findings_page.content.tiles.spoken_value():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _open_neighbours(window: MainWindow) -> None:
    with few_test_digits():
        window.findings.show_neighbours()
        while not window.drawer.neighbours_page.content.tiles.spoken_value():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _switch_off(window: MainWindow, answer_of: AnswerOf) -> None:
    window.network.view.choose(UNIT)
    window.inspector.ask_what_if()
    answer_of(window.drawer.what_if.map_row.off.click)


def _ask_how_no_number_was_read(window: MainWindow) -> None:
    window.network.view.choose(UNIT)
    window.drawer.setCurrentWidget(window.drawer.number_page)


def _ask(window: MainWindow) -> None:
    window.naming.buttons[9].click()
    assert window.canvas_side.bubble.isVisible()


def _begin_tour(window: MainWindow) -> None:
    window.tour.start()
    window.tour.card.show_page(3)


def bring_to(window: MainWindow, answer_of: AnswerOf, state: str) -> None:
    """Bring a window on whose canvas ``DIGIT`` was drawn to one of ``STATES``; any other name changes nothing."""
    bring: dict[str, Callable[[], object]] = {
        "blank": lambda: answer_of(window.sketch.clear),
        "why": lambda: window.network.view.choose(UNIT),
        "penalty": lambda: window.penalties.asked.emit(DIGIT),
        "findings": lambda: _open_findings(window),
        "neighbours": lambda: _open_neighbours(window),
        "what if": lambda: _switch_off(window, answer_of),
        "no number": lambda: _ask_how_no_number_was_read(window),
        "kept": window.naming.buttons[DIGIT].click,
        "asked": lambda: _ask(window),
        "round": lambda: window.my_digits.keeping.switch_round(True),
        "tour": lambda: _begin_tour(window),
    }
    bring.get(state, lambda: None)()


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
