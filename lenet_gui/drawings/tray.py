"""Ten examples below the canvas, one a class; a click puts one on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.pointable import PicturePainter, Pointable
from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import column, height_follows_width, row
from lenet_gui.style.icon_button import IconButton
from lenet_gui.style.spacing import MARGIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNT, COLUMNS = 10, 5
_GAP = 6
_LARGEST_PX = 120


class ExampleTiles(Pointable[int]):
    """The tiles; the class of an example is its place."""

    taken = Signal(int)  # the class of the example that was clicked, or chosen with Enter
    ROLE = QAccessible.Role.List

    def __init__(self) -> None:
        super().__init__(tr("MNIST test digits"))
        self._fields: NDArray[np.uint8] | None = None
        self._names: Sequence[str] = ()
        self._images: list[QImage] = []
        height_follows_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.describe()

    def show_examples(self, fields: NDArray[np.uint8], names: Sequence[str]) -> None:
        """Show ten pictures (10, 32, 32), 255 for full ink, with their names."""
        self._fields, self._names = fields, names
        self._images.clear()
        self.renew()
        self.tell_value()

    def spoken_value(self) -> str:
        return ", ".join(self._names)

    def heightForWidth(self, width: int) -> int:
        side = self._side(width)
        rows = COUNT // COLUMNS
        return int(rows * side + (rows - 1) * _GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(COLUMNS * 30, self.heightForWidth(COLUMNS * 30))

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    @staticmethod
    def _side(width: int) -> int:
        return max(1, min(_LARGEST_PX, (width - (COLUMNS - 1) * _GAP) // COLUMNS))

    def rect_of(self, place: int) -> QRectF:
        side = min(self._side(self.width()), (self.height() - _GAP) // 2)
        left = (self.width() - COLUMNS * side - (COLUMNS - 1) * _GAP) / 2
        return QRectF(left + place % COLUMNS * (side + _GAP), place // COLUMNS * (side + _GAP), side, side)

    def place_at(self, position: QPointF) -> int | None:
        return next((place for place in range(COUNT) if self.rect_of(place).contains(position)), None)

    def words_of(self, place: int) -> str:
        return self._names[place] if self._names else self.tr("still being read")

    def hint(self) -> str:
        return self.tr("Arrows point at a digit, Enter puts it on the canvas.")

    def first_place(self) -> int:
        return 0

    def next_place(self, place: int, down: int, right: int) -> int:
        row = min(max(place // COLUMNS + down, 0), COUNT // COLUMNS - 1)
        return row * COLUMNS + min(max(place % COLUMNS + right, 0), COLUMNS - 1)

    def choose_place(self, place: int) -> None:
        if self._fields is not None:
            self.taken.emit(place)

    def restyle(self) -> None:
        self._images.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        if not self._images and self._fields is not None:
            inks = self._fields[:, 2:-2, 2:-2].astype(np.float32) / 255
            self._images = [theme.picture(pixels) for pixels in theme.ink_pixels(inks, palette)]
        with PicturePainter(self) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            for place in range(COUNT):
                tile = self.rect_of(place).adjusted(0.5, 0.5, -0.5, -0.5)
                pointed = place == self.pointed
                painter.setPen(QPen(theme.accent(palette) if pointed else theme.line(palette), 2 if pointed else 1))
                painter.setBrush(theme.paper(palette))
                painter.drawRoundedRect(tile, 5, 5)
                if self._images:
                    painter.drawImage(tile.adjusted(4, 4, -4, -4), self._images[place])


class Tray(QWidget):
    """The tiles below their title, with buttons for others."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles = ExampleTiles()
        self.shuffle = IconButton("shuffle", self.tr("Ten other examples"), slim=True)
        self.open = IconButton("folder-open", self.tr("Open a picture or a drawing"), slim=True)
        title = QLabel(self.tr("Examples"))
        title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head = row(title, self.shuffle, self.open, grows=title)
        self.setLayout(column(head, self.tiles, margin=0, spacing=MARGIN // 3))
