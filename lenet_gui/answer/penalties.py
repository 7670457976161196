"""The ten RBF penalties as bars on one fixed scale, each beside its 7x12 code."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui.answer.codes import code_pictures
from lenet_gui.base import theme
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.base.keys import Gesture
from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS
from model.network.recognition import Recognition, Verdict

SCALE_END = 200.0
"""The largest squared distance between two codes; a longer bar ends there with an arrow."""
_TICKS = (0, 50, 100, 150, 200)


class PenaltyBars(QWidget):
    """A row for each digit: its name, code, bar and penalty. The smallest is highlighted.

    Signals:
        digit_chosen: the digit of a row that was clicked: the drawing is this digit.
    """

    digit_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._penalties: NDArray[np.float64] | None = None
        self._winner: int | None = None
        self._limit: float | None = None
        self._span: tuple[float, float] | None = None
        self._rows: list[QRectF] | None = None
        self._background = CachedLayer(self, self._paint_background)
        self.setAutoFillBackground(True)  # nothing below it needs painting
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Penalties of the ten digits"))

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's penalties; none is highlighted for an empty canvas."""
        self._penalties = answer.penalties
        self._winner = None if answer.verdict is Verdict.BLANK else answer.digit
        if answer.rejection.rubbish_penalty != self._limit:
            self._limit = answer.rejection.rubbish_penalty
            self._background.forget()
        self.setAccessibleDescription(self._description())
        self.update()

    def _description(self) -> str:
        """All penalties, smallest first."""
        if self._penalties is None:
            return self.tr("No answer yet")
        order = np.argsort(self._penalties, kind="stable")
        return ", ".join(
            self.tr("{digit}: {penalty}").format(digit=digit, penalty=f"{self._penalties[digit]:.1f}")
            for digit in order
        )

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("0000.0") + 130, (metrics.height() + 5) * 11)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width() + 60, self.minimumSizeHint().height() + 130)

    # The geometry of the rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._span = self._rows = None
        super().resizeEvent(event)

    def _axis_height(self) -> float:
        return self.fontMetrics().height() + 6.0

    def row_rect(self, digit: int) -> QRectF:
        """A digit's row, in the widget's coordinates."""
        if self._rows is None:
            height = (self.height() - self._axis_height()) / 10
            self._rows = [QRectF(0, k * height, self.width(), height) for k in range(10)]
        return self._rows[digit]

    def _bar_span(self) -> tuple[float, float]:
        if self._span is None:
            width = self.fontMetrics().horizontalAdvance
            left = width("0") + 8 + self._code_unit() * CODE_COLUMNS + 10
            self._span = left, max(self.width() - width("0000.0") - 6, left + 10)
        return self._span

    def _code_unit(self) -> float:
        """A code cell's side in whole screen pixels."""
        ratio = self.devicePixelRatioF()
        return max(1, int(self.row_rect(0).height() * 0.82 * ratio / CODE_ROWS)) / ratio

    def bar_rect(self, digit: int) -> QRectF:
        """A digit's bar, in the widget's coordinates; no width before the first answer."""
        row = self.row_rect(digit)
        left, right = self._bar_span()
        penalty = 0.0 if self._penalties is None else float(self._penalties[digit])
        height = min(row.height() * 0.5, 18.0)
        width = (right - left) * min(penalty / SCALE_END, 1.0)
        return QRectF(left, row.center().y() - height / 2, width, height)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._background.draw(painter)
            self._paint_rows(painter)

    def _paint_background(self, painter: QPainter) -> None:
        """What does not change with the ink."""
        self._paint_axis(painter)
        palette = self.palette()
        for digit, picture in enumerate(code_pictures(palette)):
            painter.setPen(palette.color(palette.ColorRole.Text))
            self._paint_name(painter, digit)
            code = self._code_rect(digit)
            painter.drawImage(code, picture)
            painter.setPen(QPen(theme.line(palette), 0))
            painter.drawRect(code)

    def _paint_axis(self, painter: QPainter) -> None:
        palette = self.palette()
        left, right = self._bar_span()
        bottom = self.height() - self._axis_height()
        metrics = self.fontMetrics()
        narrow = (right - left) < metrics.horizontalAdvance("000  ") * len(_TICKS)
        for tick in _TICKS:
            x = round(left + (right - left) * tick / SCALE_END) + 0.5
            painter.setPen(QPen(theme.line(palette), 1))
            painter.drawLine(QRectF(x, 0, 0, bottom).topLeft(), QRectF(x, 0, 0, bottom).bottomLeft())
            if narrow and tick % 100:
                continue
            painter.setPen(theme.quiet(palette))
            box = QRectF(x - 30, bottom + 2, 60, self._axis_height() - 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(tick))
        if self._limit is not None and self._limit < SCALE_END:
            x = left + (right - left) * self._limit / SCALE_END
            painter.setPen(QPen(theme.quiet(palette), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QRectF(x, 0, 0, bottom).topLeft(), QRectF(x, 0, 0, bottom).bottomLeft())

    def _code_rect(self, digit: int) -> QRectF:
        row, unit, ratio = self.row_rect(digit), self._code_unit(), self.devicePixelRatioF()
        left = round((self.fontMetrics().horizontalAdvance("0") + 10) * ratio) / ratio
        top = round((row.center().y() - unit * CODE_ROWS / 2) * ratio) / ratio
        return QRectF(left, top, unit * CODE_COLUMNS, unit * CODE_ROWS)

    def _name_rect(self, digit: int) -> QRectF:
        row = self.row_rect(digit)
        return QRectF(2, row.top(), self._code_rect(digit).left() - 4, row.height())

    def _paint_name(self, painter: QPainter, digit: int) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._name_rect(digit), left, str(digit))

    def _paint_rows(self, painter: QPainter) -> None:
        palette = self.palette()
        plain, accent, bar = palette.color(palette.ColorRole.Text), theme.accent(palette), theme.bar(palette)
        usual, bold = self.font(), self.font()
        bold.setBold(True)
        painter.setFont(usual)
        middle = Qt.AlignmentFlag.AlignVCenter
        figures = self._bar_span()[1] + 4
        for digit in range(10):
            row, winner = self.row_rect(digit), digit == self._winner
            if winner:
                painter.setFont(bold)
                painter.fillRect(self._name_rect(digit), palette.color(palette.ColorRole.Window))
                painter.setPen(accent)
                self._paint_name(painter, digit)
            painter.setPen(accent if winner else plain)
            if self._penalties is not None:
                penalty = float(self._penalties[digit])
                painter.fillRect(self.bar_rect(digit), accent if winner else bar)
                figure = f"{penalty:.1f}" if penalty <= SCALE_END else f"▸ {penalty:.0f}"
                box = QRectF(figures, row.top(), self.width() - figures - 2, row.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, figure)
            if winner:
                painter.setFont(usual)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            digit = self._digit_at(QPointF(event.pos()))
            if digit is not None:
                QToolTip.showText(event.globalPos(), self._row_tip(digit), self)
                return True
        return super().event(event)

    def gestures(self) -> list[Gesture]:
        return [Gesture(self.tr("click"), self.tr("the drawing is this digit"))]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        digit = self._digit_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and digit is not None:
            self.digit_chosen.emit(digit)

    def _digit_at(self, position: QPointF) -> int | None:
        return next((digit for digit in range(10) if self.row_rect(digit).contains(position)), None)

    def _row_tip(self, digit: int) -> str:
        text = self.tr("Penalty of {digit}: the squared distance between F6 and this code.").format(digit=digit)
        text += "\n" + self.tr("Click, or press {digit} on the canvas: the drawing is a {digit}.").format(digit=digit)
        if self._penalties is not None:
            text += f"\n{float(self._penalties[digit]):.4f}"
        if self._limit is not None and self._limit < SCALE_END:
            text += "\n" + self.tr("Dashed line, {limit}: where rubbish stands.").format(limit=f"{self._limit:g}")
        return text

    def changeEvent(self, event: QEvent) -> None:
        self._span = self._rows = None
        super().changeEvent(event)
