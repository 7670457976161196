"""The 32x32 picture that the network gets, each pixel a crisp square of ink; any pixel can be pointed at."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.keys import ARROWS
from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray

_MARGIN = 2


class InputView(QWidget):
    """Shows ink (32, 32), 0 to 1.

    Signals:
        pointed: (row, column) under the pointer or the keys, or None; again when the ink there changes.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink: FloatArray = np.zeros((FIELD_SIZE, FIELD_SIZE), dtype=np.float32)
        self._image: QImage | None = None
        self._pointed: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAutoFillBackground(True)  # what lies below need not be painted then
        self.setAccessibleName(self.tr("The 32 x 32 picture that the network gets"))

    @property
    def ink(self) -> FloatArray:
        """(32, 32), as shown."""
        return self._ink

    def show_ink(self, ink: FloatArray) -> None:
        """Show other ink; it is not changed here and must not be elsewhere."""
        self._ink = ink
        self._image = None
        self.update()
        if self._pointed is not None:
            self.pointed.emit(self._pointed)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 100)

    def picture_rect(self) -> QRectF:
        """Where the picture lies: each of its pixels covers a whole number of the screen's own."""
        ratio = self.devicePixelRatioF()
        room = min(self.width(), self.height()) - 2 * _MARGIN
        side = max(1, int(room * ratio / FIELD_SIZE)) * FIELD_SIZE / ratio
        left, top = (round((length - side) / 2 * ratio) / ratio for length in (self.width(), self.height()))
        return QRectF(left, top, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, picture = self.palette(), self.picture_rect()
        if self._image is None:
            steps = np.clip(self._ink * 255 + 0.5, 0, 255).astype(np.uint8)
            self._image = theme.picture(theme.ink_table(theme.is_dark(palette))[steps])
        with QPainter(self) as painter:
            painter.drawImage(picture, self._image)
            painter.setPen(QPen(theme.line(palette), 0))
            painter.drawRect(picture)
            if self._pointed is not None:
                row, column = self._pointed
                unit = picture.width() / FIELD_SIZE
                mark = QRectF(picture.left() + column * unit, picture.top() + row * unit, unit, unit)
                for pen in (QPen(QColor("white"), 3), QPen(QColor("black"), 1)):
                    painter.setPen(pen)
                    painter.drawRect(mark.adjusted(-1, -1, 1, 1))
                painter.setPen(QPen(theme.accent(palette), 1.5))
                painter.drawRect(picture.adjusted(-1, -1, 1, 1))

    # What pointer and keys do

    def _point_at(self, pixel: tuple[int, int] | None) -> None:
        if pixel != self._pointed:
            self._pointed = pixel
            self.update()
            self.pointed.emit(pixel)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        picture, position = self.picture_rect(), event.position()
        if not picture.contains(position):
            self._point_at(None)
            return
        place = (position - picture.topLeft()) * (FIELD_SIZE / picture.width())
        self._point_at(_inside(place))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            down, right = ARROWS[key]
            row, column = self._pointed or (0, 0)
            if self._pointed is not None:
                row, column = row + down, column + right
            self._point_at(_inside(QPointF(column, row)))
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._image = None
        super().changeEvent(event)


def _inside(place: QPointF) -> tuple[int, int]:
    """(row, column) of a place, brought into the field."""
    last = FIELD_SIZE - 1
    return min(max(int(place.y()), 0), last), min(max(int(place.x()), 0), last)
