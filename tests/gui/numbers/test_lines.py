"""Several lines of digits on the canvas, and their rows below it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from tests.gui.conftest import AnswerOf
from tests.gui.numbers.writing import write


def test_lines_are_numbers_of_their_own(live_window: MainWindow, answer_of: AnswerOf) -> None:
    write(live_window, "12", middle=0.2)
    answer_of(lambda: write(live_window, "45", middle=0.75))
    assert live_window.answer.digit == "12 45"
    tops = [live_window.canvas_panel.number.rect_of(place).top() for place in range(4)]
    assert tops[0] == tops[1] < tops[2] == tops[3]


def test_more_lines_than_are_marked_are_read_while_the_pen_moves(live_window: MainWindow, qtbot: QtBot) -> None:
    live_window.sketch.pen_width = 0.02
    for line in range(5):
        write(live_window, "24", middle=0.1 + 0.19 * line, height=0.12)
    qtbot.waitUntil(lambda: live_window.answer.digit.split() == ["24"] * 5)
    write(live_window, "0", left=0.3, middle=0.1, height=0.12)
    qtbot.waitUntil(lambda: live_window.answer.digit.split() == ["240", *["24"] * 4])


def test_the_digit_that_is_shown_or_pointed_at_is_in_view_below_the_canvas(
    live_window: MainWindow, qtbot: QtBot
) -> None:
    live_window.sketch.pen_width = 0.02
    for line in range(5):
        write(live_window, "24", middle=0.1 + 0.19 * line, height=0.12)
    qtbot.waitUntil(lambda: live_window.answer.digit.split() == ["24"] * 5)
    number = live_window.canvas_panel.number

    def in_view() -> list[int]:
        height = number.minimumSizeHint().height() + 1
        return [place for place in range(10) if 0 <= number.rect_of(place).top() <= height - 5]

    assert in_view() == [4, 5, 6, 7, 8, 9]
    number.setFocus()
    number.walk_to(9)
    for key in (Qt.Key.Key_Left, *[Qt.Key.Key_Up] * 6):
        QTest.keyClick(number, key)
    assert number.pointed == 2
    assert in_view() == [2, 3, 4, 5, 6, 7]
    QTest.keyClick(number, Qt.Key.Key_Return)
    number.point_at(None)
    qtbot.waitUntil(lambda: live_window.answer.sentence.startswith("Digit 3 of 10"))
    assert in_view() == [2, 3, 4, 5, 6, 7]
    live_window.sketch.clear()
    qtbot.waitUntil(lambda: number.signs == ())
