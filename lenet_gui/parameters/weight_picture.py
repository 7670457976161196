"""F6's 84 x 120 weights as one picture: a row for each unit, a column for each C5 unit that it reads."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui import theme
from lenet_gui.keys import ARROWS, BY_TAB
from lenet_gui.scale import ActivationScale
from lenet_gui.why.words import figure
from model.records import FloatArray
from model.wiring import shape_of

_ROWS, _COLUMNS = shape_of("F6")[0], shape_of("C5")[0]
_SMALLEST = 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WeightPicture(QWidget):
    """One crisp cell a weight. Arrows walk them.

    Signals:
        chosen: the F6 unit whose row was clicked, or chosen with Enter.
        walked: the QRectF of the cell that a key led to, so that it can be scrolled into sight.
    """

    chosen = Signal(int)
    walked = Signal(object)

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._weights: FloatArray = np.zeros((_ROWS, _COLUMNS), dtype=np.float32)
        self._limit = 1.0
        self._image: QImage | None = None
        self._pointed: tuple[int, int] | None = None
        self._chosen = 0
        scale.changed.connect(self._recolour)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("F6: the weights of its 84 units, a row each, from C5's 120 units"))
        self._describe()

    # What is shown

    def show_weights(self, weights: FloatArray, limit: float) -> None:
        """Show other weights, (84, 120), on a scale from ``-limit`` to ``limit``."""
        self._weights, self._limit = weights, limit
        self._recolour()
        self._describe()

    def mark(self, unit: int) -> None:
        """Frame a unit's row."""
        self._chosen = unit
        self.update()

    def words_of(self, row: int, column: int) -> str:
        """One weight's place and value."""
        template = self.tr("F6 unit {unit} from C5 unit {source}:  weight {weight}")
        return template.format(unit=row, source=column, weight=figure(float(self._weights[row, column])))

    def _describe(self) -> None:
        hint = self.tr("Arrows walk the weights, Enter chooses the unit of a row")
        self.setAccessibleDescription(hint if self._pointed is None else self.words_of(*self._pointed))

    def _recolour(self) -> None:
        self._image = None
        self.update()

    # Geometry

    def _left(self) -> int:
        return self.fontMetrics().horizontalAdvance("00") + 6

    def picture_rect(self) -> QRectF:
        """The picture, each weight on a whole number of the screen's own pixels."""
        ratio, left, top = self.devicePixelRatioF(), self._left(), self.fontMetrics().height() + 4
        wide = max(_SMALLEST, int((self.width() - left - 2) * ratio / _COLUMNS)) / ratio
        tall = max(_SMALLEST, int((self.height() - top - 2) * ratio / _ROWS)) / ratio
        return QRectF(left, top, wide * _COLUMNS, tall * _ROWS)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """A weight's cell."""
        picture = self.picture_rect()
        width, height = picture.width() / _COLUMNS, picture.height() / _ROWS
        return QRectF(picture.left() + column * width, picture.top() + row * height, width, height)

    def cell_at(self, position: QPointF) -> tuple[int, int] | None:
        """(row, column) of the weight at a place of the widget."""
        picture = self.picture_rect()
        if not picture.contains(position):
            return None
        row = int((position.y() - picture.top()) / picture.height() * _ROWS)
        column = int((position.x() - picture.left()) / picture.width() * _COLUMNS)
        return min(row, _ROWS - 1), min(column, _COLUMNS - 1)

    def minimumSizeHint(self) -> QSize:
        height = self.fontMetrics().height() + 6
        return QSize(self._left() + _COLUMNS * _SMALLEST + 2, height + _ROWS * _SMALLEST)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, picture, line = self.palette(), self.picture_rect(), self.fontMetrics().height()
        if self._image is None:
            self._image = self._scale.image(self._weights, palette, self._limit)
        with QPainter(self) as painter:
            painter.drawImage(picture, self._image)
            painter.setPen(QPen(theme.line(palette), 0))
            painter.drawRect(picture)
            painter.setPen(theme.quiet(palette))
            numbers = self.fontMetrics().horizontalAdvance("000")
            for column in range(0, _COLUMNS, 10 if self.cell_rect(0, 0).width() * 10 > numbers * 1.3 else 20):
                middle = self.cell_rect(0, column).center().x()
                place = QRectF(middle - numbers, 0, 2 * numbers, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(column))
            for row in range(0, _ROWS, 10 if self.cell_rect(0, 0).height() * 10 > line else 20):
                place = QRectF(0, self.cell_rect(row, 0).center().y() - line / 2, picture.left() - 4, line)
                painter.drawText(place, _RIGHT, str(row))
            self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        row = self.cell_rect(self._chosen, 0).united(self.cell_rect(self._chosen, _COLUMNS - 1))
        painter.setPen(QPen(theme.accent(self.palette()), 2))
        painter.drawRect(row.adjusted(-1, -1, 1, 1))
        if self._pointed is not None:
            mark = self.cell_rect(*self._pointed).adjusted(-1, -1, 1, 1)
            painter.setPen(QPen(QColor("white"), 3))
            painter.drawRect(mark)
            painter.setPen(QPen(QColor("black"), 1))
            painter.drawRect(mark)

    # Pointer and keys

    def _point_at(self, cell: tuple[int, int] | None) -> None:
        if cell != self._pointed:
            self._pointed = cell
            self._describe()
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            if cell is not None:
                place = self.cell_rect(*cell).toAlignedRect()
                QToolTip.showText(event.globalPos(), self.words_of(*cell), self, place)
                return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.chosen.emit(cell[0])

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_TAB and self._pointed is None:
            self._walk_to((self._chosen, 0))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self._point_at(None)
        super().focusOutEvent(event)

    def _walk_to(self, cell: tuple[int, int]) -> None:
        self._point_at(cell)
        self.walked.emit(self.cell_rect(*cell))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            row, column = self._pointed or (self._chosen, 0)
            down, right = ARROWS[key] if self._pointed is not None else (0, 0)
            self._walk_to((min(max(row + down, 0), _ROWS - 1), min(max(column + right, 0), _COLUMNS - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._pointed is not None:
            self.chosen.emit(self._pointed[0])
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._recolour()
            self.updateGeometry()
        super().changeEvent(event)
