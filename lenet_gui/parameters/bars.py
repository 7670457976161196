"""Parameters as bars on a zero line, one for each map or unit."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from lenet_gui.base import theme
from lenet_gui.base.grid import CENTRE, RIGHT, Grid
from lenet_gui.base.pointable import CLEAR_PX, PicturePainter, Pointable, paint_focus
from lenet_gui.base.translate import figure
from lenet_gui.parameters.scale_bar import limit_of
from model.network.records import FloatArray

_GAP = 6
_WIDEST = 60.0


class BarColumns(Pointable[int]):
    """``count`` figures side by side, each in a column as high as the view."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(name)
        self._count = count

    def plot_rect(self) -> QRectF:
        """Inside the axes, whose labels are outside."""
        raise NotImplementedError

    def _columns(self) -> Grid:
        plot = self.plot_rect()
        return Grid(QRectF(plot.left(), 0, max(plot.width(), 1.0), self.height()), 1, self._count)

    def rect_of(self, place: int) -> QRectF:
        return self._columns().cell(0, place)

    def place_at(self, position: QPointF) -> int | None:
        cell = self._columns().cell_at(position)
        return None if cell is None else cell[1]

    def next_place(self, place: int, down: int, right: int) -> int:
        return self._columns().clamp(0, place + right)[1]


class BarsView(BarColumns):
    """``count`` bars on a scale that changes only when the parameters change: symmetric, or from 0 if none is negative.

    ``name_of`` names a bar's map or unit; ``limit`` is the value at the upper end of the scale, ``floor`` at the lower.
    With ``numbers_all`` it is never too narrow to number every bar. ``signed`` is whether figures have a sign, as all
    have that can be negative.
    """

    chosen = Signal(int)  # the bar that was clicked, or chosen with Enter

    def __init__(self, name: str, count: int, name_of: Callable[[int], str], numbers_all: bool = False) -> None:
        super().__init__(name, count)
        self._numbers_all = numbers_all
        self._values: FloatArray = np.zeros(count, dtype=np.float32)
        self._name_of = name_of
        self.limit, self.floor = 1.0, 0.0
        self.signed = True
        self._chosen: int | None = None

    def show_values(self, values: FloatArray) -> None:
        """Show values (count,), on a scale that fits them."""
        self._values, self.limit = values, limit_of(values)
        self.floor = -self.limit if (values < 0).any() else 0.0
        self.renew()

    def mark(self, index: int | None) -> None:
        if index != self._chosen:
            self._chosen = index
            self.renew()

    def words_of(self, place: int) -> str:
        value = figure(float(self._values[place]))
        return f"{self._name_of(place)}:  {value if self.signed else value.removeprefix('+')}"

    def hint(self) -> str:
        if self._chosen is not None:
            return self.words_of(self._chosen)
        farthest = self.words_of(int(np.abs(self._values).argmax()))
        return self.tr("Arrow keys move between the bars; the farthest from 0: {bar}").format(bar=farthest)

    def _line(self) -> float:
        return float(self.fontMetrics().height())

    def _marks(self) -> dict[float, str]:
        """The values that the scale names, and their texts."""
        sign = "+" if self.signed else ""
        marks = (self.floor, 0.0, self.limit)
        return {value: f"{value:{sign}g}".replace("-", "−") if value else "0" for value in marks}

    def _left(self) -> int:
        """The room for the texts beside the bars: that of usual ones, or more."""
        advance = self.fontMetrics().horizontalAdvance
        return max(map(advance, ("−0.000", *self._marks().values()))) + _GAP

    def plot_rect(self) -> QRectF:
        left = self._left()
        width = max(self.width() - left - _GAP, 1.0)
        top = self._line() / 2 + CLEAR_PX / 2
        return QRectF(left, top, width, max(self.height() - top - self._line() - 4, 1.0))

    def _y(self, value: float) -> float:
        """The height of a value, cut off at the ends of the scale."""
        plot, inside = self.plot_rect(), min(max(value, self.floor), self.limit)
        return plot.bottom() - (inside - self.floor) / (self.limit - self.floor) * plot.height()

    def bar_rect(self, index: int) -> QRectF:
        """A bar from the zero line to its value."""
        plot, value = self.plot_rect(), float(self._values[index])
        pitch = plot.width() / self._count
        gap = max(min(0.2 * pitch, 6.0), pitch - _WIDEST)
        top, bottom = self._y(max(value, 0.0)), self._y(min(value, 0.0))
        return QRectF(plot.left() + index * pitch + gap / 2, top, pitch - gap, bottom - top)

    def minimumSizeHint(self) -> QSize:
        each = 3 if self._count > 50 else 12  # where numbers have no room, not all are written
        if self._numbers_all:
            each = max(each, self._number_width())
        return QSize(self._left() + _GAP + each * self._count, int(5.5 * self._line()))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, plot, line = self.palette(), self.plot_rect(), self._line()
        shown = self._chosen if self.pointed is None else self.pointed
        with PicturePainter(self) as painter:
            for value, text in self._marks().items():
                y = round(self._y(value)) + 0.5
                painter.setPen(QPen(theme.line(palette), 1))
                painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
                painter.setPen(theme.quiet(palette))
                painter.drawText(QRectF(0, y - line / 2, plot.left() - _GAP, line), RIGHT, text)
            for index in range(len(self._values)):
                lit = index == shown
                painter.fillRect(self.bar_rect(index), theme.accent(palette) if lit else theme.bar(palette))
            self._paint_numbers(painter, plot, shown)
            paint_focus(painter, self)

    def _number_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(str(self._count - 1)) + 5

    def _paint_numbers(self, painter: QPainter, plot: QRectF, shown: int | None) -> None:
        pitch = plot.width() / len(self._values)
        width = self._number_width()
        step = next((step for step in (1, 2, 5, 10, 20) if step * pitch >= width), 50)
        for index in range(0, len(self._values), step):
            middle = plot.left() + (index + 0.5) * pitch
            painter.setPen(theme.accent(self.palette()) if index == shown else theme.quiet(self.palette()))
            painter.drawText(QRectF(middle - width, plot.bottom() + 2, 2 * width, self._line()), CENTRE, str(index))

    def first_place(self) -> int:
        return self._chosen or 0

    def choose_place(self, place: int) -> None:
        self.chosen.emit(place)
