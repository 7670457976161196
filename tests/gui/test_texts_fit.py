"""No text is cut, squeezed or overlapped, in any view, at any size of window and of text, in either scheme."""

import itertools
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import FIRST_SIZE, MainWindow
from lenet_gui.smoke_test import STROKE, drag
from model.network.recognition import Recognition
from model.network.wiring import Unit
from tests.gui.fitting import problems_of
from tests.screenshots import press
from tests.screenshots import shown as other_windows

AnswerOf = Callable[[Callable[[], object]], Recognition]

SIZES = ((860, 560), (1024, 700), (1366, 768), (1600, 1000), (1920, 1080))
"""The last is 3840x2160 at scale 2."""
TEXTS = {100: 860, 150: 1366, 200: 1920}
"""Percentages, and the least width that the network needs with each."""


@pytest.fixture
def drawn(live_window: MainWindow, answer_of: AnswerOf) -> MainWindow:
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    return live_window


def has_size(window: QWidget, width: int, height: int) -> bool:
    return (window.width(), window.height()) == (width, height)


def layouts(qtbot: QtBot, window: MainWindow, shown: QWidget) -> list[str]:
    """Problems of what is shown, at all sizes of window and text; the scheme changes with each."""
    found = []
    schemes = itertools.cycle(("Light", "Dark"))
    for text, least in TEXTS.items():
        press(window, f"{text} %")
        for width, height in (size for size in SIZES if size[0] >= least):
            press(window, next(schemes))
            shown.resize(width, height)
            qtbot.waitUntil(partial(has_size, shown, width, height))
            for _ in range(3):  # a layout may ask for another
                QApplication.processEvents()
            found += [f"{width}x{height}, text {text} %: {each}" for each in problems_of(shown, may_elide=True)]
    press(window, "100 %")
    return found


@pytest.mark.parametrize("state", ["blank", "drawn", "why", "penalty", "what if", "kept"])
def test_texts_of_the_main_window_fit(drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot, state: str) -> None:
    if state == "blank":
        answer_of(drawn.sketch.clear)
    elif state == "why":
        drawn.network.view.choose(Unit("C3", 7, 4, 4))
    elif state == "penalty":
        drawn.penalties.asked.emit(3)
    elif state == "what if":
        drawn.network.view.choose(Unit("C3", 7, 4, 4))
        drawn.inspector.ask_what_if()
        answer_of(drawn.drawer.what_if.map_row.off.click)
    elif state == "kept":
        drawn.naming.buttons[9].click()
    found = layouts(qtbot, drawn, drawn)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["parameters", "my digits", "help"])
def test_texts_of_the_other_windows_fit(drawn: MainWindow, qtbot: QtBot, name: str) -> None:
    before = other_windows(drawn)
    if name == "parameters":
        drawn.parameters.show_window()
    elif name == "my digits":
        drawn.my_digits.show_window()
    else:
        drawn.help.show_keys()
    (shown,) = other_windows(drawn) - before
    found = layouts(qtbot, drawn, shown)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("state", ["blank", "drawn", "why"])
def test_nothing_is_elided_at_the_first_size(drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot, state: str) -> None:
    if state == "blank":
        answer_of(drawn.sketch.clear)
    if state == "why":
        drawn.network.view.choose(Unit("C3", 7, 4, 4))
    drawn.resize(*FIRST_SIZE)
    qtbot.waitUntil(partial(has_size, drawn, *FIRST_SIZE))
    QApplication.processEvents()
    assert not problems_of(drawn, may_elide=False)
