"""INPUT: a pixel's ink, and its value on the network's input scale."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import Grid
from lenet_gui.why.grid import paint_values, whole_pixels
from lenet_gui.why.sheet import GAP, Place, Sheet
from model.network.explain import PixelExplanation
from model.network.words.figures import figure


class PixelSheet(Sheet[PixelExplanation]):
    """The pixel as a square of ink, with its formula next to it."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self.setAccessibleName(self.tr("A pixel's ink and value"))

    def _texts(self) -> tuple[str, str]:
        ink, value = (self.shown.ink, self.shown.value) if self._explanation else (0.0, 0.0)
        return (
            self.tr("ink {ink}  (0: none, 1: full)").format(ink=f"{ink:.4f}"),
            self.tr("value = 1.275 × ink - 0.1 = {value}").format(value=figure(value)),
        )

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        text = max(metrics.horizontalAdvance(text) for text in self._texts())
        return QSize(text + 3 * metrics.height() + 4 * GAP, 3 * metrics.height() + 2 * GAP)

    def arrange(self) -> list[Grid]:
        side = whole_pixels(3.0 * self.fontMetrics().height(), self.devicePixelRatioF())
        top = whole_pixels(max((self.height() - side) / 2, 1.0), self.devicePixelRatioF())
        return [Grid(QRectF(GAP, top, side, side), 1, 1)]

    def unit_of(self, place: Place) -> None:
        return None

    def words_of(self, place: Place) -> str:
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
