"""Naming a drawing whose last stroke has not been ended."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import DIGIT, STROKE
from tests.gui.conftest import AnswerOf
from tests.gui.keeping.conftest import kept


@pytest.mark.parametrize("pointer", ["mouse", "keys"])
def test_a_drawing_that_is_named_while_the_pen_is_down_is_finished(
    live_window: MainWindow, answer_of: AnswerOf, pointer: str
) -> None:
    """What is kept is what is on the canvas, and one undo each takes back the name and the stroke."""
    canvas, sketch = live_window.canvas_panel.canvas, live_window.sketch
    if pointer == "mouse":
        points = [canvas.from_canvas(point).toPoint() for point in STROKE]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:-1]:
            QTest.mouseMove(canvas, point)
    else:
        QTest.keyClick(canvas, Qt.Key.Key_Space)
        answer_of(lambda: QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier))
    live_window.my_digits.keeping.name_digit(DIGIT)
    live_window.my_digits.keeping.enter()  # should it have asked
    if pointer == "mouse":
        QTest.mouseMove(canvas, points[-1])
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=points[-1])
    else:
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert [digit.drawing for digit in live_window.people.book.digits] == [sketch.drawing]
    assert live_window.naming.words.text() == f"Kept as {DIGIT}"
    sketch.history.undo()
    assert kept(live_window) == []
    assert not sketch.is_blank
    sketch.history.undo()
    assert sketch.is_blank
