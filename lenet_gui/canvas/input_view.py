"""The 32x32 picture that the network reads, each pixel a crisp square of ink; any pixel can be pointed at."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lenet_gui.base import theme
from lenet_gui.base.grid import Grid
from lenet_gui.base.pointable import Pointable
from model.network.architecture import BACKGROUND, FIELD_SIZE, INK_RANGE
from model.network.records import FloatArray

_MARGIN = 2
Pixel = tuple[int, int]
"""Row and column."""


class InputView(Pointable[Pixel]):
    """Shows ``ink`` (32, 32), 0 to 1.

    Signals:
        described: the text for the pixel pointed at, or for none; again when the ink there changes.
    """

    described = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        name = QCoreApplication.translate("InputView", "The 32 x 32 picture that the network reads")
        super().__init__(name, parent)
        self.ink: FloatArray = np.zeros((FIELD_SIZE, FIELD_SIZE), dtype=np.float32)
        self._image: QImage | None = None
        self.setAutoFillBackground(True)  # nothing below it needs painting
        self.describe()

    def show_ink(self, ink: FloatArray) -> None:
        """Show ink (32, 32); the array must not be changed afterwards."""
        self.ink = ink
        self._image = None
        self.update()
        if self.pointed is not None:
            self.describe()

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 100)

    def picture_rect(self) -> QRectF:
        """Where the picture lies; each of its pixels covers a whole number of device pixels."""
        ratio = self.devicePixelRatioF()
        room = min(self.width(), self.height()) - 2 * _MARGIN
        side = max(1, int(room * ratio / FIELD_SIZE)) * FIELD_SIZE / ratio
        left, top = (round((length - side) / 2 * ratio) / ratio for length in (self.width(), self.height()))
        return QRectF(left, top, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, picture = self.palette(), self.picture_rect()
        if self._image is None:
            self._image = theme.picture(theme.ink_pixels(self.ink, palette))
        with QPainter(self) as painter:
            painter.drawImage(picture, self._image)
            painter.setPen(QPen(theme.line(palette), 0))
            painter.drawRect(picture)
            if self.pointed is not None:
                self.paint_mark(painter)
                painter.setPen(QPen(theme.accent(palette), 1.5))
                painter.drawRect(picture.adjusted(-1, -1, 1, 1))

    # Pointing

    def _grid(self) -> Grid:
        return Grid(self.picture_rect(), FIELD_SIZE, FIELD_SIZE)

    def place_at(self, position: QPointF) -> Pixel | None:
        return self._grid().cell_at(position)

    def rect_of(self, place: Pixel) -> QRectF:
        return self._grid().cell(*place).adjusted(-1, -1, 1, 1)

    def words_of(self, place: Pixel) -> str:
        ink = float(self.ink[place])
        return self.tr("row {row}, column {column}\nink {ink}\ninput {value}").format(
            row=place[0], column=place[1], ink=f"{ink:.3f}", value=f"{INK_RANGE * ink + BACKGROUND:+.3f}"
        )

    def hint(self) -> str:
        return self.tr("What the network reads.")

    def describe(self) -> None:
        super().describe()
        self.described.emit(self.accessibleDescription())

    def first_place(self) -> Pixel:
        return 0, 0

    def next_place(self, place: Pixel, down: int, right: int, shift: bool) -> Pixel:
        return self._grid().clamp(place[0] + down, place[1] + right)

    def restyle(self) -> None:
        self._image = None
