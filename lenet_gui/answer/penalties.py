"""The ten RBF penalties as bars on one fixed scale, each beside its 7x12 code."""

from typing import NamedTuple

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
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Row(NamedTuple):
    """One digit's row: the whole of it, its name, code and longest bar, and its penalty in figures."""

    whole: QRectF
    name: QRectF
    code: QRectF
    bar: QRectF
    figures: QRectF


class PenaltyBars(QWidget):
    """A row for each digit: its name, code, bar and penalty. The smallest is highlighted.

    Signals:
        digit_chosen: the digit of a row that was clicked: the drawing is this digit.
    """

    digit_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._penalties: list[float] = []
        self._winner: int | None = None
        self._limit: float | None = None
        self._rows: list[_Row] = []
        self._background = CachedLayer(self, self._paint_background, opaque=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Penalties of the ten digits"))

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's penalties; none is highlighted for an empty canvas."""
        self._penalties = answer.penalties.tolist()
        self._winner = None if answer.verdict is Verdict.BLANK else answer.digit
        if answer.rejection.rubbish_penalty != self._limit:
            self._limit = answer.rejection.rubbish_penalty
            self._background.forget()
        self.setAccessibleDescription(self._description(answer))
        self.update()

    def _description(self, answer: Recognition) -> str:
        """All penalties, smallest first."""
        template = self.tr("{digit}: {penalty}")
        figures = [f"{penalty:.1f}" for penalty in self._penalties]
        return ", ".join(template.format(digit=digit, penalty=figures[digit]) for digit in answer.ranking)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("0000.0") + 130, (metrics.height() + 5) * 11)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width() + 60, self.minimumSizeHint().height() + 130)

    # The geometry of the rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._rows.clear()
        super().resizeEvent(event)

    def _axis_height(self) -> float:
        return self.fontMetrics().height() + 6.0

    def _geometry(self) -> list[_Row]:
        """Each digit's row, computed once for a size and font."""
        if not self._rows:
            ratio, figure = self.devicePixelRatioF(), self.fontMetrics().horizontalAdvance
            height, wide = (self.height() - self._axis_height()) / 10, self.width()
            # A code's cells are whole screen pixels.
            unit = max(1, int(height * 0.82 * ratio / CODE_ROWS)) / ratio
            code_left = round((figure("0") + 10) * ratio) / ratio
            left = figure("0") + 8 + unit * CODE_COLUMNS + 10
            right = max(wide - figure("0000.0") - 6, left + 10)
            bar_height = min(height * 0.5, 18.0)
            for digit in range(10):
                whole = QRectF(0, digit * height, wide, height)
                middle = whole.center().y()
                top = round((middle - unit * CODE_ROWS / 2) * ratio) / ratio
                self._rows.append(
                    _Row(
                        whole,
                        QRectF(2, whole.top(), code_left - 4, height),
                        QRectF(code_left, top, unit * CODE_COLUMNS, unit * CODE_ROWS),
                        QRectF(left, middle - bar_height / 2, right - left, bar_height),
                        QRectF(right + 4, whole.top(), wide - right - 6, height),
                    )
                )
        return self._rows

    def row_rect(self, digit: int) -> QRectF:
        """A digit's row, in the widget's coordinates."""
        return self._geometry()[digit].whole

    def bar_rect(self, digit: int) -> QRectF:
        """A digit's bar, in the widget's coordinates; no width before the first answer."""
        bar = QRectF(self._geometry()[digit].bar)
        bar.setWidth(bar.width() * min(self._penalties[digit] / SCALE_END, 1.0) if self._penalties else 0.0)
        return bar

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._background.draw(painter)
            self._paint_rows(painter)

    def _paint_background(self, painter: QPainter) -> None:
        """What does not change with the ink."""
        self._paint_axis(painter)
        palette = self.palette()
        for digit, (row, picture) in enumerate(zip(self._geometry(), code_pictures(palette), strict=True)):
            painter.setPen(palette.color(palette.ColorRole.Text))
            painter.drawText(row.name, _LEFT, str(digit))
            painter.drawImage(row.code, picture)
            painter.setPen(QPen(theme.line(palette), 0))
            painter.drawRect(row.code)

    def _paint_axis(self, painter: QPainter) -> None:
        palette = self.palette()
        bar = self._geometry()[0].bar
        left, right = bar.left(), bar.right()
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

    def _paint_rows(self, painter: QPainter) -> None:
        palette = self.palette()
        plain, accent, bar = palette.color(palette.ColorRole.Text), theme.accent(palette), theme.bar(palette)
        painter.setPen(plain)
        for digit, (penalty, row) in enumerate(zip(self._penalties, self._geometry(), strict=False)):
            winner = digit == self._winner
            if winner:
                bold = self.font()
                bold.setBold(True)
                painter.setFont(bold)
                painter.fillRect(row.name, palette.color(palette.ColorRole.Window))
                painter.setPen(accent)
                painter.drawText(row.name, _LEFT, str(digit))
            painter.fillRect(self.bar_rect(digit), accent if winner else bar)
            figure = f"{penalty:.1f}" if penalty <= SCALE_END else f"▸ {penalty:.0f}"
            painter.drawText(row.figures, _RIGHT, figure)
            if winner:
                painter.setFont(self.font())
                painter.setPen(plain)

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
        if self._penalties:
            text += f"\n{self._penalties[digit]:.4f}"
        if self._limit is not None and self._limit < SCALE_END:
            text += "\n" + self.tr("Dashed line, {limit}: where rubbish stands.").format(limit=f"{self._limit:g}")
        return text

    def changeEvent(self, event: QEvent) -> None:
        self._rows.clear()
        super().changeEvent(event)
