"""Which digit is taken for which: the confusion matrix of the digits held out."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui.base import theme
from lenet_gui.base.keys import ARROWS, BY_TAB
from model.network.records import Evaluation

Cell = tuple[int, int]
"""The true digit and the answer."""

_CENTRE = Qt.AlignmentFlag.AlignCenter


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _between(one: QColor, other: QColor, share: float) -> QColor:
    """A colour on the way from one (0) to the other (1)."""
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in zip(_parts(one), _parts(other), strict=True)))


def _light(colour: QColor) -> float:
    """How light a colour looks, 0 to 1."""
    red, green, blue = _parts(colour)
    return float((0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2) ** 0.45)


class ConfusionView(QWidget):
    """A row for each true digit, a column for each answer. What was read right is quiet, mistakes stand out.

    Signals:
        cell_chosen: the true digit and the answer, when a cell is clicked or chosen with Enter.
    """

    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evaluation: Evaluation | None = None
        self._nothing = self.tr("Appears after the first pass")
        self._pointed: Cell | None = None
        self._plurals = (
            *(self.tr("zeros"), self.tr("ones"), self.tr("twos"), self.tr("threes"), self.tr("fours")),
            *(self.tr("fives"), self.tr("sixes"), self.tr("sevens"), self.tr("eights"), self.tr("nines")),
        )
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Confusion matrix: true digit by digit read"))
        self.setAccessibleDescription(self.summary())

    def show_evaluation(self, evaluation: Evaluation | None) -> None:
        """Show another outcome, or none."""
        self._evaluation = evaluation if evaluation is not None and evaluation.count else None
        self._describe()
        self.update()

    def show_nothing(self, why: str) -> None:
        """Show no outcome, and say why there is none."""
        self._nothing = why
        self.show_evaluation(None)

    def summary(self) -> str:
        """The total error in words, or why there is none."""
        if self._evaluation is None:
            return self._nothing
        return self.tr("{errors} of {count} misread, {percent} %").format(
            errors=f"{self._evaluation.errors:,}",
            count=f"{self._evaluation.count:,}",
            percent=f"{self._evaluation.error_percent:.2f}",
        )

    def in_words(self, cell: Cell) -> str:
        """A cell's count and its share of the true digit's row."""
        if self._evaluation is None:
            return self.summary()
        true, answer = cell
        count, row = int(self._evaluation.confusion[cell]), int(self._evaluation.confusion[true].sum())
        if count == 0:
            return self.tr("{true} read as {answer}: never").format(true=true, answer=answer)
        if count == 1:
            template = self.tr("{true} read as {answer}: once ({percent} % of the {digits})")
        else:
            template = self.tr("{true} read as {answer}: {count} times ({percent} % of the {digits})")
        return template.format(
            true=true,
            answer=answer,
            count=f"{count:,}",
            percent=f"{100 * count / row:.1f}",
            digits=self._plurals[true],
        )

    # Geometry

    def _line(self) -> float:
        return self.fontMetrics().height() + 4.0

    def minimumSizeHint(self) -> QSize:
        side = self.fontMetrics().horizontalAdvance("000") + 4
        return QSize(int(side * 10 + self._line() * 2), int(side * 10 + self._line() * 3))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() * 1.5

    def cell_rect(self, true: int, answer: int) -> QRectF:
        """A cell's place, in the widget's coordinates."""
        head = self._line() * 2
        side = max(1, int(min(self.width() - head, self.height() - head - self._line()) / 10))
        left = head + max(0, int((self.width() - head - side * 10) / 2))
        return QRectF(left + answer * side, head + true * side, side, side)

    def cell_at(self, position: QPointF) -> Cell | None:
        """The cell at a place of the widget; None beside the matrix."""
        first = self.cell_rect(0, 0)
        column = (position.x() - first.left()) // first.width()
        row = (position.y() - first.top()) // first.height()
        return (int(row), int(column)) if 0 <= row < 10 and 0 <= column < 10 else None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with QPainter(self) as painter:
            if self._evaluation is None:
                painter.setPen(theme.quiet(palette))
                painter.drawText(QRectF(self.rect()), _CENTRE | Qt.TextFlag.TextWordWrap, self.summary())
                return
            self._paint_heads(painter)
            self._paint_cells(painter, self._evaluation)
            matrix = self.cell_rect(0, 0).united(self.cell_rect(9, 9))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.line(palette), 1))
            painter.drawRect(matrix)
            painter.setPen(palette.color(palette.ColorRole.WindowText))
            painter.drawText(QRectF(0, matrix.bottom() + 2, self.width(), self._line()), _CENTRE, self.summary())
            if self._pointed is not None:
                painter.setPen(QPen(palette.color(palette.ColorRole.WindowText), 2))
                painter.drawRect(self.cell_rect(*self._pointed).adjusted(1, 1, -1, -1))

    def _paint_heads(self, painter: QPainter) -> None:
        matrix = self.cell_rect(0, 0).united(self.cell_rect(9, 9))
        line = self._line()
        painter.setPen(self.palette().color(self.palette().ColorRole.WindowText))
        for digit in range(10):
            cell = self.cell_rect(digit, digit)
            painter.drawText(QRectF(cell.left(), matrix.top() - line, cell.width(), line), _CENTRE, str(digit))
            painter.drawText(QRectF(matrix.left() - line, cell.top(), line, cell.height()), _CENTRE, str(digit))
        painter.setPen(theme.quiet(self.palette()))
        painter.drawText(
            QRectF(matrix.left(), matrix.top() - 2 * line, matrix.width(), line), _CENTRE, self.tr("read as")
        )
        painter.save()
        painter.translate(matrix.left() - 2 * line, matrix.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, matrix.height(), line), _CENTRE, self.tr("true digit"))
        painter.restore()

    def _paint_cells(self, painter: QPainter, evaluation: Evaluation) -> None:
        palette = self.palette()
        paper, accent = theme.paper(palette), theme.accent(palette)
        confusion = evaluation.confusion
        rows = confusion.sum(axis=1)
        most = max((int(confusion[i, j]) for i in range(10) for j in range(10) if i != j), default=0)
        font = self.font()
        font.setPixelSize(max(8, int(min(self.cell_rect(0, 0).height() * 0.42, self.fontMetrics().height() * 1.1))))
        painter.setFont(font)
        for true in range(10):
            for answer in range(10):
                count = int(confusion[true, answer])
                cell = self.cell_rect(true, answer)
                if true == answer:
                    share = count / int(rows[true]) if rows[true] else 0.0
                    fill = _between(paper, theme.line(palette), share)
                    text = palette.color(palette.ColorRole.Text)
                else:
                    # From a fifth on, so that a single mistake is seen beside none.
                    fill = _between(paper, accent, 0.2 + 0.8 * count / most) if count else paper
                    text = max((paper, theme.ink(palette)), key=lambda colour: abs(_light(colour) - _light(fill)))
                painter.fillRect(cell, fill)
                if count or true == answer:
                    painter.setPen(text)
                    painter.drawText(cell, _CENTRE, str(count))
        painter.setFont(self.font())

    # What pointer and keys do

    def _describe(self) -> None:
        shown = self._evaluation is not None and self._pointed is not None
        self.setAccessibleDescription(self.in_words(self._pointed or (0, 0)) if shown else self.summary())

    def _point_at(self, cell: Cell | None) -> None:
        if cell != self._pointed:
            self._pointed = cell
            self._describe()
            self.update()

    def _choose(self) -> None:
        if self._pointed is not None and self._evaluation is not None:
            self.cell_chosen.emit(*self._pointed)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._evaluation is not None:
            cell = self.cell_at(QPointF(event.pos()))
            if cell is not None:
                QToolTip.showText(event.globalPos(), self.in_words(cell), self, self.cell_rect(*cell).toRect())
                return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._point_at(self.cell_at(event.position()))
        self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._pointed is None and event.reason() in BY_TAB:
            self._point_at((0, 0))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self._point_at(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            if self._pointed is None:
                self._point_at((0, 0))
                return
            (row, column), (down, right) = self._pointed, ARROWS[key]
            self._point_at((min(max(row + down, 0), 9), min(max(column + right, 0), 9)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed is not None:
            self._choose()
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)
