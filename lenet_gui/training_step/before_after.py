"""The ten penalties before the step and after it: what the step did to the answer."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from lenet_gui.base import theme
from lenet_gui.base.grid import LEFT, RIGHT
from lenet_gui.base.pointable import CLEAR_PX, PicturePainter, Pointable, paint_focus
from lenet_gui.training_step.boxes import UNKNOWN
from lenet_gui.training_step.words import small
from model.network.wiring import OUTPUT
from model.training.step.training_step import TrainingStep

_ROWS = 10
_TIGHT = 1.35
"""The least height of a row, in heights of a figure: in some fonts a line has much room above and below it."""


class BeforeAfter(Pointable[int]):
    """A row for each digit: its penalty before the step as a hollow bar, after it as a full one, and the difference."""

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("The penalties before the step and after it"))
        self._step: TrainingStep | None = None

    def show_step(self, step: TrainingStep) -> None:
        self._step = step
        self.renew()

    def _line(self) -> float:
        return max(self._least_row(), (self.height() - self._head() - CLEAR_PX) / _ROWS)

    def _head(self) -> int:
        return CLEAR_PX + 2 * self.fontMetrics().lineSpacing() + 2

    def _least_row(self) -> int:
        return round(self.fontMetrics().capHeight() * _TIGHT)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        texts = self.tr("Penalties before and after"), "0  00.0 → 00.00  -0.0000    "
        height = self._head() + _ROWS * self._least_row() + CLEAR_PX
        return QSize(max(map(metrics.horizontalAdvance, texts)) + 2 * CLEAR_PX, height)

    def _figures_width(self, step: TrainingStep) -> int:
        texts = ["-0.0000", *(_change(step, digit) for digit in range(_ROWS))]
        return max(self.fontMetrics().horizontalAdvance(text + " ") for text in texts)

    def place_at(self, position: QPointF) -> int | None:
        row = int((position.y() - self._head()) / self._line())
        return row if position.y() >= self._head() and 0 <= row < _ROWS else None

    def rect_of(self, place: int) -> QRectF:
        return QRectF(0, self._head() + place * self._line(), self.width(), self._line())

    def words_of(self, place: int) -> str:
        if self._step is None:
            return ""
        before = f"{float(self._step.before.penalties[place]):.5f}"
        after = f"{float(self._step.after.penalties[place]):.5f}" if self._step.rule.is_known else UNKNOWN
        slope = float(self._step.errors[OUTPUT][place, 0, 0])
        return self.tr(
            "Penalty of {digit}:  {before} before, {after} after the step. Slope of the loss: {slope}"
        ).format(digit=place, before=before, after=after, slope=small(slope))

    def hint(self) -> str:
        if self._step is None:
            return ""
        return self.tr("Loss {before} before the step, {after} after it").format(
            before=f"{self._step.before.loss:.5g}",
            after=f"{self._step.after.loss:.5g}" if self._step.rule.is_known else UNKNOWN,
        )

    def first_place(self) -> int | None:
        return None if self._step is None else 0

    def next_place(self, place: int, down: int, right: int) -> int:
        return min(max(place + down, 0), _ROWS - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._step is None:
            return
        palette, line = self.palette(), self.fontMetrics().lineSpacing()
        known = self._step.rule.is_known
        before, after = self._step.before, self._step.after
        with PicturePainter(self) as painter:
            painter.setPen(palette.color(palette.ColorRole.WindowText))
            head = QRectF(CLEAR_PX, CLEAR_PX, self.width() - 2 * CLEAR_PX, line)
            painter.drawText(head, LEFT, self.tr("Penalties before and after"))
            painter.setPen(theme.quiet(palette))
            text = self.tr("loss {before} → {after}").format(
                before=small(before.loss, 4, False), after=small(after.loss, 4, False) if known else UNKNOWN
            )
            painter.drawText(head.translated(0, line), LEFT, text)
            for digit in range(_ROWS):
                self._paint_row(painter, digit, self._step, known)
            self.paint_mark(painter)
            paint_focus(painter, self)

    def _paint_row(self, painter: QPainter, digit: int, step: TrainingStep, known: bool) -> None:
        palette, metrics = self.palette(), self.fontMetrics()
        row = self.rect_of(digit).adjusted(CLEAR_PX, 0, -CLEAR_PX, 0)
        before, after = (float(one.penalties[digit]) for one in (step.before, step.after))
        end = max(1.0, *(float(one.penalties.max()) for one in (step.before, step.after)))
        name = row.left() + metrics.horizontalAdvance("00")
        room = max(10.0, row.right() - name - self._figures_width(step) - 4) / end
        strong = palette.color(palette.ColorRole.WindowText)
        painter.setPen(strong)
        painter.drawText(row, LEFT, str(digit))
        if known:
            painter.drawText(row, RIGHT, _change(step, digit))
            bar = QRectF(name, row.top() + 2, room * after, row.height() - 4)
            painter.fillRect(bar, theme.accent(palette) if digit == step.label else theme.bar(palette))
        painter.setPen(QPen(strong, 1))
        painter.drawRect(QRectF(name, row.top() + 1, room * before, row.height() - 3))


def _change(step: TrainingStep, digit: int) -> str:
    return small(float(step.after.penalties[digit]) - float(step.before.penalties[digit]), 2)
