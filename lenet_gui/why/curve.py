"""From the weighted inputs to the value: bias, the squashing curve with the point on it, the factor."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.base.pointable import PicturePainter
from lenet_gui.base.translate import figure, tr, typeset
from model.network.architecture import TANH_AMPLITUDE
from model.network.explain import SumExplanation, squashed
from model.network.records import Squashing
from model.network.words.arithmetic import squashing_lines

_GAP = 5
_NARROWEST = 4.0
"""The curve is shown from -4 to +4, or twice that and so on where the weighted sum lies further out."""
_POINTS = 81


@dataclass(frozen=True)
class _Axes:
    """``plot`` is the rectangle between the ends: weighted sums -end to end, values low to high."""

    plot: QRectF
    end: float
    low: float
    high: float

    def at(self, total: float, value: float) -> QPointF:
        x = self.plot.center().x() + total / self.end * self.plot.width() / 2
        return QPointF(x, self.plot.bottom() - (value - self.low) / (self.high - self.low) * self.plot.height())


class SquashingView(QWidget):
    """What happens to the weighted inputs of any unit from C1 to F6, as figures and as a point on a curve."""

    def __init__(self) -> None:
        super().__init__()
        self._explanation: SumExplanation | None = None
        self._total = 0.0
        self._drawn: tuple[_Axes, Squashing] | None = None
        self._still = CachedLayer(self, self._paint_still)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Squashing function"))

    def show_explanation(self, explanation: SumExplanation) -> None:
        self._explanation = explanation
        self._total = explanation.total
        self.setAccessibleDescription(", ".join(squashing_lines(explanation, tr)))
        self.setToolTip("\n".join(squashing_lines(explanation, tr)))
        self.update()

    def _steps(self, one: SumExplanation) -> list[tuple[str, float]]:
        steps = [(self.tr("inputs"), one.weighted), (self.tr("+ bias"), one.bias), (self.tr("= sum"), one.total)]
        if one.factor == 1:
            return [*steps, (self.tr("value"), one.value)]
        factor = self.tr("× {factor}").format(factor=typeset(f"{one.factor:zg}"))
        return [*steps, (self.tr("squashed"), squashed(one.total, one.squashing)), (factor, one.value)]

    def _line(self) -> float:
        return float(self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance
        text = width(self.tr("squashed")) + _GAP + width("+00.0000")
        axis = self._value_width() + width("-8") + width(self.tr("weighted sum")) + width("+8") + 2 * _GAP
        return QSize(max(text, axis) + _GAP + 2, int(self._line() * 9) + 3 * _GAP)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width() + 4 * _GAP, self.minimumSizeHint().height() * 3 // 2)

    def _value_width(self) -> int:
        """What the wider end of the upright axis takes: in some fonts a plus is narrower than a minus."""
        return max(self.fontMetrics().horizontalAdvance(figure(sign * TANH_AMPLITUDE, 1)) for sign in (1, -1))

    def plot_rect(self) -> QRectF:
        """Where the curve lies: the ends of both axes are named outside."""
        line = self._line()
        # As many as there are steps: a factor takes one more.
        rows = 4 if self._explanation is None or self._explanation.factor == 1 else 5
        top = line * rows + _GAP + line
        left = self._value_width() + _GAP + 1.0
        right = self.width() - _GAP - self.fontMetrics().horizontalAdvance("+8") / 2
        return QRectF(left, top, max(right - left, 1.0), max(self.height() - top - line - _GAP, 1.0))

    def point(self) -> QPointF:
        """Where the unit's point on the curve lies, in the widget's coordinates; nowhere before it is shown."""
        if self._explanation is None:
            return QPointF()
        total = self._total
        return self._axes(self._explanation).at(total, squashed(total, self._explanation.squashing))

    def _axes(self, explanation: SumExplanation) -> _Axes:
        end = _NARROWEST
        while end < abs(self._total):
            end *= 2
        tanh = explanation.squashing is Squashing.TANH
        low, high = (-TANH_AMPLITUDE, TANH_AMPLITUDE) if tanh else (0.0, 1.0)
        return _Axes(self.plot_rect(), end, low, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        explanation = self._explanation
        if explanation is None:
            return
        palette, line = self.palette(), self._line()
        with PicturePainter(self) as painter:
            for index, (name, value) in enumerate(self._steps(explanation)):
                row = QRectF(_GAP, index * line, self.width() - 2 * _GAP, line)
                painter.setPen(theme.quiet(palette))
                painter.drawText(row, Qt.AlignmentFlag.AlignLeft, name)
                painter.setPen(palette.color(palette.ColorRole.WindowText))
                painter.drawText(row, Qt.AlignmentFlag.AlignRight, figure(value))
            axes = self._axes(explanation)
            if (axes, explanation.squashing) != self._drawn:
                self._drawn = axes, explanation.squashing
                self._still.forget()
            self._still.draw(painter)
            self._paint_point(painter, axes)
            if self.hasFocus():
                painter.setPen(QPen(theme.accent(palette), 1))
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1, -1))

    def _paint_still(self, painter: QPainter) -> None:
        """Axes and curve: they stay the same while only the point moves."""
        if self._explanation is None:
            return
        axes, squashing = self._axes(self._explanation), self._explanation.squashing
        palette, plot, line = self.palette(), axes.plot, self._line()
        painter.setPen(QPen(theme.line(palette), 1))
        painter.drawRect(plot)
        painter.drawLine(axes.at(0, axes.low), axes.at(0, axes.high))
        painter.drawLine(axes.at(-axes.end, 0), axes.at(axes.end, 0))
        painter.setPen(theme.quiet(palette))
        to_left, to_right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(_GAP, plot.top() - line, self.width(), line), to_left, self.tr("value"))
        values = {axes.low, 0.0, axes.high} if plot.height() > 2.5 * line else {axes.low, axes.high}
        for value in values:
            y = min(max(axes.at(0, value).y(), plot.top() + line / 2), plot.bottom() - line / 2)
            text = figure(value, 1) if value else "0"
            beside = QRectF(0, y - line / 2, plot.left() - _GAP, line)
            painter.drawText(beside, to_right | Qt.AlignmentFlag.AlignVCenter, text)
        below = QRectF(plot.left(), plot.bottom() + 1, plot.width(), line)
        half = self.fontMetrics().horizontalAdvance("+8") / 2
        painter.drawText(below.adjusted(-half, 0, 0, 0), to_left, f"−{axes.end:g}")
        painter.drawText(below.adjusted(0, 0, half, 0), to_right, f"+{axes.end:g}")
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self.tr("weighted sum"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.bar(self.palette()), 1.5))
        totals = np.linspace(-axes.end, axes.end, _POINTS).tolist()
        painter.drawPolyline(QPolygonF([axes.at(a, squashed(a, squashing)) for a in totals]))

    def _paint_point(self, painter: QPainter, axes: _Axes) -> None:
        plot, point, accent = axes.plot, self.point(), theme.accent(self.palette())
        painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(point.x(), plot.bottom()), point)
        painter.drawLine(QPointF(plot.left(), point.y()), point)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(point, 3.5, 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
