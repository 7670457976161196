"""S2 and S4: the sum of four inputs times the map's coefficient (section II.B). INPUT: a pixel's ink and value."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import MIDDLE, Grid
from lenet_gui.base.translate import figure, tr
from lenet_gui.why.sheet import GAP, Sheet, SheetCell, figures_width, paint_values, whole_pixels
from model.network.explain import PixelExplanation, SubsamplingExplanation
from model.network.wiring import Unit
from model.network.words.unit_names import unit_name

_SIDE = 2


class SubsamplingSheet(Sheet[SubsamplingExplanation]):
    """The 2x2 block that the unit reads, with the sum and the coefficient next to it."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self.setAccessibleName(self.tr("Subsampling: the sum of four inputs, times a coefficient"))

    def _steps(self) -> list[tuple[str, float]]:
        one = self._explanation
        sums = (one.input_sum, one.coefficient, one.weighted) if one else (0.0, 0.0, 0.0)
        names = (self.tr("sum"), self.tr("× coefficient"), self.tr("= inputs"))
        return list(zip(names, sums, strict=True))

    def _steps_width(self) -> float:
        width = self.fontMetrics().horizontalAdvance
        return max(width(name) for name, _ in self._steps()) + GAP + width("+0.0000")

    def _smallest_cell(self) -> float:
        metrics = self.fontMetrics()
        return max(figures_width(metrics.horizontalAdvance("0"), 2), metrics.height() + 4.0) + 2

    def minimumSizeHint(self) -> QSize:
        side = self._smallest_cell() * _SIDE
        text = self.fontMetrics().height() * (len(self._steps()) + 1)
        return QSize(int(side + self._steps_width()) + 4 * GAP, int(max(side, text)) + 2 * GAP)

    def arrange(self) -> list[Grid]:
        ratio = self.devicePixelRatioF()
        wide = (self.width() - self._steps_width() - 4 * GAP) / _SIDE
        tall = (self.height() - 2 * GAP) / _SIDE
        cell = whole_pixels(max(self._smallest_cell(), min(wide, tall, 3 * self._smallest_cell())), ratio)
        top = whole_pixels(max((self.height() - cell * _SIDE) / 2, 1.0), ratio)
        return [Grid(QRectF(GAP, top, cell * _SIDE, cell * _SIDE), _SIDE, _SIDE)]

    def unit_of(self, place: SheetCell) -> Unit:
        return self.shown.block.unit_at(place.row, place.column)

    def words_of(self, place: SheetCell) -> str:
        return f"{unit_name(self.unit_of(place), tr)}:  {figure(float(self.shown.inputs[place[1:]]))}"

    def paint(self, painter: QPainter) -> None:
        palette, grid = self.palette(), self.grids[0]
        paint_values(painter, grid, self.shown.inputs, self.scale, palette)
        line = self.fontMetrics().height() * 1.3
        left = grid.rect.right() + 2 * GAP
        top = grid.rect.center().y() - line * len(self._steps()) / 2
        for index, (name, value) in enumerate(self._steps()):
            row = QRectF(left, top + index * line, self._steps_width(), line)
            painter.setPen(theme.quiet(palette))
            painter.drawText(row, MIDDLE, name)
            painter.setPen(palette.color(palette.ColorRole.WindowText))
            painter.drawText(row, MIDDLE | Qt.AlignmentFlag.AlignRight, figure(value))


class PixelSheet(Sheet[PixelExplanation]):
    """The pixel as a square of ink, with its formula next to it."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self.setAccessibleName(self.tr("A pixel's ink and value"))

    def _texts(self) -> tuple[str, str]:
        ink, value = (self.shown.ink, self.shown.value) if self._explanation else (0.0, 0.0)
        return (
            self.tr("ink {ink}  (0: none, 1: full)").format(ink=f"{ink:.4f}"),
            self.tr("value = 1.275 × ink − 0.1 = {value}").format(value=figure(value)),
        )

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        text = max(metrics.horizontalAdvance(text) for text in self._texts())
        return QSize(text + 3 * metrics.height() + 4 * GAP, 3 * metrics.height() + 2 * GAP)

    def arrange(self) -> list[Grid]:
        side = whole_pixels(3.0 * self.fontMetrics().height(), self.devicePixelRatioF())
        top = whole_pixels(max((self.height() - side) / 2, 1.0), self.devicePixelRatioF())
        return [Grid(QRectF(GAP, top, side, side), 1, 1)]

    def unit_of(self, place: SheetCell) -> None:
        return None

    def words_of(self, place: SheetCell) -> str:
        return "\n".join(self._texts())

    def paint(self, painter: QPainter) -> None:
        palette, grid, line = self.palette(), self.grids[0], self.fontMetrics().height() * 1.3
        paint_values(painter, grid, np.array([[self.shown.value]]), self.scale, palette)
        row = QRectF(grid.rect.right() + 2 * GAP, grid.rect.center().y() - line, self.width(), line)
        for text, colour in zip(
            self._texts(), (theme.quiet(palette), palette.color(palette.ColorRole.WindowText)), strict=True
        ):
            painter.setPen(colour)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, text)
            row.translate(0, line)
