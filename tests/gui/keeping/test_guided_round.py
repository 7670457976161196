"""The guided round, on the canvas: by key, by button, backwards, and to its end."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.keeping.guided_round import ROUND, GuidedRound
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from tests.gui.conftest import settle
from tests.gui.keeping.conftest import Draw, kept, press, skip_to
from tests.screenshots import press as resize_text


def test_a_round_begins_on_an_empty_canvas(live_window: MainWindow, guided: GuidedRound) -> None:
    assert live_window.sketch.is_blank
    assert guided.wanted == 0
    assert live_window.canvas_side.round_bar.isVisible()
    assert live_window.canvas_panel.note.text == "Draw 0, then Enter"
    assert live_window.canvas_panel.canvas.hasFocus()
    press(live_window, Qt.Key.Key_Return)  # nothing is drawn
    assert guided.wanted == 0


def test_esc_in_the_main_window_does_not_end_the_program(live_window: MainWindow, guided: GuidedRound) -> None:
    assert guided.wanted == 0
    press(live_window, Qt.Key.Key_Escape)
    QTest.keyClick(live_window.network, Qt.Key.Key_Escape)
    assert live_window.isVisible()


def test_each_digit_is_asked_for_twice_and_enter_keeps_it(
    live_window: MainWindow, guided: GuidedRound, qtbot: QtBot
) -> None:
    # What the network says of it does not matter here.
    canvas, asked = live_window.canvas_panel.canvas, []
    with qtbot.waitSignal(guided.finished):
        while guided.wanted is not None:
            asked.append(guided.wanted)
            drag(canvas, STROKE)
            assert live_window.canvas_panel.note.text == f"Draw {guided.wanted}, then Enter"
            press(live_window, Qt.Key.Key_Return)
            assert live_window.sketch.is_blank
    assert asked == [*range(10), *range(10)]
    assert [label for label, _ in kept(live_window)] == asked
    assert "over" in live_window.canvas_panel.note.text
    drag(canvas, STROKE)
    assert live_window.canvas_panel.note.text == ""
    assert not live_window.canvas_side.round_bar.isVisible()
    window = live_window.my_digits.window
    assert window is not None
    assert not window.guided.isChecked()


def test_a_digit_key_and_the_button_do_as_enter(live_window: MainWindow, guided: GuidedRound, draw: Draw) -> None:
    skip_to(guided, DIGIT)
    draw()
    press(live_window, DIGIT)
    assert (guided.wanted, kept(live_window)) == (DIGIT + 1, [(DIGIT, False)])
    skip_to(guided, DIGIT)
    draw()
    QTest.mouseClick(live_window.canvas_side.round_bar.next, Qt.MouseButton.LeftButton)
    assert (guided.wanted, kept(live_window)) == (DIGIT + 1, [(DIGIT, False)] * 2)
    assert live_window.canvas_panel.canvas.hasFocus()


def test_the_button_waits_for_a_drawing(live_window: MainWindow, guided: GuidedRound, draw: Draw) -> None:
    following = live_window.canvas_side.round_bar.next
    assert not following.isEnabled()
    draw()
    assert following.isEnabled()
    live_window.sketch.history.undo()
    assert not following.isEnabled()
    live_window.sketch.history.redo()
    assert following.isEnabled()


def test_a_wrong_key_is_asked_about(live_window: MainWindow, guided: GuidedRound, draw: Draw) -> None:
    draw()  # a 3, where a 0 was asked for
    press(live_window, DIGIT)
    bubble = live_window.canvas_side.bubble
    assert bubble.words == "The round asks for 0. Keep this one as 3?"
    press(live_window, Qt.Key.Key_Escape)
    assert (guided.wanted, kept(live_window)) == (0, [])
    press(live_window, DIGIT)
    press(live_window, DIGIT)
    # It is kept, but the round still asks for a 0.
    assert (guided.wanted, kept(live_window)) == (0, [(DIGIT, False)])
    draw()
    press(live_window, Qt.Key.Key_Return)
    said = live_window.answer.sentence
    assert bubble.words == f"The round asks for 0; the network says “{said}”. Keep it as 0?"
    press(live_window, 0)
    assert (guided.wanted, kept(live_window)) == (1, [(DIGIT, False), (0, True)])
    draw()
    press(live_window, 8)
    assert bubble.words == f"You call this 8; the network says “{said}”. Keep it as 8?"


def test_enter_once_too_often_keeps_nothing(live_window: MainWindow, guided: GuidedRound, draw: Draw) -> None:
    draw()  # a 3, where a 0 was asked for
    press(live_window, Qt.Key.Key_Return)
    bubble, bar = live_window.canvas_side.bubble, live_window.canvas_side.round_bar
    assert bubble.again.isVisible()
    assert not bubble.dismiss.isVisible()
    assert bubble.again.font().bold()
    assert not bubble.keep.font().bold()
    assert not bar.next.isEnabled()
    press(live_window, Qt.Key.Key_Return)
    assert not bubble.isVisible()
    assert live_window.sketch.is_blank
    assert (guided.wanted, kept(live_window)) == (0, [])
    draw()
    press(live_window, Qt.Key.Key_Return)
    QTest.keyClick(bubble, Qt.Key.Key_Return)
    assert (guided.wanted, kept(live_window)) == (0, [])
    draw()
    press(live_window, Qt.Key.Key_Return)
    QTest.mouseClick(bubble.keep, Qt.MouseButton.LeftButton)
    assert (guided.wanted, kept(live_window)) == (1, [(0, True)])


def test_the_question_covers_neither_the_canvas_nor_the_rounds_buttons(
    live_window: MainWindow, guided: GuidedRound, draw: Draw
) -> None:
    draw()
    press(live_window, Qt.Key.Key_Return)
    asked, bar = live_window.canvas_side.bubble.geometry(), live_window.canvas_side.round_bar
    for widget in (live_window.canvas_panel.canvas, bar):
        assert not asked.intersects(QRect(widget.mapTo(live_window, QPoint()), widget.size()))
    assert live_window.rect().contains(asked)


def test_with_large_text_one_draws_in_a_square_and_reads_what_to_draw(
    live_window: MainWindow, guided: GuidedRound, qtbot: QtBot
) -> None:
    live_window.resize(1024, 700)
    resize_text(live_window, "150 %")
    canvas, note = live_window.canvas_panel.canvas, live_window.canvas_panel.note
    qtbot.waitUntil(lambda: live_window.canvas_side.round_bar.width() == canvas.width())
    QApplication.processEvents()  # where the columns were too wide, the network would go below now
    assert abs(canvas.width() - canvas.height()) < 0.2 * canvas.width()
    assert note.fontMetrics().horizontalAdvance("Draw 0, then Enter") <= note.width()
    resize_text(live_window, "100 %")


def test_escape_leaves_the_question_and_then_the_round(
    live_window: MainWindow, guided: GuidedRound, draw: Draw
) -> None:
    draw()
    press(live_window, Qt.Key.Key_Return)
    press(live_window, Qt.Key.Key_Escape)
    assert not live_window.canvas_side.bubble.isVisible()
    assert guided.running
    press(live_window, Qt.Key.Key_Escape)
    assert not guided.running
    assert not live_window.sketch.is_blank
    assert live_window.canvas_panel.note.text == ""


def test_back_takes_the_last_one_back(live_window: MainWindow, guided: GuidedRound, draw: Draw) -> None:
    skip_to(guided, DIGIT)
    bar = live_window.canvas_side.round_bar
    draw()
    press(live_window, Qt.Key.Key_Return)
    assert kept(live_window) == [(DIGIT, False)]
    QTest.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    assert (guided.wanted, kept(live_window)) == (DIGIT, [])
    draw()
    press(live_window, Qt.Key.Key_Return)
    live_window.my_digits.undo()
    assert (guided.wanted, kept(live_window)) == (DIGIT, [])
    assert bar.dots.accessibleDescription() == "3 of 20 digits kept"


def test_what_back_took_is_brought_back_in_my_digits(
    live_window: MainWindow, guided: GuidedRound, draw: Draw, qtbot: QtBot
) -> None:
    skip_to(guided, DIGIT)
    window = live_window.my_digits.window
    assert window is not None
    draw()
    press(live_window, Qt.Key.Key_Return)
    QTest.mouseClick(live_window.canvas_side.round_bar.back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.undo, Qt.MouseButton.LeftButton)
    settle(qtbot, live_window)
    assert kept(live_window) == [(DIGIT, False)]
    QTest.mouseClick(window.undo, Qt.MouseButton.LeftButton)
    assert kept(live_window) == []
    assert not window.undo.isEnabled()


@pytest.mark.parametrize("how", ["stop", "window", "button", "person"])
def test_a_round_ends_cleanly(live_window: MainWindow, guided: GuidedRound, how: str, qtbot: QtBot) -> None:
    window = live_window.my_digits.window
    assert window is not None
    match how:
        case "stop":
            live_window.canvas_side.round_bar.stop.setFocus()
            QTest.keyClick(live_window.canvas_side.round_bar.stop, Qt.Key.Key_Space)
            assert live_window.canvas_panel.canvas.hasFocus()
        case "window":
            window.close()
        case "button":
            window.guided.click()
        case "person":
            with qtbot.waitSignal(live_window.people.person_changed):
                live_window.people.create("Ann")
    assert not guided.running
    assert not window.guided.isChecked()
    assert not live_window.canvas_side.round_bar.isVisible()
    assert live_window.canvas_panel.note.text == ""
    press(live_window, Qt.Key.Key_Return)
    assert kept(live_window) == []


def test_a_round_is_as_long_as_it_says() -> None:
    guided = GuidedRound()
    guided.switch(True)
    for number in range(len(ROUND)):
        assert guided.done == number
        guided.keep(str(number))
    assert not guided.running
    assert guided.step_back() is None
    guided.lose("19")
    assert not guided.running


def test_a_newcomer_who_draws_in_a_round_is_still_told_what_to_draw(live_window: MainWindow, draw: Draw) -> None:
    assert live_window.drawings.demonstration.wanted
    live_window.my_digits.keeping.switch_round(True)
    draw()
    assert not live_window.drawings.demonstration.wanted
    assert live_window.canvas_panel.note.text == "Draw 0, then Enter"
