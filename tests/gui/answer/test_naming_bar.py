"""Naming a drawing: an act of its own, shown, and undone by button and Ctrl+Z."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import SMALLEST, MainWindow
from lenet_gui.smoke_test import STROKE, drag
from tests.gui.conftest import AnswerOf


def name(window: MainWindow, digit: int) -> None:
    """Say what the drawing is, whatever the network is sure of."""
    window.naming.buttons[digit].click()
    window.canvas_side.bubble.keep.click()


def labels(window: MainWindow) -> list[int]:
    return [digit.label for digit in window.people.book.digits]


def test_a_name_is_shown_with_a_way_back(drawn: MainWindow) -> None:
    assert not drawn.naming.undo.isVisible()
    below = drawn.penalties.y()
    name(drawn, 9)
    assert drawn.naming.words.text() == "Kept as 9"
    assert drawn.naming.undo.isVisible()
    QApplication.processEvents()
    assert drawn.penalties.y() == below  # nothing moves
    assert labels(drawn) == [9]
    assert [button.isChecked() for button in drawn.naming.buttons].index(True) == 9
    drawn.naming.undo.click()
    assert labels(drawn) == []
    assert drawn.naming.words.text() == "Wrong? It is a"
    assert not any(button.isChecked() for button in drawn.naming.buttons)


def test_undo_is_on_the_disk_too(drawn: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(drawn.my_digits.keeping.kept):
        name(drawn, 9)
    drawn.naming.undo.click()
    ended: list[object] = []
    drawn.people.tasks.add(lambda: None, ended.append, ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    drawn.people.book.read(lambda: ended.append(None))
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert labels(drawn) == []


def test_ctrl_z_undoes_what_was_done_last(drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    canvas, drawing = drawn.canvas_panel.canvas, drawn.sketch.drawing
    QTest.keyClick(canvas, Qt.Key.Key_9)
    QTest.keyClick(canvas, Qt.Key.Key_Return)  # although the network is sure of a 3
    drawn.canvas_panel.tools.undo.trigger()
    assert labels(drawn) == []
    assert drawn.sketch.drawing == drawing
    drawn.canvas_panel.tools.redo.trigger()
    assert drawn.naming.words.text() == "Kept as 9"
    answer_of(lambda: drag(canvas, STROKE))  # begins anew
    assert len(drawn.sketch.drawing.strokes) == 1
    drawn.canvas_panel.tools.undo.trigger()  # the stroke, not the name
    drawn.canvas_panel.tools.undo.trigger()  # the empty canvas
    qtbot.waitUntil(lambda: labels(drawn) == [9])


def test_a_corrected_name_is_undone_to_the_one_before(drawn: MainWindow) -> None:
    name(drawn, 8)
    name(drawn, 9)
    assert labels(drawn) == [9]
    drawn.naming.undo.click()
    assert labels(drawn) == [8]
    assert drawn.naming.words.text() == "Kept as 8"
    drawn.naming.undo.click()
    assert labels(drawn) == []


def test_another_stroke_or_none_is_another_drawing(drawn: MainWindow, answer_of: AnswerOf) -> None:
    name(drawn, 8)
    answer_of(lambda: drag(drawn.canvas_panel.canvas, STROKE))
    assert drawn.naming.words.text() == "Wrong? It is a"
    answer_of(drawn.canvas_panel.tools.clear.trigger)
    assert not drawn.naming.buttons[8].isEnabled()


def test_the_words_fit_beside_undo(drawn: MainWindow, qtbot: QtBot) -> None:
    """While there is nothing to undo, its button takes no room from them."""
    drawn.resize(*SMALLEST)
    naming = drawn.naming
    naming.show_numbers(None)
    qtbot.waitUntil(lambda: drawn.width() == SMALLEST[0])
    words = naming.findChild(QLabel)
    assert isinstance(words, QLabel)
    qtbot.waitUntil(lambda: words.width() >= words.fontMetrics().horizontalAdvance("Wrong? Digit 14 is a"))


def test_the_digits_are_large_enough_for_a_finger(drawn: MainWindow) -> None:
    """WCAG 2.5.8: 24 pixels."""
    drawn.resize(*SMALLEST)
    QApplication.processEvents()
    assert all(min(button.width(), button.height()) >= 24 for button in drawn.naming.buttons)
