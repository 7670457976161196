"""What is said below the canvas: as long as it holds, and no longer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.canvas.sketch import Tool
from lenet_gui.drawings.demonstration import EXAMPLE
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT
from tests.gui.keeping.conftest import Draw, key_of, press


@pytest.mark.parametrize("how", ["pen", "eraser", "clear", "undo"])
def test_a_note_goes_with_the_next_change_of_the_drawing(
    live_window: MainWindow, draw: Draw, how: str, qtbot: QtBot, tmp_path: Path
) -> None:
    sketch, note = live_window.sketch, live_window.canvas_panel.note
    draw()
    with qtbot.waitSignal(live_window.saver.said):
        live_window.drawings.save_file(str(tmp_path / "x.png"))
    assert note.text == "Saved: x.png"
    match how:
        case "pen":
            sketch.press((0.1, 0.1), Tool.PEN)
        case "eraser":
            sketch.press((0.1, 0.1), Tool.ERASER)
        case "clear":
            sketch.clear()
        case "undo":
            live_window.canvas_panel.tools.undo.trigger()
    assert note.text == ""


def test_what_is_said_of_an_example_stays_beside_it(live_window: MainWindow) -> None:
    live_window.drawings.said.emit("An example")
    live_window.sketch.show_example(EXAMPLE)
    assert live_window.canvas_panel.note.text == "An example"


def test_it_is_said_whose_digits_they_are_where_it_is_not_me(drawn: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(drawn.people.person_changed):
        drawn.people.create("Anna")
    QTest.keyClick(drawn.canvas_panel.canvas, key_of(DIGIT))
    note = drawn.canvas_panel.note
    qtbot.waitUntil(lambda: note.text == f"Kept as {DIGIT}. Anna's digits: 1")
    QTest.mouseClick(drawn.naming.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: note.text == "No longer kept. Anna's digits: 0")


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, key_of(5)])
def test_what_was_kept_is_no_longer_said_when_it_is_changed_in_my_digits(
    live_window: MainWindow, draw: Draw, qtbot: QtBot, key: Qt.Key
) -> None:
    note = live_window.canvas_panel.note
    draw()
    press(live_window, DIGIT)
    qtbot.waitUntil(lambda: note.text == f"Kept as {DIGIT}. My digits: 1")
    window = live_window.my_digits.show_window()
    gallery = window.gallery
    gallery.setFocus()
    qtbot.waitUntil(window.isActiveWindow)
    gallery.selectAll()
    QTest.keyClick(gallery, key)
    qtbot.waitUntil(lambda: note.text == "")
    assert not live_window.sketch.is_blank


def test_a_key_that_names_an_example_is_answered(live_window: MainWindow) -> None:
    canvas, note = live_window.canvas_panel.canvas, live_window.canvas_panel.note
    QTest.keyClick(canvas, key_of(DIGIT))
    assert note.text == ""  # of nothing there is nothing to say
    live_window.sketch.show_example(EXAMPLE)
    QTest.keyClick(canvas, key_of(DIGIT))
    assert note.text == "Only what you drew yourself can be kept"
    assert not live_window.people.book.digits
