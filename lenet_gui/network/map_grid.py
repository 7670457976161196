"""One layer's feature maps, side by side, each value a crisp square of colour; any unit can be pointed at."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui import theme
from lenet_gui.keys import ARROWS
from model.records import FloatArray

GAP = 5
SMALLEST_CELL = 34


@dataclass(frozen=True)
class Unit:
    """One value of one layer, counted from 0."""

    layer: str
    map: int
    row: int
    column: int
    value: float


def describe(unit: Unit) -> str:
    """A unit's place and value, in one line."""
    template = QCoreApplication.translate("MapGrid", "{layer} map {map}, row {row}, column {column}:  {value}")
    return template.format(layer=unit.layer, map=unit.map, row=unit.row, column=unit.column, value=f"{unit.value:+.4f}")


class MapGrid(QWidget):
    """Shows values (maps, side, side) on one fixed scale, in a grid of cells.

    Args:
        layer: its name, as the paper has it.
        maps: how many.
        side: units along a map's side.
        columns: cells beside each other.
        limits: the values at the two ends of the colour scale; what lies beyond gets the end's colour.
        as_ink: coloured as ink on paper, instead of on the scale of activations.

    Signals:
        pointed: the Unit under the pointer, or None when it has left.
    """

    pointed = Signal(object)

    def __init__(
        self,
        layer: str,
        maps: int,
        side: int,
        columns: int,
        limits: tuple[float, float],
        as_ink: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.layer = layer
        self._maps, self._side, self._columns = maps, side, columns
        self._rows = -(-maps // columns)
        self._limits = limits
        self._as_ink = as_ink
        self._values: FloatArray = np.zeros((maps, side, side), dtype=np.float32)
        self._images: list[QImage] | None = None
        self._pointed: tuple[int, int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(
            self.tr("{layer}: {maps} feature maps of {side} x {side}").format(layer=layer, maps=maps, side=side)
            if maps > 1
            else layer
        )

    # What is shown

    @property
    def values(self) -> FloatArray:
        """(maps, side, side), as shown."""
        return self._values

    def set_values(self, values: FloatArray) -> None:
        """Show other values, (maps, side, side); they are not changed here and must not be elsewhere."""
        self._values = values.reshape(self._maps, self._side, self._side)
        self._images = None
        self.update()
        if self._pointed is not None:
            self.pointed.emit(self.pointed_unit())

    def pointed_unit(self) -> Unit | None:
        """The unit under the pointer or chosen by key, with its value now."""
        if self._pointed is None:
            return None
        index, row, column = self._pointed
        return Unit(self.layer, index, row, column, float(self._values[index, row, column]))

    def _label_font(self) -> QFont:
        font = self.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.8))
        return font

    def _label_height(self) -> float:
        return 0.0 if self._maps == 1 else QFontMetricsF(self._label_font()).height()

    def _side_px(self) -> float:
        """A map's side, so that each unit covers a whole number of the screen's own pixels."""
        width = self.width() / self._columns - GAP
        height = self.height() / self._rows - GAP - self._label_height()
        ratio = self.devicePixelRatioF()
        return max(1, int(min(width, height) * ratio / self._side)) * self._side / ratio

    def cell_rect(self, index: int) -> QRectF:
        """Where a map's picture lies, in the widget's coordinates."""
        side = self._side_px()
        row, column = divmod(index, self._columns)
        # Cells share the height evenly, so that the rows of grids beside each other line up.
        pitch = self.height() / self._rows
        left = (self.width() - (side + GAP) * self._columns + GAP) / 2
        ratio = self.devicePixelRatioF()
        label = self._label_height()
        x, y = left + column * (side + GAP), row * pitch + label + max(0.0, (pitch - label - GAP - side) / 2)
        return QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, side, side)

    def minimumSizeHint(self) -> QSize:
        height = SMALLEST_CELL + GAP + self._label_height()
        return QSize(int(self._columns * (SMALLEST_CELL + GAP)), int(self._rows * height))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() * 2

    def _coloured(self) -> list[QImage]:
        if self._images is None:
            dark = theme.is_dark(self.palette())
            table = theme.ink_table(dark) if self._as_ink else theme.activation_table(dark)
            low, high = self._limits
            steps = np.clip((self._values - low) * (255 / (high - low)) + 0.5, 0, 255).astype(np.uint8)
            pixels = table[steps]
            self._images = [theme.picture(values) for values in pixels]
        return self._images

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setFont(self._label_font())
            height = self._label_height()
            for index, image in enumerate(self._coloured()):
                cell = self.cell_rect(index)
                painter.drawImage(cell, image)
                painter.setPen(QPen(theme.line(palette), 0))
                painter.drawRect(cell)
                if height:
                    label = QRectF(cell.left(), cell.top() - height, cell.width() + GAP, height)
                    painter.setPen(theme.quiet(palette))
                    painter.drawText(
                        label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._label(index)
                    )
            if self._pointed is not None:
                self._mark(painter, *self._pointed)

    def _label(self, index: int) -> str:
        return f"{self.layer}·{index}"

    def _mark(self, painter: QPainter, index: int, row: int, column: int) -> None:
        cell = self.cell_rect(index)
        unit = cell.width() / self._side
        mark = QRectF(cell.left() + column * unit, cell.top() + row * unit, unit, unit).adjusted(-1, -1, 1, 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 3))
        painter.drawRect(mark)
        painter.setPen(QPen(QColor("black"), 1))
        painter.drawRect(mark)
        painter.setPen(QPen(theme.accent(self.palette()), 1.5))
        painter.drawRect(cell.adjusted(-1, -1, 1, 1))

    # What pointer and keys do

    def unit_at(self, position: QPointF) -> tuple[int, int, int] | None:
        """(map, row, column) at a place of the widget; None between the maps."""
        for index in range(self._maps):
            cell = self.cell_rect(index)
            if cell.contains(position):
                last = self._side - 1
                row = min(int((position.y() - cell.top()) / cell.height() * self._side), last)
                column = min(int((position.x() - cell.left()) / cell.width() * self._side), last)
                return index, row, column
        return None

    def _point_at(self, unit: tuple[int, int, int] | None) -> None:
        if unit != self._pointed:
            self._pointed = unit
            self.update()
            pointed = self.pointed_unit()
            # For screen readers, as the keys walk from unit to unit.
            self.setAccessibleDescription("" if pointed is None else describe(pointed))
            self.pointed.emit(pointed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.unit_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        index, row, column = self._pointed or (0, 0, 0)
        if key in ARROWS:
            if self._pointed is not None:
                row += ARROWS[key][0]
                column += ARROWS[key][1]
            last = self._side - 1
            self._point_at((index, min(max(row, 0), last), min(max(column, 0), last)))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self._point_at(((index + step) % self._maps, row, column))
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._images = None
            self.updateGeometry()
            self.update()
        super().changeEvent(event)
