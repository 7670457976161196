"""Digits, or rubbish, as training will see them, in a grid that fills the width."""

from math import ceil

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.widgets import height_follows_width
from lenet_gui.style.outline import paint_outline
from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray

GAP, WIDEST_GAP = 6, 20
CELL, LARGEST_CELL = 2 * FIELD_SIZE, 4 * FIELD_SIZE
_EDGE = 1
"""Room for the line around a digit."""
_MOST_COLUMNS = 12
"""Where more would fit, digits are larger."""
_LEAST_PART = 0.75
"""How much of the digits has to fit into full rows; the rest is not shown."""
PATTERNS = 24
"""How many there usually are: as many empty cells are shown at first, so that nothing moves when digits come."""


class PatternPreview(QWidget):
    """A grid of digits as ink on paper, each pixel a crisp square, in full rows that fill the width.

    Args:
        most_rows: further rows are left out; 0 for no limit.
    """

    def __init__(self, most_rows: int = 0) -> None:
        super().__init__()
        self._most_rows = most_rows
        self._inks: FloatArray = np.zeros((PATTERNS, FIELD_SIZE, FIELD_SIZE), dtype=np.float32)
        self._images: list[QImage] | None = None
        self._problem = ""
        height_follows_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Digits as training will see them"))

    def show_inks(self, inks: FloatArray) -> None:
        """Show digits, (N, 32, 32), 0 for paper to 1 for full ink; where there are none, say so."""
        # Where there are none the place stays as large as it was.
        self._problem = "" if len(inks) else self.tr("The chosen digits cannot be read: see Digits and start.")
        self.setAccessibleDescription(self._problem)
        if len(inks):
            self._inks = inks
        self._images = None
        self.updateGeometry()
        self.update()

    def _smallest(self) -> float:
        """A cell's least side: each of its pixels covers a whole number of the screen's own."""
        ratio = self.devicePixelRatioF()
        return max(1, round(CELL * ratio / FIELD_SIZE)) * FIELD_SIZE / ratio

    def _side_in(self, columns: int, width: int) -> float:
        """A cell's side, likewise, as large as so many columns leave room for."""
        step = FIELD_SIZE / self.devicePixelRatioF()
        room = min((width - 2 * _EDGE + GAP) / columns - GAP, LARGEST_CELL)
        return max(self._smallest(), int(room / step) * step)

    def _gap_in(self, columns: int, width: int) -> float:
        """What so many columns leave between two cells, across and down."""
        return (width - 2 * _EDGE - columns * self._side_in(columns, width)) / max(1, columns - 1)

    def columns(self, width: int) -> int:
        """As many as fit, or fewer and larger ones where that fills the width better."""
        count = len(self._inks)
        fit = max(1, min(int((width - 2 * _EDGE + GAP) / (self._smallest() + GAP)), count, _MOST_COLUMNS))
        full = [columns for columns in range(fit, 0, -1) if count - count % columns >= _LEAST_PART * count]
        return next((columns for columns in full if self._gap_in(columns, width) <= WIDEST_GAP), full[0])

    def _rows(self, width: int) -> int:
        rows = len(self._inks) // self.columns(width)
        return min(rows, self._most_rows) if self._most_rows else rows

    def shown(self, width: int) -> int:
        """How many digits are shown at a width: those that fill rows."""
        return self._rows(width) * self.columns(width)

    def _side(self, width: int) -> float:
        return self._side_in(self.columns(width), width)

    def _gap(self, width: int) -> float:
        columns = self.columns(width)
        return min(self._gap_in(columns, width), WIDEST_GAP) if columns > 1 else GAP

    def cell_rect(self, index: int) -> QRectF:
        """Where a digit lies, in the widget's coordinates."""
        side, ratio = self._side(self.width()), self.devicePixelRatioF()
        pitch = side + self._gap(self.width())
        row, column = divmod(index, self.columns(self.width()))
        left, top = (round((_EDGE + place * pitch) * ratio) / ratio for place in (column, row))
        return QRectF(left, top, side, side)

    def heightForWidth(self, width: int) -> int:
        rows, gap = self._rows(width), self._gap(width)
        return ceil(rows * (self._side(width) + gap) - gap) + 2 * _EDGE

    def minimumSizeHint(self) -> QSize:
        side = int(self._smallest()) + 2 * _EDGE
        return QSize(side, side)

    def sizeHint(self) -> QSize:
        width = int(4 * (self._smallest() + GAP))
        return QSize(width, self.heightForWidth(width))

    def _coloured(self) -> list[QImage]:
        if self._images is None:
            table = theme.ink_table(theme.is_dark(self.palette()))
            pixels = table[np.clip(self._inks * 255 + 0.5, 0, 255).astype(np.uint8)]
            self._images = [theme.picture(ink) for ink in pixels]
        return self._images

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._problem:
                painter.setPen(theme.quiet(self.palette()))
                flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect(), flags, self._problem)
                return
            for index, image in enumerate(self._coloured()[: self.shown(self.width())]):
                cell = self.cell_rect(index)
                painter.drawImage(cell, image)
                paint_outline(painter, cell, self.palette())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._images = None
            self.update()
        super().changeEvent(event)
