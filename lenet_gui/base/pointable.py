"""A view with places to point at: by pointer or arrow keys, with a frame, a tooltip and a screen reader's text."""

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintDevice,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolTip, QWidget

from lenet_gui.base import theme
from lenet_gui.base.keys import ARROWS, BY_TAB, Gesture
from lenet_gui.base.translate import tool_tip, tr
from lenet_gui.style.spoken import ScrollArea, Spoken, announce

_FOCUS_PX = 2
CLEAR_PX = 4
"""How far texts stay away from the edge of a view, where the frame of the focus is."""
P = TypeVar("P")
"""Identifies a place in a view."""


class Pointable(Spoken, QWidget, Generic[P]):
    """Subclasses say where their places are and how they are described; this class handles pointer and keys."""

    walked = Signal(object)  # the QRectF of the place that a key moved to, so that it can be scrolled into view

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pointed: P | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    # For subclasses

    def place_at(self, position: QPointF) -> P | None:
        """The place at a position in the widget's coordinates."""
        raise NotImplementedError

    def rect_of(self, place: P) -> QRectF:
        """A place's rectangle in the widget's coordinates."""
        raise NotImplementedError

    def words_of(self, place: P) -> str:
        """A place's description, for its tooltip and for a screen reader."""
        raise NotImplementedError

    def hint(self) -> str:
        """What a screen reader says while nothing is pointed at."""
        raise NotImplementedError

    def first_place(self) -> P | None:
        """Where the keys start; None if there are no places."""
        raise NotImplementedError

    def next_place(self, place: P, down: int, right: int) -> P:
        """Where an arrow key leads from a place."""
        raise NotImplementedError

    def next_with_shift(self, place: P, down: int, right: int) -> P:
        """Where it leads with Shift."""
        return self.next_place(place, down, right)

    def choose_place(self, place: P) -> None:
        """Called when a place is clicked, or chosen with Enter or Space."""

    def restyle(self) -> None:
        """Called when the palette or the font has changed: forget what was painted once."""

    def rearrange(self) -> None:
        """Called then, and when the size has changed: forget where things lie."""

    # Shared

    @property
    def pointed(self) -> P | None:
        """The place under the pointer or reached by the keys."""
        return self._pointed

    def point_at(self, place: P | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.renew()

    def describe(self) -> None:
        """Update the screen reader's text."""
        text = self.hint() if self._pointed is None else self.words_of(self._pointed)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def renew(self) -> None:
        """Called when the view shows something else: describe and paint that."""
        self.describe()
        self.update()

    @property
    def is_at_rest(self) -> bool:
        return self._pointed is None

    def spoken_value(self) -> str:
        return "" if self._pointed is None else self.words_of(self._pointed)

    def paint_mark(self, painter: QPainter) -> None:
        if self._pointed is not None:
            paint_frame(painter, self.rect_of(self._pointed))

    def walk_to(self, place: P | None) -> None:
        """Point at a place as if a key had moved there."""
        if place is not None:
            self.point_at(place)
            announce(self, self.words_of(place))
            self.walked.emit(self.rect_of(place))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(QPointF(event.pos()))
            if place is not None:
                where = self.rect_of(place).adjusted(-1, -1, 1, 1).toAlignedRect()
                QToolTip.showText(event.globalPos(), tool_tip(self.words_of(place)), self, where)
                return True
        elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange):
            self.restyle()
            self.rearrange()
            self.updateGeometry()
            self.update()
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(self.place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = self.place_at(event.position())
        self.point_at(place)
        if place is not None:
            self.choose_place(place)

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # So that the focus can be seen.
        if event.reason() in BY_TAB and self._pointed is None:
            self.walk_to(self.first_place())
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self.point_at(None)
        self.update()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, place = Qt.Key(event.key()), self._pointed
        if key in ARROWS and (place is not None or self.first_place() is not None):
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            next_place = self.next_with_shift if shift else self.next_place
            self.walk_to(self.first_place() if place is None else next_place(place, *ARROWS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and place is not None:
            self.choose_place(place)
        elif key == Qt.Key.Key_Escape and place is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rearrange()
        super().resizeEvent(event)


def pointing_gestures() -> list[Gesture]:
    return [
        Gesture(tr("arrow keys, pointer"), tr("point at a part")),
        Gesture(tr("Enter, Space, click"), tr("choose it")),
        Gesture(tr("Esc"), tr("point at nothing")),
    ]


class PicturePainter(QPainter):
    """From left to right in every language, as formulas and the network are: else a sign would follow its figure."""

    def __init__(self, device: QPaintDevice) -> None:
        super().__init__(device)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # painters take the application's, not the widget's


def paint_focus(painter: QPainter, view: QWidget) -> None:
    """Frame a whole view while it has the keyboard focus."""
    if view.hasFocus():
        painter.setPen(QPen(theme.accent(view.palette()), _FOCUS_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(view.rect().adjusted(1, 1, -1, -1))


def steady_pen(painter: QPainter, colour: QColor, width: float) -> QPen:
    """A pen of so many pixels, however far the picture is enlarged, and on screens of any scale."""
    pen = QPen(colour, width * painter.device().devicePixelRatioF())  # Qt takes it for the screen's own pixels
    pen.setCosmetic(True)
    return pen


def paint_frame(painter: QPainter, frame: QRectF, strength: float = 1.0) -> None:
    """Draw a frame that stands out on any colour, equally wide however far the picture is enlarged.

    One of another ``strength`` is so many times as wide.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in (("white", 3), ("black", 1)):
        painter.setPen(steady_pen(painter, QColor(colour), width * strength))
        painter.drawRect(frame)


class Scrolled(ScrollArea):
    """A page in a scroll area that leaves the keys to it; a place that a key moves to is scrolled into view."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for view in (page, *page.findChildren(Pointable)):
            if isinstance(view, Pointable):
                self.follow(view)

    def follow(self, view: Pointable[Any]) -> None:
        """Scroll to the places that keys move to in a view that was put on the page later."""
        view.walked.connect(self._follow)

    @Slot(object)
    def _follow(self, place: QRectF) -> None:
        view = self.sender()
        if isinstance(view, QWidget):
            middle = view.mapTo(self.page, place.center().toPoint())
            self.ensureVisible(middle.x(), middle.y(), int(place.width() / 2) + 20, int(place.height() / 2) + 20)


def bring_into_view(part: QWidget) -> None:
    """Scroll the page that a widget is on, and each page around that one."""
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, Scrolled):
            around.ensureWidgetVisible(part, 0, 0)
        around = around.parentWidget()
