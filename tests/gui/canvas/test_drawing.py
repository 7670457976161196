"""Drawing in the real window: pointers, keys, tools, history, sizes."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.canvas.canvas import Canvas
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag, send_mouse
from model.digits.drawing import Drawing

LINE = ((0.2, 0.5), (0.5, 0.5), (0.8, 0.5))


def ink_at(canvas: Canvas, x: float, y: float) -> bool:
    """Whether the canvas shows ink there, as a person would see it."""
    image = canvas.grab().toImage()
    place = canvas.from_canvas((x, y)) * canvas.devicePixelRatioF()
    colour: QColor = image.pixelColor(place.toPoint())
    return colour.lightness() < 128


@pytest.fixture
def canvas(window: MainWindow, qapp: QApplication) -> Canvas:
    ColourScheme(qapp).choose("light")
    return window.canvas_panel.canvas


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


LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
PEN, OTHER_END = QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser
PRESS, MOVE, RELEASE = QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease


def send_pen(
    canvas: Canvas,
    kind: QEvent.Type,
    at: tuple[float, float],
    button: Qt.MouseButton = LEFT,
    buttons: Qt.MouseButton = LEFT,
    end: QPointingDevice.PointerType = PEN,
) -> None:
    """What a tablet sends: the button that it is about, and those that are down afterwards; the tip is the left one."""
    where = canvas.from_canvas(at)
    device = QPointingDevice(
        "pen", 7, QPointingDevice.DeviceType.Stylus, end, QPointingDevice.Capability.Position, 1, 1
    )
    event = QTabletEvent(
        kind, device, where, QPointF(canvas.mapToGlobal(where)), 0.5, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, button, buttons,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


@pytest.mark.parametrize(("end", "button"), [(OTHER_END, LEFT), (PEN, RIGHT)])
def test_a_tablet_pen_draws_and_its_other_end_or_button_erases(
    window: MainWindow, canvas: Canvas, end: QPointingDevice.PointerType, button: Qt.MouseButton
) -> None:
    send_pen(canvas, PRESS, (0.2, 0.5))
    send_pen(canvas, MOVE, (0.8, 0.5))
    send_pen(canvas, RELEASE, (0.8, 0.5), buttons=NONE)
    assert len(window.sketch.drawing.strokes) == 1
    send_pen(canvas, PRESS, (0.5, 0.4), button, button, end)
    send_pen(canvas, MOVE, (0.5, 0.6), NONE, button, end)
    send_pen(canvas, RELEASE, (0.5, 0.6), button, NONE, end)
    assert len(window.sketch.drawing.strokes) == 2
    assert not ink_at(canvas, 0.5, 0.5)


def test_a_tablet_pens_button_does_not_end_its_stroke(window: MainWindow, canvas: Canvas) -> None:
    """A finger that holds the pen may touch it."""
    send_pen(canvas, PRESS, (0.2, 0.2))
    send_pen(canvas, PRESS, (0.2, 0.4), RIGHT, LEFT | RIGHT)
    send_pen(canvas, MOVE, (0.2, 0.5), NONE, LEFT | RIGHT)
    send_pen(canvas, RELEASE, (0.2, 0.6), RIGHT, LEFT)
    send_pen(canvas, MOVE, (0.2, 0.8), NONE, LEFT)
    send_pen(canvas, RELEASE, (0.2, 0.8), LEFT, NONE)
    (stroke,) = window.sketch.drawing.strokes
    assert stroke.points[-1] == pytest.approx((0.2, 0.8))
    assert not window.sketch.is_busy


def test_one_finger_draws_and_a_palm_does_not(window: MainWindow, canvas: Canvas) -> None:
    touch_screen = QTest.createTouchDevice()
    at = [canvas.from_canvas(point).toPoint() for point in LINE]
    QTest.touchEvent(canvas, touch_screen).press(0, at[0], canvas).commit()
    QTest.touchEvent(canvas, touch_screen).move(0, at[1], canvas).press(1, at[2], canvas).commit()
    QTest.touchEvent(canvas, touch_screen).stationary(0).release(1, at[2], canvas).commit()
    QTest.touchEvent(canvas, touch_screen).move(0, at[2], canvas).commit()
    QTest.touchEvent(canvas, touch_screen).release(0, at[2], canvas).commit()
    (stroke,) = window.sketch.drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array(LINE), abs=0.01)


def test_the_keyboard_draws(window: MainWindow, canvas: Canvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    for _ in range(4):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    (stroke,) = window.sketch.drawing.strokes
    assert stroke.points[0] == (0.375, 0.5)
    assert stroke.points[-1] == (0.375, 0.5625)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_cross_hair_is_seen_on_ink(window: MainWindow, canvas: Canvas, qapp: QApplication, scheme: str) -> None:
    ColourScheme(qapp).choose(scheme)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Space)  # leaves a dot of ink, under the cross-hair
    image, ratio = canvas.grab().toImage(), canvas.devicePixelRatioF()
    middle = canvas.from_canvas((0.5, 0.5))
    along = [image.pixelColor(((middle + QPointF(5, down)) * ratio).toPoint()) for down in (-3, -2, 2, 3)]
    paper = theme.paper(canvas.palette()).lightness()
    assert any(abs(colour.lightness() - paper) < 40 for colour in along)


def test_how_far_the_eraser_reaches_is_seen_where_the_keys_are(window: MainWindow, canvas: Canvas) -> None:
    window.canvas_panel.tools.eraser.trigger()
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    image, ratio = canvas.grab().toImage(), canvas.devicePixelRatioF()
    edge = canvas.from_canvas((0.375, 0.5 + window.sketch.eraser_radius)) * ratio
    paper = theme.paper(canvas.palette()).lightness()
    below = [image.pixelColor((edge + QPointF(0, down)).toPoint()) for down in (-1, 0, 1)]
    assert any(abs(colour.lightness() - paper) > 40 for colour in below)
