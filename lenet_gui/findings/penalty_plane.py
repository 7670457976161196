"""The test digits by two of their penalties, those of the two classes that the drawing is nearest to."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen

from lenet_gui.base import theme
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.base.grid import CENTRE, LEFT, RIGHT
from lenet_gui.base.pointable import PicturePainter, Pointable, paint_focus
from lenet_gui.base.translate import name_of_test_digit, tool_tip, tr
from lenet_gui.findings.tiles import Tile
from lenet_gui.style.text_size import Role, bold, font_for
from model.digits.survey import Survey
from model.network.rbf_codes import FARTHEST
from model.network.recognition import Recognition

_TICKS = (0, 100, 200)
_REACH_PX = 8.0
"""How near the pointer must be to a dot."""
_DOT_PX = 1.5
_RING_PX = 5.0
_STRENGTH = 0.55
"""A dot's opacity: many on one place are darker."""
_GAP = 4.0


class PenaltyPlane(Pointable[int]):
    """A dot for each test digit, at its penalties of two classes; the drawing is a ring among them.

    On one side of the diagonal a digit is nearer to one class, on the other to the other. A place is the position of a
    digit of the two classes. Keys lead from the first class's end to the second's.
    """

    taken = Signal(object)  # the Tile of a digit that was clicked, or chosen with Enter

    def __init__(self) -> None:
        super().__init__(tr("Test digits by two penalties"))
        explained = self.tr(
            "Each dot is a test digit, the ring is the drawing. On the diagonal both penalties are equal; on either "
            "side the digit is read as the class whose penalty is smaller."
        )
        self.setToolTip(tool_tip(explained))
        self._survey: Survey | None = None
        self._classes = (0, 1)
        self._drawing: tuple[float, float] | None = None
        self._order: NDArray[np.int64] | None = None
        """The digits of the two classes, from the first class's end to the second's."""
        self._dots = CachedLayer(self, self._paint_dots)
        self.describe()

    def show_survey(self, survey: Survey) -> None:
        if survey is not self._survey:
            self._survey = survey
            self._forget()

    def show_recognition(self, answer: Recognition | None) -> None:
        """Show the drawing of an answer among the digits; None where it has no place there."""
        if answer is None:
            self._drawing = None
        else:
            first, second = answer.ranking[:2]
            if (first, second) != self._classes:
                self._classes = first, second
                self._forget()
            self._drawing = float(answer.penalties[first]), float(answer.penalties[second])
        self.update()
        self.tell_value()

    def _forget(self) -> None:
        self._order = None
        self._dots.forget()
        self.point_at(None)
        self.update()

    def _digits(self) -> NDArray[np.int64]:
        """Those that can be pointed at, in the order of the keys."""
        if self._order is None:
            if self._survey is None:
                return np.zeros(0, np.int64)
            ours = np.flatnonzero(np.isin(self._survey.digits.labels, self._classes))
            first, second = (self._survey.penalties[ours, digit] for digit in self._classes)
            self._order = ours[np.argsort(first - second, kind="stable")]
        return self._order

    def plot_rect(self) -> QRectF:
        """The square between the axes."""
        digit, line = self.fontMetrics().horizontalAdvance("0"), self._line()
        left, above = 3 * digit + 2 * _GAP, line + _GAP / 2  # so that a ring at the axis leaves the ticks free
        side = max(min(self.width() - left - 2 * digit, self.height() - above - 2 * line - _GAP), 1.0)
        return QRectF(left, above, side, side)

    def _line(self) -> float:
        return QFontMetricsF(font_for(Role.NOTE, self.font())).height()

    def _at(self, penalties: NDArray[np.floating]) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """x and y of penalties (N, 2); beyond the axes' ends they lie there."""
        plot = self.plot_rect()
        parts = np.minimum(penalties / FARTHEST, 1.0) * plot.width()
        return plot.left() + parts[:, 0], plot.bottom() - parts[:, 1]

    def _point(self, place: int) -> QPointF:
        assert self._survey is not None
        x, y = self._at(self._survey.penalties[[place]][:, self._classes])
        return QPointF(float(x[0]), float(y[0]))

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(12 * line, 12 * line)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() * 1.5

    def place_at(self, position: QPointF) -> int | None:
        digits = self._digits()
        if self._survey is None or not len(digits):
            return None
        x, y = self._at(self._survey.penalties[digits][:, self._classes])
        away = np.hypot(x - position.x(), y - position.y())
        nearest = int(away.argmin())
        return int(digits[nearest]) if away[nearest] <= _REACH_PX else None

    def rect_of(self, place: int) -> QRectF:
        middle = self._point(place)
        return QRectF(middle.x() - _REACH_PX / 2, middle.y() - _REACH_PX / 2, _REACH_PX, _REACH_PX)

    def first_place(self) -> int | None:
        """The one nearest to the diagonal."""
        digits = self._digits()
        if self._survey is None or not len(digits):
            return None
        first, second = (self._survey.penalties[digits, digit] for digit in self._classes)
        return int(digits[np.abs(first - second).argmin()])

    def next_place(self, place: int, down: int, right: int) -> int:
        digits = self._digits()
        (at,) = np.flatnonzero(digits == place)
        return int(digits[min(max(int(at) + down + right, 0), len(digits) - 1)])

    def choose_place(self, place: int) -> None:
        survey = self._survey
        assert survey is not None
        some = survey.digits.subset(slice(place, place + 1))
        self.taken.emit(Tile(place, some.fields()[0], int(some.labels[0])))

    def _words(self, penalties: tuple[float, float]) -> str:
        first, second = self._classes
        text = tr("penalty of {first}: {one}, of {second}: {other}")
        return text.format(first=first, second=second, one=f"{penalties[0]:.1f}", other=f"{penalties[1]:.1f}")

    def words_of(self, place: int) -> str:
        assert self._survey is not None
        one, other = self._survey.penalties[place, list(self._classes)].tolist()
        name = name_of_test_digit(int(self._survey.digits.labels[place]), place)
        return "\n".join((name, self._words((one, other)), self.tr("Click to put the digit on the canvas.")))

    def hint(self) -> str:
        return self.tr("Arrows point at a digit, Enter puts it on the canvas.")

    def spoken_value(self) -> str:
        if self.pointed is not None:
            return self.words_of(self.pointed)
        return "" if self._drawing is None else self.tr("the drawing: {words}").format(words=self._words(self._drawing))

    def paintEvent(self, event: QPaintEvent) -> None:
        with PicturePainter(self) as painter:
            self._dots.draw(painter)
            if self._drawing is not None:
                self._paint_drawing(painter, self._drawing)
            self.paint_mark(painter)
            if self.pointed is None:
                paint_focus(painter, self)

    def _paint_dots(self, painter: QPainter) -> None:
        palette, plot = self.palette(), self.plot_rect()
        painter.fillRect(plot, theme.paper(palette))
        painter.setPen(QPen(theme.faint(palette), 1))
        painter.drawLine(plot.bottomLeft(), plot.topRight())
        if self._survey is not None:
            labels = self._survey.digits.labels
            first, second = self._classes
            groups = (
                (~np.isin(labels, self._classes), theme.line(palette)),
                (labels == second, theme.quiet(palette)),
                (labels == first, theme.accent(palette)),
            )
            for which, colour in groups:
                self._paint_group(painter, which, colour)
        painter.setPen(QPen(theme.line(palette), 1))
        painter.drawRect(plot)
        self._paint_axes(painter, plot)

    def _paint_group(self, painter: QPainter, which: NDArray[np.bool_], colour: QColor) -> None:
        """One picture of all its dots: thousands of them would take long one by one."""
        assert self._survey is not None
        plot, ratio = self.plot_rect(), painter.device().devicePixelRatioF()
        side = round(plot.width() * ratio)
        x, y = self._at(self._survey.penalties[which][:, self._classes])
        columns, rows = ((x - plot.left()) * ratio).astype(int), ((y - plot.top()) * ratio).astype(int)
        counts = np.zeros((side, side), np.int32)
        wide = max(round(_DOT_PX * ratio), 1)
        for down in range(wide):
            for right in range(wide):
                np.add.at(counts, (np.clip(rows + down, 0, side - 1), np.clip(columns + right, 0, side - 1)), 1)
        opacity = 255 * (1 - (1 - _STRENGTH) ** counts)
        pixels = opacity.astype(np.uint32) << 24 | np.uint32(colour.rgb() & 0xFFFFFF)
        image = QImage(pixels.data, side, side, 4 * side, QImage.Format.Format_ARGB32)
        painter.drawImage(plot, image)

    def _paint_axes(self, painter: QPainter, plot: QRectF) -> None:
        palette, line = self.palette(), self._line()
        painter.setFont(font_for(Role.NOTE, self.font()))
        painter.setPen(theme.quiet(palette))
        for tick in _TICKS:
            along = tick / FARTHEST * plot.width()
            painter.drawText(
                QRectF(plot.left() + along - 2 * line, plot.bottom() + 2, 4 * line, line), CENTRE, str(tick)
            )
            if tick:
                up = min(max(plot.bottom() - along - line / 2, plot.top()), plot.bottom() - line)
                painter.drawText(QRectF(0, up, plot.left() - 2 * _GAP, line), RIGHT, str(tick))
        # In the colours of their dots.
        first, second = self._classes
        name = self.tr("penalty of {digit}")
        painter.setFont(bold(painter.font()))
        painter.drawText(QRectF(0, 0, self.width(), line), LEFT, name.format(digit=second))
        painter.setPen(theme.accent(palette))
        below = QRectF(0, plot.bottom() + 2 + line, plot.right() + 1, line)
        painter.drawText(below, RIGHT, name.format(digit=first))

    def _paint_drawing(self, painter: QPainter, penalties: tuple[float, float]) -> None:
        x, y = self._at(np.array([penalties]))
        middle, palette = QPointF(float(x[0]), float(y[0])), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.paper(palette), 6))
        painter.drawEllipse(middle, _RING_PX, _RING_PX)
        painter.setPen(QPen(theme.ink(palette), 2.5))
        painter.drawEllipse(middle, _RING_PX, _RING_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
