"""Drawing in the real window: with the mouse, tools, history, sizes."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.canvas.canvas import Canvas
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag, send_mouse
from model.digits.drawing import Drawing
from tests.gui.canvas.ink import LINE, ink_at


def test_a_drag_leaves_ink_where_it_went(window: MainWindow, canvas: Canvas) -> None:
    drag(canvas, LINE)
    assert ink_at(canvas, 0.5, 0.5)
    assert not ink_at(canvas, 0.5, 0.8)
    (stroke,) = window.sketch.drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array(LINE), abs=0.01)


def test_ink_painted_piece_by_piece_looks_as_if_painted_at_once(window: MainWindow, canvas: Canvas) -> None:
    for stroke in (STROKE, LINE):
        for index, point in enumerate(stroke):
            kind = QEvent.Type.MouseMove if index else QEvent.Type.MouseButtonPress
            send_mouse(canvas, kind, canvas.from_canvas(point))
            if index % 3:
                canvas.grab()
        # The last points are not painted before the pen is lifted.
        send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas(stroke[-1]))
    pieces = canvas.grab().toImage()
    drawing = window.sketch.drawing
    window.sketch.put(Drawing())
    window.sketch.put(drawing)
    whole = canvas.grab().toImage()
    for x in range(whole.width()):
        for y in range(0, whole.height(), 5):
            seen, expected = (image.pixelColor(x, y).lightness() for image in (pieces, whole))
            # Only rims may differ, where one piece's covers another's.
            assert expected in range(60, 250) or abs(seen - expected) < 60


def test_a_click_leaves_a_dot(window: MainWindow, canvas: Canvas) -> None:
    drag(canvas, ((0.3, 0.3),))
    assert ink_at(canvas, 0.3, 0.3)
    assert len(window.sketch.drawing.strokes) == 1


def test_ink_outside_the_paper_stays_on_its_edge(window: MainWindow, canvas: Canvas) -> None:
    drag(canvas, ((0.5, 0.5), (1.7, -3.0)))
    assert window.sketch.drawing.strokes[0].points[-1] == (1.0, 0.0)


def test_undo_and_redo_walk_through_strokes_erasures_and_clear(window: MainWindow, canvas: Canvas) -> None:
    states = [window.sketch.drawing]
    drag(canvas, LINE)
    states.append(window.sketch.drawing)
    drag(canvas, STROKE)
    states.append(window.sketch.drawing)
    window.canvas_panel.tools.eraser.trigger()
    drag(canvas, ((0.5, 0.3), (0.5, 0.7)))
    states.append(window.sketch.drawing)
    window.canvas_panel.tools.clear.trigger()
    assert window.sketch.drawing.is_blank
    for state in reversed(states):
        window.canvas_panel.tools.undo.trigger()
        assert window.sketch.drawing == state
    assert not window.canvas_panel.tools.undo.isEnabled()
    for state in states[1:]:
        window.canvas_panel.tools.redo.trigger()
        assert window.sketch.drawing == state


@pytest.mark.parametrize("erase", [False, True])
def test_undo_in_the_middle_of_a_drag_ends_it_and_takes_nothing_else(
    window: MainWindow, canvas: Canvas, erase: bool
) -> None:
    drag(canvas, LINE)
    drag(canvas, STROKE)
    drawn = window.sketch.drawing
    (window.canvas_panel.tools.eraser if erase else window.canvas_panel.tools.pen).trigger()
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas((0.3, 0.5)))
    changed = window.sketch.drawing
    assert changed != drawn
    window.canvas_panel.tools.undo.trigger()
    send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas((0.4, 0.9)))
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas((0.4, 0.9)))
    assert window.sketch.drawing == drawn
    window.canvas_panel.tools.redo.trigger()
    assert window.sketch.drawing == changed


def test_a_stroke_by_key_survives_redo_while_the_pen_is_down(window: MainWindow, canvas: Canvas) -> None:
    drag(canvas, LINE)
    window.canvas_panel.tools.undo.trigger()
    canvas.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down):
        QTest.keyClick(canvas, key)
    drawn = window.sketch.drawing
    QTest.keySequence(canvas, QKeySequence(QKeySequence.StandardKey.Redo))
    assert window.sketch.drawing == drawn


def test_undo_removes_the_ink_from_the_screen(window: MainWindow, canvas: Canvas) -> None:
    drag(canvas, LINE)
    window.canvas_panel.tools.undo.trigger()
    assert not ink_at(canvas, 0.5, 0.5)


def test_the_eraser_cuts_a_stroke_in_two(window: MainWindow, canvas: Canvas) -> None:
    drag(canvas, LINE)
    window.canvas_panel.tools.eraser.trigger()
    drag(canvas, ((0.5, 0.4), (0.5, 0.6)))
    assert len(window.sketch.drawing.strokes) == 2
    assert not ink_at(canvas, 0.5, 0.5)
    assert ink_at(canvas, 0.25, 0.5)
    assert ink_at(canvas, 0.75, 0.5)


def test_the_right_button_erases(window: MainWindow, canvas: Canvas) -> None:
    drag(canvas, LINE)
    for kind, y in ((QEvent.Type.MouseButtonPress, 0.4), (QEvent.Type.MouseMove, 0.6)):
        where = canvas.from_canvas((0.5, y))
        right = Qt.MouseButton.RightButton
        event = QMouseEvent(kind, where, canvas.mapToGlobal(where), right, right, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, event)
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas((0.5, 0.6)))
    assert len(window.sketch.drawing.strokes) == 2


def test_another_button_does_not_end_a_stroke(window: MainWindow, canvas: Canvas) -> None:
    """Nor does it erase what the first one has just drawn."""
    points = [canvas.from_canvas(point).toPoint() for point in LINE]
    left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    QTest.mousePress(canvas, left, pos=points[0])
    QTest.mouseMove(canvas, points[1])
    QTest.mousePress(canvas, right, pos=points[1])
    QTest.mouseRelease(canvas, right, pos=points[1])
    QTest.mouseMove(canvas, points[2])
    QTest.mouseRelease(canvas, left, pos=points[2])
    (stroke,) = window.sketch.drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array(LINE), abs=0.01)


def test_pen_width_applies_to_new_strokes_only(window: MainWindow, canvas: Canvas) -> None:
    window.canvas_panel.tools.pen_width.setValue(3)
    drag(canvas, LINE)
    window.canvas_panel.tools.pen_width.setValue(12)
    drag(canvas, STROKE)
    assert [stroke.width for stroke in window.sketch.drawing.strokes] == pytest.approx([0.03, 0.12])


def has_size(window: MainWindow, width: int, height: int) -> bool:
    return (window.width(), window.height()) == (width, height)


def test_no_stroke_is_lost_when_the_window_is_resized(window: MainWindow, canvas: Canvas, qtbot: QtBot) -> None:
    drag(canvas, LINE)
    before = window.sketch.drawing
    for size in ((1500, 1000), (860, 560), (1024, 700)):
        window.resize(*size)
        qtbot.waitUntil(partial(has_size, window, *size))
        assert window.sketch.drawing == before
        assert ink_at(canvas, 0.5, 0.5)
        assert not ink_at(canvas, 0.5, 0.2)


def test_a_stroke_in_progress_survives_a_resize(window: MainWindow, canvas: Canvas) -> None:
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas((0.2, 0.5)))
    send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas((0.6, 0.5)))
    window.resize(1400, 900)
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas((0.6, 0.5)))
    (stroke,) = window.sketch.drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array(((0.2, 0.5), (0.6, 0.5))), abs=0.01)
    assert ink_at(canvas, 0.4, 0.5)
