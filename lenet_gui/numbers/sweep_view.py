"""A sweep in large: each row's ink as it was swept over, and below it what each column answered."""

import sys

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from lenet_gui.base import theme
from lenet_gui.base.translate import tr
from lenet_gui.numbers.sweep_strip import SweepStrip
from model.network.architecture import FIELD_SIZE
from model.numbers.swept_row import SweptRow

_APART = 14.0
_SMALLEST, _LARGEST = 1.5, 8.0
"""How large a pixel of the field is shown."""


class SweepView(SweepStrip):
    """The strip of :class:`SweepStrip` below its ink, as large as there is room for; its words stand elsewhere."""

    MOST_ROWS = sys.maxsize  # it is scrolled

    def __init__(self) -> None:
        super().__init__(tr("The sweep, with its ink"), lambda _point: QPointF())
        self._pixel = _SMALLEST
        self._inks: dict[int, QImage] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: tuple[SweptRow, ...]) -> None:
        self._inks.clear()
        super().show_rows(rows)
        self.updateGeometry()
        self.rearrange()

    def restyle(self) -> None:
        self._inks.clear()

    def _widest(self) -> int:
        return max((self._wide(row) for row in self._in_view), default=FIELD_SIZE)

    def _wide(self, row: int) -> int:
        return int(self.rows[row].sweep.ink.shape[1])

    def rearrange(self) -> None:
        """All rows on one scale, so that their digits are as high as each other."""
        high = self.height() / self._shown_rows - self._band() - _APART
        self._pixel = max(_SMALLEST, min(self.width() / self._widest(), high / FIELD_SIZE, _LARGEST))

    def minimumSizeHint(self) -> QSize:
        high = self._shown_rows * (FIELD_SIZE * _SMALLEST + self._band() + _APART)
        return QSize(round(self._widest() * _SMALLEST), round(high))

    def _paper(self, row: int) -> QRectF:
        """Where a row's field is."""
        wide, high = self._wide(row) * self._pixel, FIELD_SIZE * self._pixel
        return QRectF((self.width() - wide) / 2, row * (high + self._band() + _APART), wide, high)

    def _top(self, row: int) -> float:
        return self._paper(row).bottom() + 3

    def _x(self, row: int, x: float) -> float:
        swept = self.rows[row]
        return self._paper(row).left() + (x * swept.scale + float(swept.offset[0])) * self._pixel

    def _paint_row(self, painter: QPainter, row: int) -> None:
        palette, paper = self.palette(), self._paper(row)
        if row not in self._inks:
            self._inks[row] = theme.picture(theme.ink_pixels(self.rows[row].sweep.ink, palette))
        painter.drawImage(paper, self._inks[row])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.line(palette), 1))
        painter.drawRect(paper)
        super()._paint_row(painter, row)

    def _paint_words(self, painter: QPainter) -> None:
        """They stand above it."""
