"""The main window, and how a person draws in it and names what was drawn."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.keeping.guided_round import GuidedRound
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag
from model.digits.drawing import Point
from model.network.recognition import Recognition
from tests.gui.conftest import AnswerOf

Draw = Callable[..., Recognition]


@pytest.fixture
def draw(live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> Draw:
    """Draw a stroke, a 3 if none is given, and wait for the answer to it."""
    live_window.activateWindow()
    qtbot.waitUntil(live_window.isActiveWindow)
    canvas = live_window.canvas_panel.canvas
    canvas.setFocus()
    return lambda stroke=STROKE: answer_of(lambda: drag(canvas, stroke))


@pytest.fixture
def guided(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> GuidedRound:
    """A round that has just begun, asking for a 0; the main window is in front again."""
    draw()
    window = live_window.my_digits.show_window()
    window.guided.click()
    qtbot.waitUntil(live_window.isActiveWindow)
    return live_window.my_digits.keeping.round


def skip_to(guided: GuidedRound, digit: int) -> None:
    """As if all before had been kept."""
    while guided.wanted != digit:
        guided.keep(f"before {guided.done}")


def press(window: MainWindow, key: int | Qt.Key) -> None:
    """Press a key on the canvas: that of a digit, or another one."""
    QTest.keyClick(window.canvas_panel.canvas, key if isinstance(key, Qt.Key) else key_of(key))


def key_of(digit: int) -> Qt.Key:
    return Qt.Key(Qt.Key.Key_0.value + digit)


def kept(window: MainWindow) -> list[tuple[int, bool]]:
    """Labels, and whether the person confirmed them."""
    return [(digit.label, digit.sure) for digit in window.people.book.digits]


def line(*points: Point, steps: int = 8) -> tuple[Point, ...]:
    """A pen's path through these points."""
    between = [
        (a[0] + (b[0] - a[0]) * k / steps, a[1] + (b[1] - a[1]) * k / steps)
        for a, b in pairwise(points)
        for k in range(steps)
    ]
    return (*between, points[-1])
