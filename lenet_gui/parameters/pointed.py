"""What the pictures of parameters share: a place to point at, to walk by key, to hear of, and to choose."""

from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui.base.keys import ARROWS, BY_TAB

P = TypeVar("P")
"""A place of a picture."""


class PointedView(QWidget, Generic[P]):
    """A picture says where its places lie and what they tell; pointer, keys and screen reader are seen to here.

    Signals:
        walked: the QRectF of the place that a key led to, so that it can be scrolled into sight.
    """

    walked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointed: P | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    # What a picture says

    def place_at(self, position: QPointF) -> P | None:
        """The place at a position in the widget's coordinates."""
        raise NotImplementedError

    def rect_of(self, place: P) -> QRectF:
        """Where a place lies, in the widget's coordinates."""
        raise NotImplementedError

    def words_of(self, place: P) -> str:
        """What a place tells."""
        raise NotImplementedError

    def hint(self) -> str:
        """What a screen reader says while nothing is pointed at."""
        raise NotImplementedError

    def first_place(self) -> P:
        """Where the keys begin."""
        raise NotImplementedError

    def next_place(self, place: P, down: int, right: int, shift: bool) -> P:
        """Where an arrow leads from a place."""
        raise NotImplementedError

    def choose_place(self, place: P) -> None:
        """It was clicked, or chosen with Enter."""

    def redress(self) -> None:
        """Colours or fonts are others."""

    # What is shared

    @property
    def pointed(self) -> P | None:
        """The place under the pointer or the keys."""
        return self._pointed

    def point_at(self, place: P | None) -> None:
        """As if the pointer were there."""
        if place != self._pointed:
            self._pointed = place
            self.describe()
            self.update()

    def describe(self) -> None:
        """Tell a screen reader what is pointed at."""
        text = self.hint() if self._pointed is None else self.words_of(self._pointed)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def paint_mark(self, painter: QPainter) -> None:
        """Frame the place pointed at so that it is seen on every colour."""
        if self._pointed is not None:
            mark = self.rect_of(self._pointed)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in (("white", 3), ("black", 1)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawRect(mark)

    def _walk_to(self, place: P) -> None:
        self.point_at(place)
        self.walked.emit(self.rect_of(place))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(QPointF(event.pos()))
            if place is not None:
                where = self.rect_of(place).adjusted(-1, -1, 1, 1).toAlignedRect()
                QToolTip.showText(event.globalPos(), self.words_of(place), self, where)
                return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(self.place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.point_at(place)
            self.choose_place(place)

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # So that the focus is seen.
        if event.reason() in BY_TAB and self._pointed is None:
            self._walk_to(self.first_place())
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self.point_at(None)
        self.update()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, place = Qt.Key(event.key()), self._pointed
        if key in ARROWS:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._walk_to(self.first_place() if place is None else self.next_place(place, *ARROWS[key], shift))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and place is not None:
            self.choose_place(place)
        elif key == Qt.Key.Key_Escape and place is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.redress()
            self.updateGeometry()
            self.update()
        super().changeEvent(event)
