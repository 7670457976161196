"""F6's 84 x 120 weights as one picture: a row for each F6 unit, a column for each C5 unit."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPaintEvent, QPen

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import RIGHT, Grid
from lenet_gui.base.pointable import PicturePainter, Pointable
from lenet_gui.base.translate import figure, tr
from lenet_gui.style.outline import paint_outline
from model.network.records import FloatArray
from model.network.wiring import shape_of

_ROWS, _COLUMNS = shape_of("F6")[0], shape_of("C5")[0]
_SMALLEST = 2
Cell = tuple[int, int]
"""F6 unit and C5 unit."""


class WeightPicture(Pointable[Cell]):
    """Each weight as a crisp cell."""

    chosen = Signal(int)  # the F6 unit whose row was clicked, or chosen with Enter

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(tr("F6: the weights of its 84 units, a row each, from C5's 120 units"))
        self._scale = scale
        self._weights: FloatArray = np.zeros((_ROWS, _COLUMNS), dtype=np.float32)
        self._limit = 1.0
        self._image: QImage | None = None
        self._chosen = 0
        scale.changed.connect(self.restyle)
        self.describe()

    def show_weights(self, weights: FloatArray, limit: float) -> None:
        """Show weights (84, 120) on a scale from ``-limit`` to ``limit``."""
        self._weights, self._limit = weights, limit
        self.restyle()
        self.describe()

    def mark(self, unit: int) -> None:
        self._chosen = unit
        self.update()

    def words_of(self, place: Cell) -> str:
        template = self.tr("F6 unit {unit} from C5 unit {source}:  weight {weight}")
        return template.format(unit=place[0], source=place[1], weight=figure(float(self._weights[place])))

    def hint(self) -> str:
        return self.tr("Arrow keys move between the weights; Enter chooses the unit of a row")

    def restyle(self) -> None:
        self._image = None
        self.update()

    def _left(self) -> int:
        return self.fontMetrics().horizontalAdvance("00") + 6

    def picture_rect(self) -> QRectF:
        """Where the picture lies; each weight covers a whole number of device pixels."""
        ratio, left, top = self.devicePixelRatioF(), self._left(), self.fontMetrics().height() + 4
        wide = max(_SMALLEST, int((self.width() - left - 2) * ratio / _COLUMNS)) / ratio
        tall = max(_SMALLEST, int((self.height() - top - 2) * ratio / _ROWS)) / ratio
        return QRectF(left, top, wide * _COLUMNS, tall * _ROWS)

    def _grid(self) -> Grid:
        return Grid(self.picture_rect(), _ROWS, _COLUMNS)

    def rect_of(self, place: Cell) -> QRectF:
        return self._grid().cell(*place).adjusted(-1, -1, 1, 1)

    def place_at(self, position: QPointF) -> Cell | None:
        return self._grid().cell_at(position)

    def minimumSizeHint(self) -> QSize:
        height = self.fontMetrics().height() + 6
        return QSize(self._left() + _COLUMNS * _SMALLEST + 2, height + _ROWS * _SMALLEST)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, picture, line = self.palette(), self.picture_rect(), self.fontMetrics().height()
        if self._image is None:
            self._image = self._scale.image(self._weights, palette, self._limit)
        with PicturePainter(self) as painter:
            painter.drawImage(picture, self._image)
            paint_outline(painter, picture, palette)
            painter.setPen(theme.quiet(palette))
            grid, numbers = self._grid(), self.fontMetrics().horizontalAdvance("000")
            cell = grid.cell(0, 0)
            for column in range(0, _COLUMNS, 10 if cell.width() * 10 > numbers * 1.3 else 20):
                place = QRectF(grid.cell(0, column).center().x() - numbers, 0, 2 * numbers, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(column))
            for row in range(
                0, _ROWS, next(step for step in (10, 20, 40) if cell.height() * step > line or step == 40)
            ):
                top = min(grid.cell(row, 0).center().y() - line / 2, self.height() - line)
                painter.drawText(QRectF(0, top, picture.left() - 4, line), RIGHT, str(row))
            row_rect = grid.cell(self._chosen, 0).united(grid.cell(self._chosen, _COLUMNS - 1))
            painter.setPen(QPen(theme.accent(palette), 2))
            painter.drawRect(row_rect.adjusted(-1, -1, 1, 1))
            self.paint_mark(painter)

    def first_place(self) -> Cell:
        return self._chosen, 0

    def next_place(self, place: Cell, down: int, right: int) -> Cell:
        return self._grid().clamp(place[0] + down, place[1] + right)

    def choose_place(self, place: Cell) -> None:
        self.chosen.emit(place[0])
