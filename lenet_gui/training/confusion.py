"""The confusion matrix of the held-out digits: which digit is read as which."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from lenet_gui.base import theme
from lenet_gui.base.grid import CENTRE, Grid
from lenet_gui.base.pointable import PicturePainter, Pointable, paint_frame
from lenet_gui.base.translate import tr
from model.network.records import Evaluation

Cell = tuple[int, int]
"""The true digit and the digit read."""


class ConfusionView(Pointable[Cell]):
    """A row for each true digit, a column for each digit read; mistakes stand out."""

    cell_chosen = Signal(int, int)  # the true digit and the digit read, when a cell is clicked or chosen with Enter

    def __init__(self) -> None:
        name = tr("Confusion matrix: true digit by digit read")
        super().__init__(name)
        self._evaluation: Evaluation | None = None
        self._chosen: Cell | None = None
        self._plurals = (
            *(self.tr("zeros"), self.tr("ones"), self.tr("twos"), self.tr("threes"), self.tr("fours")),
            *(self.tr("fives"), self.tr("sixes"), self.tr("sevens"), self.tr("eights"), self.tr("nines")),
        )
        self.show_nothing()

    def show_evaluation(self, evaluation: Evaluation | None) -> None:
        """Show an evaluation; None or an empty one shows that there is nothing."""
        self._evaluation = evaluation if evaluation is not None and evaluation.count else None
        self.renew()

    def show_nothing(self, why: str = "") -> None:
        """Say why there is nothing; empty while the first pass is awaited."""
        self._nothing = why or self.tr("The confusion matrix appears after the first pass")
        self.show_evaluation(None)

    def mark_cell(self, cell: Cell | None) -> None:
        """Frame the cell whose digits are shown beside the matrix; None where all are."""
        if cell != self._chosen:
            self._chosen = cell
            self.renew()

    def hint(self) -> str:
        """The total error, or why there is none; and which cell is marked."""
        if self._evaluation is None or self._chosen is None:
            return self._total()
        return self.tr("{total}; chosen: {cell}").format(total=self._total(), cell=self.words_of(self._chosen))

    def _total(self) -> str:
        if self._evaluation is None:
            return self._nothing
        return self.tr("{errors} of {count} misread, {percent} %").format(
            errors=f"{self._evaluation.errors:,}",
            count=f"{self._evaluation.count:,}",
            percent=f"{self._evaluation.error_percent:.2f}",
        )

    def words_of(self, place: Cell) -> str:
        """A cell's count and its share of the true digit's row."""
        if self._evaluation is None:
            return self._nothing
        true, answer = place
        count, row = int(self._evaluation.confusion[place]), int(self._evaluation.confusion[true].sum())
        if count == 0:
            return self.tr("{true} read as {answer}: never").format(true=true, answer=answer)
        template = self.tr("{true} read as {answer}: {count} times ({percent} % of the {digits})")
        if count == 1:
            template = self.tr("{true} read as {answer}: once ({percent} % of the {digits})")
        percent, digits = f"{100 * count / row:.1f}", self._plurals[true]
        return template.format(true=true, answer=answer, count=f"{count:,}", percent=percent, digits=digits)

    def _line(self) -> float:
        return self.fontMetrics().height() + 4.0

    def minimumSizeHint(self) -> QSize:
        side = self.fontMetrics().horizontalAdvance("000") + 4
        return QSize(int(side * 10 + self._line() * 2), int(side * 10 + self._line() * 3))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() * 1.5

    def _matrix(self) -> Grid:
        head = self._line() * 2
        side = max(1, int(min(self.width() - head, self.height() - head - self._line()) / 10))
        left = head + max(0, int((self.width() - head - side * 10) / 2))
        return Grid(QRectF(left, head, side * 10, side * 10), 10, 10)

    def rect_of(self, place: Cell) -> QRectF:
        return self._matrix().cell(*place)

    def place_at(self, position: QPointF) -> Cell | None:
        return None if self._evaluation is None else self._matrix().cell_at(position)

    def first_place(self) -> Cell:
        return 0, 0

    def next_place(self, place: Cell, down: int, right: int) -> Cell:
        return self._matrix().clamp(place[0] + down, place[1] + right)

    def choose_place(self, place: Cell) -> None:
        if self._evaluation is not None:
            self.cell_chosen.emit(*place)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with PicturePainter(self) as painter:
            if self._evaluation is None:
                painter.setPen(theme.quiet(palette))
                painter.drawText(QRectF(self.rect()), CENTRE | Qt.TextFlag.TextWordWrap, self._nothing)
                return
            matrix = self._matrix()
            self._paint_heads(painter, matrix)
            self._paint_cells(painter, matrix, self._evaluation)
            painter.setPen(QPen(theme.line(palette), 1))
            painter.drawRect(matrix.rect)
            painter.setPen(palette.color(palette.ColorRole.WindowText))
            painter.drawText(QRectF(0, matrix.rect.bottom() + 2, self.width(), self._line()), CENTRE, self._total())
            if self._chosen is not None:
                paint_frame(painter, self.rect_of(self._chosen), 2.0)
            self.paint_mark(painter)

    def _paint_heads(self, painter: QPainter, grid: Grid) -> None:
        matrix, line = grid.rect, self._line()
        painter.setPen(self.palette().color(self.palette().ColorRole.WindowText))
        for digit in range(10):
            cell = grid.cell(digit, digit)
            painter.drawText(QRectF(cell.left(), matrix.top() - line, cell.width(), line), CENTRE, str(digit))
            painter.drawText(QRectF(matrix.left() - line, cell.top(), line, cell.height()), CENTRE, str(digit))
        painter.setPen(theme.quiet(self.palette()))
        above = QRectF(matrix.left(), matrix.top() - 2 * line, matrix.width(), line)
        painter.drawText(above, CENTRE, self.tr("read as"))
        painter.save()
        painter.translate(matrix.left() - 2 * line, matrix.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, matrix.height(), line), CENTRE, self.tr("true digit"))
        painter.restore()

    def _paint_cells(self, painter: QPainter, matrix: Grid, evaluation: Evaluation) -> None:
        palette = self.palette()
        paper, line, accent = theme.paper(palette), theme.line(palette), theme.accent(palette)
        confusion = evaluation.confusion
        rows, most = confusion.sum(axis=1), int((confusion * ~np.eye(10, dtype=np.bool_)).max())
        font = self.font()
        font.setPixelSize(max(8, int(min(matrix.cell(0, 0).height() * 0.42, self.fontMetrics().height() * 1.1))))
        painter.setFont(font)
        for true, answer in np.ndindex(10, 10):
            count, cell = int(confusion[true, answer]), matrix.cell(true, answer)
            if true == answer:
                fill = theme.mixed(paper, line, count / int(rows[true]) if count else 0.0)
            else:
                # At least a fifth, so that a single mistake can be told from none.
                fill = theme.mixed(paper, accent, 0.2 + 0.8 * count / most) if count else paper
            painter.fillRect(cell, fill)
            if count or true == answer:
                painter.setPen(theme.readable_on(fill))
                painter.drawText(cell, CENTRE, str(count))
        painter.setFont(self.font())
