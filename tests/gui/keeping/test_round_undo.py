"""Undo and redo in a guided round: back to its beginning and no further, one digit at a time."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lenet_gui.keeping.guided_round import ROUND, GuidedRound
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT
from model.my_digits.store import DigitStore
from tests.gui.keeping.conftest import Draw, kept, press, skip_to


def undo(window: MainWindow) -> None:
    """If there is anything to undo."""
    window.canvas_panel.tools.undo.trigger()


def redo(window: MainWindow) -> None:
    window.canvas_panel.tools.redo.trigger()


def test_undo_stops_where_the_round_begins(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> None:
    draw()
    press(live_window, DIGIT)
    live_window.my_digits.keeping.switch_round(True)
    draw()
    for _ in range(4):
        undo(live_window)
    assert live_window.sketch.is_blank
    assert kept(live_window) == [(DIGIT, False)]
    assert live_window.canvas_panel.note.text == "Draw 0, then Enter"
    redo(live_window)
    assert len(live_window.sketch.drawing.strokes) == 1
    assert live_window.canvas_panel.note.text == "Draw 0, then Enter"
    # After it, all can be undone again.
    live_window.my_digits.keeping.switch_round(False)
    for _ in range(2):
        undo(live_window)
    assert len(live_window.sketch.drawing.strokes) == 1
    undo(live_window)
    assert kept(live_window) == []
    qtbot.waitUntil(lambda: live_window.canvas_panel.note.text == "No longer kept. My digits: 0")
    redo(live_window)
    qtbot.waitUntil(lambda: live_window.canvas_panel.note.text == f"Kept as {DIGIT}. My digits: 1")


def test_what_was_undone_before_the_round_does_not_come_back_in_it(live_window: MainWindow, draw: Draw) -> None:
    draw()
    undo(live_window)
    live_window.my_digits.keeping.switch_round(True)
    assert not live_window.canvas_panel.tools.redo.isEnabled()
    assert not live_window.canvas_panel.tools.undo.isEnabled()


def test_one_undo_takes_a_digit_of_the_round_back(
    live_window: MainWindow, guided: GuidedRound, draw: Draw, qtbot: QtBot
) -> None:
    skip_to(guided, DIGIT)
    draw()
    press(live_window, Qt.Key.Key_Return)
    assert (guided.wanted, kept(live_window)) == (DIGIT + 1, [(DIGIT, False)])
    undo(live_window)
    assert (guided.wanted, kept(live_window)) == (DIGIT, [])
    assert len(live_window.sketch.drawing.strokes) == 1
    assert live_window.canvas_panel.note.text == f"Draw {DIGIT}, then Enter"
    redo(live_window)
    qtbot.waitUntil(lambda: kept(live_window) == [(DIGIT, False)])
    assert guided.wanted == DIGIT + 1
    assert live_window.sketch.is_blank
    assert live_window.canvas_panel.note.text == f"Draw {DIGIT + 1}, then Enter"


def test_a_digit_of_the_round_that_cannot_be_kept_is_brought_back_by_undo(
    live_window: MainWindow, guided: GuidedRound, draw: Draw, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    skip_to(guided, DIGIT)
    draw()
    monkeypatch.setattr(DigitStore, "add_all", full)
    with qtbot.waitSignal(live_window.people.failed):
        press(live_window, Qt.Key.Key_Return)
    monkeypatch.undo()
    assert (guided.wanted, kept(live_window)) == (DIGIT, [])
    undo(live_window)
    assert len(live_window.sketch.drawing.strokes) == 1
    redo(live_window)
    assert (guided.wanted, kept(live_window)) == (DIGIT, [])


@pytest.mark.parametrize("how", ["taught", "undone", "removed"])
def test_that_the_round_is_over_is_said_as_long_as_it_holds(
    live_window: MainWindow, guided: GuidedRound, draw: Draw, how: str, qtbot: QtBot
) -> None:
    while guided.done < len(ROUND) - 1:
        guided.keep(f"before {guided.done}")
    draw()
    with qtbot.waitSignal(live_window.my_digits.keeping.kept):
        press(live_window, Qt.Key.Key_9)
        press(live_window, Qt.Key.Key_9)  # although the network is sure of a 3
    assert live_window.canvas_panel.note.text == "The round is over: teach the network now"
    match how:
        case "taught":
            live_window.teaching.progressed.emit()
            assert live_window.canvas_panel.note.text == ""
        case "undone":
            undo(live_window)
            qtbot.waitUntil(lambda: live_window.canvas_panel.note.text == "No longer kept. My digits: 0")
            redo(live_window)
            qtbot.waitUntil(lambda: live_window.canvas_panel.note.text == "Kept as 9. My digits: 1")
        case "removed":
            live_window.my_digits.undo()
            assert live_window.canvas_panel.note.text == ""
    assert not guided.running
