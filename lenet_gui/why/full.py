"""C5 and F6: the largest contributions as bars, the others as one bar, and the bias."""

from math import ceil, log10

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import MIDDLE, RIGHT, Grid
from lenet_gui.base.pointable import CLEAR_PX
from lenet_gui.base.translate import figure, tr
from lenet_gui.why.sheet import GAP, Sheet, SheetCell
from model.network.explain import Contribution, FullExplanation
from model.network.wiring import Unit
from model.network.words.arithmetic import others_name, product_line
from model.network.words.unit_names import short_unit_name, unit_name

_FEWEST, _MOST = 6, 40


def round_end(size: float) -> float:
    """Round up to 1, 2 or 5 times a power of ten, so that the scale stays the same while values change a little."""
    if size <= 0:
        return 1.0
    power = 10.0 ** ceil(log10(size) - 1)
    return next(step * power for step in (1, 2, 5, 10) if step * power >= size * (1 - 1e-9))


class FullSheet(Sheet[FullExplanation]):
    """A row for each contribution: the source's name, a bar to the left or right of 0, the product.

    Attributes:
        strongest: as many contributions as fit, largest first.
    """

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self.strongest: tuple[Contribution, ...] = ()
        self._rest = 0.0
        self.setAccessibleName(self.tr("Contributions, largest first"))

    def show_explanation(self, explanation: FullExplanation) -> None:
        before = self._explanation
        self._explanation = explanation
        self.strongest, self._rest = explanation.strongest(self._count())
        self.refresh(before is None or before.source_layer != explanation.source_layer)

    def _line(self) -> float:
        return self.fontMetrics().height() + 3.0

    def _count(self) -> int:
        # Less a line each for the others, the bias and the scale.
        return min(max(int(self.height() / self._line()) - 3, _FEWEST), _MOST)

    def _name_width(self) -> float:
        width = self.fontMetrics().horizontalAdvance
        of_c5 = self._explanation is not None and self._explanation.source_layer == "S4"
        return max(width("S4·00 (0, 0)" if of_c5 else "C5·000"), width(others_name(390, tr))) + CLEAR_PX + GAP

    def _figures(self) -> bool:
        """Whether input and weight fit next to the product."""
        return self.width() >= self._name_width() + self._figures_width(True) + 12 * self.fontMetrics().height()

    def _figures_width(self, whole: bool) -> float:
        widest = "+0.000 × +0.000 = +00.000" if whole else "+00.000"
        return self.fontMetrics().horizontalAdvance(widest) + CLEAR_PX + GAP

    def minimumSizeHint(self) -> QSize:
        width = self._name_width() + self._figures_width(False) + 4 * self.fontMetrics().height()
        return QSize(int(width) + 1, int(self._line() * (_FEWEST + 3)) + 1)

    def arrange(self) -> list[Grid]:
        if len(self.strongest) != self._count():
            self.strongest, self._rest = self.shown.strongest(self._count())
        rows = len(self.strongest) + 2
        return [Grid(QRectF(0, 0, self.width(), rows * self._line()), rows, 1)]

    def unit_of(self, place: SheetCell) -> Unit | None:
        return self.strongest[place.row].source if place.row < len(self.strongest) else None

    def words_of(self, place: SheetCell) -> str:
        if place.row < len(self.strongest):
            one = self.strongest[place.row]
            return f"{unit_name(one.source, tr)}:  {product_line(one.input, one.weight, one.product)}"
        if place.row == len(self.strongest):
            others = others_name(self.shown.inputs.size - len(self.strongest), tr)
            return self.tr("{others} together: {sum}").format(others=others, sum=figure(self._rest))
        return self.tr("bias: {bias}").format(bias=figure(self.shown.bias))

    def _rows(self) -> list[tuple[str, float, str]]:
        """Each row's name, product, and the text before the product."""
        rows = [
            (short_unit_name(one.source), one.product, f"{figure(one.input, 3)} × {figure(one.weight, 3)} = ")
            for one in self.strongest
        ]
        rows.append((others_name(self.shown.inputs.size - len(self.strongest), tr), self._rest, ""))
        rows.append((self.tr("+ bias"), self.shown.bias, ""))
        return rows

    def paint(self, painter: QPainter) -> None:
        palette, line = self.palette(), self._line()
        rows = self._rows()
        whole = self._figures()
        left, right = self._name_width(), self.width() - self._figures_width(whole)
        zero, half = (left + right) / 2, max((right - left) / 2, 1.0)
        end = round_end(max(abs(value) for _, value, _ in rows))
        bottom = len(rows) * line
        less, more = (self._colour(share) for share in (-0.6, 0.6))
        for index, (name, value, before) in enumerate(rows):
            row = QRectF(0, index * line, self.width(), line)
            contribution = index < len(self.strongest)
            painter.setPen(palette.color(palette.ColorRole.WindowText) if contribution else theme.quiet(palette))
            inside = row.adjusted(CLEAR_PX, 0, -CLEAR_PX, 0)
            painter.drawText(inside, MIDDLE, name)
            painter.drawText(inside, RIGHT, (before if whole else "") + figure(value, 3))
            length = value / end * half
            bar = QRectF(zero, row.top() + 3, length, line - 6).normalized()
            painter.fillRect(bar, less if value < 0 else more)
            if not contribution:
                painter.setPen(QPen(theme.quiet(palette), 0))
                painter.drawRect(bar)
        painter.setPen(QPen(theme.line(palette), 1))
        for x in (left, zero, right):
            painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
        painter.setPen(theme.quiet(palette))
        ends = QRectF(left, bottom, right - left, line)
        painter.drawText(ends, MIDDLE, f"−{end:g}")
        painter.drawText(ends, Qt.AlignmentFlag.AlignCenter, "0")
        painter.drawText(ends, RIGHT, f"+{end:g}")

    def _colour(self, share: float) -> QColor:
        pixels = self.scale.pixels(np.array([share]), self.palette(), limit=1.0)
        return QColor.fromRgb(int(pixels[0]))
