"""The drawing canvas: hands the sketch what mouse, pen, finger and keys do."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QEventPoint,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QApplication

from lenet_gui.base.keys import ARROWS, Gesture
from lenet_gui.canvas.sketch import Sketch, Tool
from lenet_gui.canvas.sketch_view import SketchView
from lenet_gui.style.spoken import announce

KEY_STEP = 1 / 64
KEY_LEAP = 1 / 8
_PEN = -1
"""A tablet pen, among the numbers of fingers."""


class Canvas(SketchView):
    """What is drawn on.

    With the keyboard: arrows move a cross-hair (with Shift in leaps), Space puts the pen down and lifts it.
    """

    steered = Signal()  # a key has moved the cross-hair

    def __init__(self, sketch: Sketch) -> None:
        super().__init__(sketch)
        self._touching: int | None = None
        """The finger that draws, or the pen; None while neither does."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Drawing canvas"))
        self.setAccessibleDescription(
            self.tr("Draw a digit with mouse, pen or finger. Keys: arrows move, Space lowers and lifts the pen.")
        )

    # Pointers

    def _press(self, position: QPointF, tool: Tool, touching: int | None = None) -> None:
        self._key_point, self._touching = None, touching
        self._sketch.press(self.to_canvas(position), tool)
        self._point_at(position)

    def _move(self, position: QPointF) -> None:
        self._sketch.move(self.to_canvas(position))
        self._point_at(position)

    def _lift(self, position: QPointF | None, end: Callable[[], None]) -> None:
        self._touching = None
        self._point_at(position)
        end()

    def _point_at(self, position: QPointF | None) -> None:
        self._pointer = position
        if self._erases:
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.buttons() != event.button():  # one more does not end a stroke
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position(), self.tool)
        elif event.button() == Qt.MouseButton.RightButton:
            self._press(event.position(), Tool.ERASER)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        (self._move if event.buttons() else self._point_at)(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():
            self._lift(event.position(), self._sketch.release)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()
        super().leaveEvent(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind, button, is_down = event.type(), event.button(), self._touching == _PEN
        if kind == QEvent.Type.TabletPress and event.buttons() == button:
            if not is_down and self._touching is not None:
                self._sketch.cancel()  # that finger was a palm
            flipped = event.pointerType() == QPointingDevice.PointerType.Eraser
            erases = flipped or button == Qt.MouseButton.RightButton
            self._press(event.position(), Tool.ERASER if erases else self.tool, _PEN)
        elif kind == QEvent.Type.TabletMove and is_down:
            self._move(event.position())
        elif kind == QEvent.Type.TabletRelease and is_down and not event.buttons():
            self._lift(event.position(), self._sketch.release)
        event.accept()  # or Qt would send a mouse event for the same movement

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            if self._touching != _PEN:
                self._touch(event)
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """The first finger draws; any other is a palm at rest."""
        if event.type() == QEvent.Type.TouchCancel:
            if self._touching is not None:
                self._lift(None, self._sketch.cancel)
            return
        for point in event.points():
            state = point.state()
            if state == QEventPoint.State.Pressed and self._touching is None:
                self._press(point.position(), self.tool, point.id())
            elif point.id() == self._touching and state == QEventPoint.State.Updated:
                self._move(point.position())
            elif point.id() == self._touching and state == QEventPoint.State.Released:
                self._lift(None, self._sketch.release)

    # Keys

    def gestures(self) -> list[Gesture]:
        return [
            Gesture(self.tr("left button, pen, finger"), self.tr("draw")),
            Gesture(self.tr("right button, the pen's other end"), self.tr("erase")),
            Gesture(self.tr("arrow keys, with Shift in leaps"), self.tr("move the cross-hair")),
            Gesture(self.tr("Space"), self.tr("put the pen down, lift it")),
            Gesture(self.tr("Enter"), self.tr("confirm a question; in the guided round, on to the next digit")),
            Gesture(self.tr("Esc"), self.tr("leave a question, or the guided round")),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            leap = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._move_by_key(ARROWS[key], KEY_LEAP if leap else KEY_STEP)
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            if self._sketch.is_busy:
                erases = self._sketch.is_erasing  # whatever tool was chosen since
                self._sketch.release()
                announce(self, self.tr("Eraser lifted") if erases else self.tr("Pen lifted"))
            else:
                self._key_point = self._key_point or (0.5, 0.5)
                self._sketch.press(self._key_point, self.tool)
                announce(self, self.tr("Pen down") if self.tool is Tool.PEN else self.tr("Eraser down"))
        else:
            super().keyPressEvent(event)

    def _move_by_key(self, direction: tuple[int, int], step: float) -> None:
        if self._sketch.is_busy and self._key_point is None:
            return  # a hand that rests on the keys leads no pointer astray
        (x, y), (down, right) = self._key_point or (0.5, 0.5), direction
        self._key_point = self._sketch.inside((x + right * step, y + down * step))
        if self._sketch.is_busy:
            self._sketch.move(self._key_point)
        self.update()
        self.steered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # Other windows leave a pointer that is down to the canvas, but for these.
        if self._key_point is not None or QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self._lift(None, self._sketch.release)
        self.update()
        super().focusOutEvent(event)
