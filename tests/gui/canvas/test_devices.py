"""Drawing with a tablet pen, a finger and the keyboard, and where it ends."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.canvas.canvas import Canvas
from lenet_gui.drawings.sources import picture_as_read
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import STROKE, drag, send_mouse
from model.digits.drawing import Drawing
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


def cancel_touch(canvas: Canvas, touch_screen: QPointingDevice) -> None:
    """As the system does when a touch turns out to be a palm's, or the beginning of a gesture of its own."""
    QApplication.sendEvent(canvas, QTouchEvent(QEvent.Type.TouchCancel, touch_screen))


@pytest.mark.parametrize("erases", [False, True])
@pytest.mark.parametrize("there", ["strokes", "a picture", "a kept digit", "an example"])
def test_of_a_cancelled_touch_nothing_stays(window: MainWindow, canvas: Canvas, there: str, erases: bool) -> None:
    touch_screen, sketch, tools = QTest.createTouchDevice(), window.sketch, window.canvas_panel.tools
    drag(canvas, STROKE)
    match there:
        case "a picture":
            sketch.change_to(Drawing(picture=picture_as_read(np.eye(28, dtype=np.uint8) * 255, "line")), "picture")
        case "a kept digit":
            sketch.begins_anew = True
        case "an example":
            sketch.show_example(sketch.drawing)
    before = sketch.drawing
    if there != "an example":
        drag(canvas, LINE)
        while sketch.drawing != before:
            tools.undo.trigger()
    texts = tools.undo.text(), tools.redo.text()
    if erases:
        tools.eraser.trigger()
    for _ in range(2):
        at = [canvas.from_canvas(point).toPoint() for point in STROKE]
        QTest.touchEvent(canvas, touch_screen).press(0, at[0], canvas).commit()
        QTest.touchEvent(canvas, touch_screen).move(0, at[7], canvas).commit()
        assert sketch.drawing != before
        cancel_touch(canvas, touch_screen)
        assert sketch.drawing == before
        assert (tools.undo.text(), tools.redo.text()) == texts
        assert (sketch.begins_anew, sketch.is_example) == (there == "a kept digit", there == "an example")
    if there != "an example":
        tools.redo.trigger()
        tools.undo.trigger()
        assert sketch.drawing == before


@pytest.mark.parametrize("pointer", ["finger", "pen"])
def test_a_finger_draws_after_a_dialog_has_taken_a_stroke(
    window: MainWindow, canvas: Canvas, qtbot: QtBot, pointer: str
) -> None:
    """Of the finger, or the pen, that is lifted over the dialog the canvas hears nothing."""
    touch_screen, at = QTest.createTouchDevice(), canvas.from_canvas(LINE[0]).toPoint()
    canvas.setFocus()
    if pointer == "pen":
        send_pen(canvas, PRESS, LINE[0])
    else:
        QTest.touchEvent(canvas, touch_screen).press(0, at, canvas).commit()
    window.errors.show("A problem.")
    qtbot.waitUntil(lambda: not window.sketch.is_busy)
    problem_told(qtbot, window)
    QTest.touchEvent(canvas, touch_screen).press(1, at, canvas).commit()
    assert window.sketch.is_busy
    QTest.touchEvent(canvas, touch_screen).release(1, at, canvas).commit()
    assert len(window.sketch.drawing.strokes) == 2


def test_a_palm_does_not_disturb_a_pen(window: MainWindow, canvas: Canvas) -> None:
    """Whether it comes to rest before the pen or after it."""
    palm, palms = canvas.from_canvas((0.9, 0.9)).toPoint(), QTest.createTouchDevice()
    for first in (True, False):
        if first:
            QTest.touchEvent(canvas, palms).press(0, palm, canvas).commit()
        send_pen(canvas, PRESS, LINE[0])
        if not first:
            QTest.touchEvent(canvas, palms).press(0, palm, canvas).commit()
        QTest.touchEvent(canvas, palms).move(0, palm - QPoint(3, 3), canvas).commit()
        send_pen(canvas, MOVE, LINE[1])
        if first:
            QTest.touchEvent(canvas, palms).release(0, palm, canvas).commit()
        else:
            cancel_touch(canvas, palms)
        send_pen(canvas, MOVE, LINE[2])
        send_pen(canvas, RELEASE, LINE[2], buttons=NONE)
        (stroke,) = window.sketch.drawing.strokes
        assert np.array(stroke.points) == pytest.approx(np.array(LINE), abs=0.01)
        window.sketch.clear()


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


def test_keys_leave_the_stroke_of_a_pointer_alone(window: MainWindow, canvas: Canvas) -> None:
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas(LINE[0]))
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas(LINE[1]))
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas(LINE[1]))
    (stroke,) = window.sketch.drawing.strokes
    assert np.array(stroke.points) == pytest.approx(np.array(LINE[:2]), abs=0.01)


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


def circle_at(canvas: Canvas, window: MainWindow, at: tuple[float, float]) -> bool:
    """Whether the canvas shows how far the eraser reaches from there, above and below."""
    image, ratio, reach = canvas.grab().toImage(), canvas.devicePixelRatioF(), window.sketch.eraser_radius
    paper = theme.paper(canvas.palette()).lightness()
    edges = [canvas.from_canvas((at[0], at[1] + side * reach)) * ratio for side in (-1, 1)]
    seen = [[image.pixelColor((edge + QPointF(0, down)).toPoint()) for down in (-1, 0, 1)] for edge in edges]
    return all(any(abs(colour.lightness() - paper) > 40 for colour in colours) for colours in seen)


def test_how_far_the_eraser_reaches_is_seen_where_the_keys_are(window: MainWindow, canvas: Canvas) -> None:
    window.canvas_panel.tools.eraser.trigger()
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert circle_at(canvas, window, (0.375, 0.5))


@pytest.mark.parametrize("pointer", ["right button", "other end", "pen's button"])
def test_how_far_the_eraser_reaches_is_seen_while_it_erases(window: MainWindow, canvas: Canvas, pointer: str) -> None:
    first, then = (0.3, 0.3), (0.6, 0.6)
    end, button = (OTHER_END, LEFT) if pointer == "other end" else (PEN, RIGHT)

    def act(kind: str, at: tuple[float, float]) -> None:
        now = NONE if kind == "move" else button
        down = NONE if kind == "release" else button
        if pointer == "right button":
            kinds = {"press": QEvent.Type.MouseButtonPress, "move": QEvent.Type.MouseMove}
            where = canvas.from_canvas(at)
            event = QMouseEvent(
                kinds.get(kind, QEvent.Type.MouseButtonRelease), where, canvas.mapToGlobal(where), now, down,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(canvas, event)
        else:
            send_pen(canvas, {"press": PRESS, "move": MOVE}.get(kind, RELEASE), at, now, down, end)

    act("press", first)
    assert circle_at(canvas, window, first)
    act("move", then)
    assert circle_at(canvas, window, then)
    assert not circle_at(canvas, window, first)
    act("release", then)
    assert not circle_at(canvas, window, then)


def test_the_eraser_is_seen_where_a_pen_or_a_finger_has_it(window: MainWindow, canvas: Canvas) -> None:
    window.canvas_panel.tools.eraser.trigger()
    send_pen(canvas, PRESS, (0.2, 0.3))
    send_pen(canvas, MOVE, (0.3, 0.3))
    assert circle_at(canvas, window, (0.3, 0.3))
    send_pen(canvas, RELEASE, (0.3, 0.3), buttons=NONE)
    touch_screen, at = QTest.createTouchDevice(), canvas.from_canvas((0.6, 0.6)).toPoint()
    QTest.touchEvent(canvas, touch_screen).press(0, at, canvas).commit()
    assert circle_at(canvas, window, (0.6, 0.6))
    QTest.touchEvent(canvas, touch_screen).release(0, at, canvas).commit()
    assert not circle_at(canvas, window, (0.6, 0.6))


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
