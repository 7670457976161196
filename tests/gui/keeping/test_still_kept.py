"""A drawing that is still kept is known to be, or the same key would keep it a second time."""

from unittest.mock import patch

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lenet_gui.keeping.guided_round import GuidedRound
from lenet_gui.main_window import MainWindow
from lenet_gui.my_digits.digit_book import adding
from lenet_gui.smoke_test import DIGIT
from tests.gui.conftest import AnswerOf, problem_told, settle
from tests.gui.keeping.conftest import Draw, kept, press
from tests.gui.keeping.test_naming import WRONG
from tests.gui.numbers.writing import write
from tests.model.hand import written


def test_after_another_change_was_undone(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> None:
    other = written(1)[1]
    live_window.people.book.apply(adding(other))
    draw()
    press(live_window, DIGIT)
    live_window.my_digits.relabel((other.key,), 7)
    live_window.my_digits.undo()
    settle(qtbot, live_window)
    assert live_window.naming.words.text() == f"Kept as {DIGIT}"
    press(live_window, DIGIT)
    assert kept(live_window) == [(1, False), (DIGIT, False)]


def test_after_it_could_not_be_taken_back(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> None:
    draw()
    press(live_window, DIGIT)
    settle(qtbot, live_window)
    full = OSError(28, "No space left on device")
    for undo in (live_window.my_digits.undo, live_window.naming.undo.click):
        with patch("model.my_digits.journal.Journal.append", side_effect=full):
            undo()
            assert "could not be kept: No space left" in problem_told(qtbot, live_window)
        assert live_window.naming.words.text() == f"Kept as {DIGIT}"
        press(live_window, DIGIT)
        settle(qtbot, live_window)
        assert kept(live_window) == [(DIGIT, False)]


def test_what_was_not_kept_is_told_though_its_step_is_gone(live_window: MainWindow, draw: Draw, qtbot: QtBot) -> None:
    """It was undone, and something else was drawn, before the disk had answered."""
    draw()
    keeping, sketch = live_window.my_digits.keeping, live_window.sketch
    with patch("model.my_digits.journal.Journal.append", side_effect=OSError(28, "No space left on device")):
        keeping.name_digit(DIGIT)
        sketch.history.undo()
        sketch.clear()
        settle(qtbot, live_window)
    assert "The digit could not be kept: No space left" in problem_told(qtbot, live_window)


def test_of_a_number_each_digit_by_itself_after_a_round(
    live_window: MainWindow, guided: GuidedRound, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    """In a round, the drawing is one digit."""
    write(live_window, "11")
    qtbot.waitUntil(lambda: live_window.numbers.part is not None)
    press(live_window, 1)
    press(live_window, 1)
    assert kept(live_window) == [(1, kept(live_window)[0][1])]
    assert live_window.naming.words.text() == "Kept as 1"
    press(live_window, Qt.Key.Key_Escape)
    assert not guided.running
    assert live_window.naming.words.text().startswith("Wrong?")


def test_with_its_first_label_after_a_correction_was_undone_in_my_digits(live_window: MainWindow, draw: Draw) -> None:
    draw()
    press(live_window, WRONG)
    press(live_window, WRONG)  # yes, it is
    press(live_window, DIGIT)
    live_window.my_digits.undo()
    assert kept(live_window) == [(WRONG, True)]
    assert live_window.naming.words.text() == f"Kept as {WRONG}"
    live_window.my_digits.undo()
    assert kept(live_window) == []


def test_what_was_undone_on_the_canvas_is_not_undone_again_in_my_digits(live_window: MainWindow, draw: Draw) -> None:
    tools = live_window.canvas_panel.tools
    draw()
    press(live_window, DIGIT)
    for _ in range(2):
        press(live_window, WRONG)
    for act in (tools.undo, tools.redo, tools.undo):
        act.trigger()
    assert kept(live_window) == [(DIGIT, False)]
    live_window.my_digits.undo()
    assert kept(live_window) == []
    assert not live_window.my_digits.show_window().gallery.undo.isEnabled()


def test_nothing_of_what_is_taken_back_on_the_canvas_is_left_to_undo(
    live_window: MainWindow, draw: Draw, qtbot: QtBot
) -> None:
    write(live_window, "11")
    qtbot.waitUntil(lambda: live_window.numbers.part is not None)
    press(live_window, 1)
    for _ in range(2):
        press(live_window, WRONG)
    press(live_window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: live_window.naming.words.text().startswith("Wrong?"))
    press(live_window, 1)
    press(live_window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: live_window.naming.words.text() == f"Kept as {WRONG}")
    live_window.naming.undo.click()
    assert [label for label, _ in kept(live_window)] == [1]
    live_window.my_digits.undo()
    assert kept(live_window) == []
    assert not live_window.my_digits.show_window().gallery.undo.isEnabled()
