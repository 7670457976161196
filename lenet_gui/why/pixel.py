"""INPUT: how much ink there is, on the scale that the network reads."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.why.grid import Grid, paint_values, whole_pixels
from lenet_gui.base.grid import Grid
from lenet_gui.why.grid import paint_values, whole_pixels
from lenet_gui.why.sheet import GAP, Place, Sheet
from model.network.explain import PixelExplanation
from model.network.wiring import Unit
from model.network.words.arithmetic import figure


class PixelSheet(Sheet):
    """The pixel as a square of ink, its formula beside."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self._explanation: PixelExplanation | None = None
        self.setAccessibleName(self.tr("A pixel: how much ink"))

    def show_explanation(self, explanation: PixelExplanation) -> None:
        """Show a pixel's ink and value."""
        first = self._explanation is None
        self._explanation = explanation
        self.refresh(first)

    def _texts(self) -> list[str]:
        ink, value = (0.0, 0.0) if self._explanation is None else (self._explanation.ink, self._explanation.value)
        return [
            self.tr("ink {ink}  (0: none, 1: full)").format(ink=f"{ink:.4f}"),
            self.tr("value = 1.275 × ink - 0.1 = {value}").format(value=figure(value)),
        ]

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        text = max(metrics.horizontalAdvance(text) for text in self._texts())
        return QSize(text + 3 * metrics.height() + 4 * GAP, 3 * metrics.height() + 2 * GAP)

    def heightForWidth(self, width: int) -> int:
        return self.minimumSizeHint().height()

    def arrange(self) -> list[Grid]:
        side = whole_pixels(3.0 * self.fontMetrics().height(), self.devicePixelRatioF())
        top = whole_pixels(max((self.height() - side) / 2, 1.0), self.devicePixelRatioF())
        return [Grid(QRectF(GAP, top, side, side), 1, 1)] if self._explanation else []

    def unit_of(self, place: Place) -> Unit | None:
        return None

    def words_of(self, place: Place) -> str:
        return "\n".join(self._texts())

    def paint(self, painter: QPainter) -> None:
        if self._explanation is None:
            return
        palette, grid, line = self.palette(), self.grids[0], self.fontMetrics().height() * 1.3
        paint_values(painter, grid, np.array([[self._explanation.value]]), self.scale, palette)
        first, second = self._texts()
        row = QRectF(grid.rect.right() + 2 * GAP, grid.rect.center().y() - line, self.width(), line)
        painter.setPen(theme.quiet(palette))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, first)
        painter.setPen(palette.color(palette.ColorRole.WindowText))
        painter.drawText(row.translated(0, line), Qt.AlignmentFlag.AlignVCenter, second)
