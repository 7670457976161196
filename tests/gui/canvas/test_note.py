"""The line below the canvas: read whole at any size of text, and nothing moves when it changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from tests.gui.painted import texts_painted
from tests.screenshots import press

LONGEST = "The round is over: teach the network now"


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(860, 560), (1024, 700), (1280, 800), (1366, 768)])
def test_what_is_said_below_the_canvas_is_read_whole(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int], percent: int
) -> None:
    panel = window.canvas_panel
    window.resize(*size)
    press(window, f"{percent} %")
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    for _ in range(9):  # a layout may ask for another
        QApplication.processEvents()
    before = panel.canvas.geometry(), panel.note.geometry()
    panel.note.set_text(LONGEST)
    QApplication.processEvents()
    assert texts_painted(panel.note) == [LONGEST]
    metrics, room = panel.note.fontMetrics(), panel.note.rect()
    assert room.contains(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, LONGEST))
    assert (panel.canvas.geometry(), panel.note.geometry()) == before
    press(window, "100 %")


def test_what_is_too_long_is_elided(window: MainWindow) -> None:
    note = window.canvas_panel.note
    note.set_text("Read as one digit: " + "a very long name of a picture " * 5)
    (painted,) = texts_painted(note)
    assert painted.startswith("Read as one digit: a very long")
    assert painted.endswith("…")
