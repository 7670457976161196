"""The weights of a unit's map, and below them the gradient of each; one of them can be chosen."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import LEFT, Grid
from lenet_gui.base.pointable import CLEAR_PX, PicturePainter, Pointable, paint_focus, paint_frame
from lenet_gui.training_step.boxes import UNKNOWN
from lenet_gui.training_step.words import small, weight_name
from model.network.records import FloatArray
from model.network.wiring import Unit
from model.training.step.training_step import TrainingStep
from model.training.step.weight import Part, Weight, kernel_side, slot_of, sources_of

GAP = 6
LARGEST = 1.6
"""How many times as high as the text a cell may be."""
_F6_COLUMNS = 15
_OF_SUBSAMPLING = 2
"""How many weights a map of S2 or S4 has; there is room for their names."""


@dataclass(frozen=True)
class CellBlock:
    """Weights that are shown as one rectangle of cells."""

    weights: tuple[tuple[Weight, ...], ...]
    """Rows of cells."""

    @property
    def rows(self) -> int:
        return len(self.weights)

    @property
    def columns(self) -> int:
        return len(self.weights[0])


def blocks_of(layer: str, index: int) -> list[CellBlock]:
    """All weights of a map: its kernels, or F6's as one block, or the coefficient; and the bias behind them."""
    side, sources = kernel_side(layer), sources_of(layer, index)
    if layer == "F6":
        cells = [Weight(layer, index, Part.KERNEL, source) for source in sources]
        blocks = [CellBlock(tuple(tuple(cells[at : at + _F6_COLUMNS]) for at in range(0, len(cells), _F6_COLUMNS)))]
    else:
        blocks = [
            CellBlock(
                tuple(
                    tuple(Weight(layer, index, Part.KERNEL, source, row, column) for column in range(side))
                    for row in range(side)
                )
            )
            for source in sources
        ]
    others = (Part.COEFFICIENT, Part.BIAS) if layer in ("S2", "S4") else (Part.BIAS,)
    return [*blocks, *(CellBlock(((Weight(layer, index, part),),)) for part in others)]


class WeightsView(Pointable[Weight]):
    """The weights, and beside or below them their gradients, each on a symmetric scale of its own."""

    chosen = Signal(object)  # the Weight that was clicked, or chosen with Enter

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("The weights of the unit's map, and their gradients"))
        self._scale = scale
        self._step: TrainingStep | None = None
        self._weight: Weight | None = None
        self._blocks: list[CellBlock] = []
        self._grids: list[Grid] | None = None
        self._shift = QPointF()
        scale.changed.connect(self.update)

    def show_map(self, step: TrainingStep, unit: Unit) -> None:
        self._step = step
        self._blocks = blocks_of(unit.layer, unit.map)
        self._grids = None
        self.point_at(None)
        self.renew()

    def steepest(self) -> Weight | None:
        """The weight with the largest gradient among those shown."""
        if self._step is None:
            return None
        gradient = self._step.gradient.flat
        every = [weight for block in self._blocks for row in block.weights for weight in row]
        every = [weight for weight in every if weight.part is not Part.BIAS]
        return max(every, key=lambda weight: abs(float(gradient[slot_of(weight)])), default=None)

    def mark(self, weight: Weight) -> None:
        self._weight = weight
        self.update()

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        width = 34 * self.fontMetrics().averageCharWidth()
        return QSize(width + 2 * CLEAR_PX, 2 * (self._line() + 40) + GAP + 2 * CLEAR_PX)

    @property
    def grids(self) -> list[Grid]:
        if self._grids is None:
            self._grids, self._shift = self._arranged()
        return self._grids

    def _arranged(self) -> tuple[list[Grid], QPointF]:
        """Where the blocks lie with the largest cells that fit, and how far from the weights the gradients are."""
        if not self._blocks:
            return [], QPointF()
        room = QSizeF(self.width() - 2 * CLEAR_PX, self.height() - 2 * CLEAR_PX)
        halves = (
            (QSizeF(room.width(), room.height() / 2 - GAP), QPointF(0, room.height() / 2 + GAP)),
            (QSizeF((room.width() - 3 * GAP) / 2, room.height()), QPointF((room.width() + 3 * GAP) / 2, 0)),
        )
        most = 1 if len(self._blocks) == _OF_SUBSAMPLING else len(self._blocks)
        tries = [
            (self._cell_side(half, columns), columns, shift) for half, shift in halves for columns in range(1, most + 1)
        ]
        cell, columns, shift = max(tries, key=lambda one: one[0])
        # As near to each other as they are large.
        rows = -(-len(self._blocks) // columns)
        if shift.y():
            tall = max(block.rows for block in self._blocks)
            shift.setY(self._head() + rows * (tall * cell + GAP) + GAP)
        return self._placed(cell, columns), shift

    def _cell_side(self, half: QSizeF, columns: int) -> float:
        wide, tall = max(b.columns for b in self._blocks), max(b.rows for b in self._blocks)
        rows = -(-len(self._blocks) // columns)
        across = (half.width() - GAP * (columns - 1)) / (columns * wide)
        down = (half.height() - self._head() - GAP * (rows - 1)) / (rows * tall)
        return min(across, down, LARGEST * self.fontMetrics().height())

    def _placed(self, cell: float, columns: int) -> list[Grid]:
        wide, tall = max(b.columns for b in self._blocks) * cell, max(b.rows for b in self._blocks) * cell
        grids = []
        for at, block in enumerate(self._blocks):
            left, top = (at % columns) * (wide + GAP), self._head() + (at // columns) * (tall + GAP)
            rect = QRectF(CLEAR_PX + left, CLEAR_PX + top, block.columns * cell, block.rows * cell)
            grids.append(Grid(rect, block.rows, block.columns))
        return grids

    def _head(self) -> int:
        return self._line() + 2

    @property
    def _shifts(self) -> tuple[QPointF, QPointF]:
        """Where the weights and where their gradients lie."""
        _ = self.grids
        return QPointF(), self._shift

    def place_at(self, position: QPointF) -> Weight | None:
        for shift in self._shifts:
            for block, grid in zip(self._blocks, self.grids, strict=True):
                if cell := grid.cell_at(position - shift):
                    return block.weights[cell[0]][cell[1]]
        return None

    def rect_of(self, place: Weight) -> QRectF:
        for block, grid in zip(self._blocks, self.grids, strict=True):
            for row, cells in enumerate(block.weights):
                if place in cells:
                    return grid.cell(row, cells.index(place))
        return QRectF()

    def words_of(self, place: Weight) -> str:
        if self._step is None:
            return weight_name(place)
        one = self._step.of_weight(place)
        change = small(one.change) if self._step.rule.is_known else UNKNOWN
        return self.tr("{name}:  {before},  gradient {gradient},  change {change}").format(
            name=weight_name(place), before=small(one.before), gradient=small(one.gradient), change=change
        )

    def hint(self) -> str:
        return self.tr("Arrow keys move between the weights; Enter chooses one")

    def first_place(self) -> Weight | None:
        if self._weight is not None and not self.rect_of(self._weight).isNull():
            return self._weight
        return self._blocks[0].weights[0][0] if self._blocks else None

    def next_place(self, place: Weight, down: int, right: int) -> Weight:
        here = self.rect_of(place)
        step = QPointF(right * (here.width() + GAP), down * (here.height() + GAP))
        near = self.place_at(here.center() + step) or self.place_at(here.center() + step / 1.5)
        return near if near is not None and (near == place or self.rect_of(near) != here) else place

    def choose_place(self, place: Weight) -> None:
        self.chosen.emit(place)

    def rearrange(self) -> None:
        self._grids = None

    def _values(self, flat: FloatArray, block: CellBlock) -> FloatArray:
        values: FloatArray = flat[np.array([[slot_of(weight) for weight in row] for row in block.weights])]
        return values

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._step is None:
            return
        palette = self.palette()
        kinds = (self.tr("weights"), self._step.weights.flat), (self.tr("gradients"), self._step.gradient.flat)
        with PicturePainter(self) as painter:
            for (name, flat), shift in zip(kinds, self._shifts, strict=True):
                values = [self._values(flat, block) for block in self._blocks]
                limit = max(float(np.abs(one).max()) for one in values) or 1.0
                painter.setPen(theme.quiet(palette))
                head = QRectF(CLEAR_PX, CLEAR_PX, self.width() - shift.x() - 2 * CLEAR_PX, self._line()).translated(
                    shift
                )
                painter.drawText(head, LEFT, f"{name}  ±{small(limit, 2, sign=False)}")
                for block, one, grid in zip(self._blocks, values, self.grids, strict=True):
                    rect = grid.rect.translated(shift)
                    self._scale.paint_framed(painter, rect, one, palette, limit)
                    if len(self._blocks) == _OF_SUBSAMPLING and one.size == 1:  # F6's other block is its weights
                        painter.setPen(palette.color(palette.ColorRole.WindowText))
                        beside = QRectF(rect.right() + GAP, 0, self.width() - rect.right(), self._line())
                        beside.moveTop(rect.center().y() - beside.height() / 2)  # F6's cells are lower than a line
                        painter.drawText(beside, LEFT, self._named(block.weights[0][0].part, float(one[0, 0])))
            self._paint_marks(painter)
            paint_focus(painter, self)

    def _named(self, part: Part, value: float) -> str:
        name = self.tr("coefficient {value}") if part is Part.COEFFICIENT else self.tr("bias {value}")
        return name.format(value=small(value))

    def _paint_marks(self, painter: QPainter) -> None:
        for weight, chosen in ((self._weight, True), (self.pointed, False)):
            if weight is None:
                continue
            for shift in self._shifts:
                frame = self.rect_of(weight).translated(shift)
                paint_frame(painter, frame)
                if chosen:
                    painter.setPen(QPen(theme.accent(self.palette()), 2))
                    painter.drawRect(frame.adjusted(-2, -2, 2, 2))
