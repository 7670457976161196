"""Drawing with a tablet pen, a finger and the keyboard, and where it ends."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.canvas.canvas import Canvas
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import send_mouse
from tests.gui.canvas.ink import LINE, ink_at
from tests.gui.conftest import problem_told

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


def test_a_stroke_goes_on_when_the_focus_leaves_the_pointer_to_it(window: MainWindow, canvas: Canvas) -> None:
    """As when another program opens a window."""
    canvas.setFocus()
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas(LINE[0]))
    window.network.view.setFocus()
    for point in LINE[1:]:
        send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas(point))
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas(LINE[-1]))
    (stroke,) = window.sketch.drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array(LINE), abs=0.01)


def test_a_stroke_ends_when_the_focus_leaves_with_its_pointer_or_keys(
    window: MainWindow, canvas: Canvas, qtbot: QtBot
) -> None:
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    window.network.view.setFocus()
    assert not window.sketch.is_busy
    canvas.setFocus()
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas(LINE[0]))
    assert window.sketch.is_busy
    window.errors.show("A problem.")
    qtbot.waitUntil(lambda: not window.sketch.is_busy)
    problem_told(qtbot, window)
