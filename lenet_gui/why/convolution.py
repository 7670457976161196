"""C1 and C3: for each input map, patch times kernel, and the sum of the products."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.base.grid import CENTRE, MIDDLE, Grid
from lenet_gui.base.translate import figure, tr
from lenet_gui.why.sheet import GAP, Sheet, SheetCell, figures_width, paint_values, whole_pixels
from model.network.explain import ConvolutionExplanation, KernelPatch
from model.network.wiring import INPUT, Unit
from model.network.words.arithmetic import product_line
from model.network.words.unit_names import unit_name

_SIDE = 5
_BETWEEN = 4 * GAP


_Columns = tuple[float, float, float]


class _Beside(NamedTuple):
    """Widths of the texts next to a patch's pictures."""

    name: float
    sign: float
    total: float


class ConvolutionSheet(Sheet[ConvolutionExplanation]):
    """Three 5x5 pictures for each patch (inputs, kernel, products), several patches side by side where they fit."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self._patches: tuple[KernelPatch, ...] = ()
        self._limits = (scale.limit, 0.0, 0.0)
        self._still = CachedLayer(self, self._paint_still)
        self._still_key: object = None
        # Measured with each arrangement, because measuring text is slow.
        self._widths: tuple[_Columns, _Beside] = (0.0, 0.0, 0.0), _Beside(0.0, 0.0, 0.0)
        self.setAccessibleName(self.tr("Convolution: input times kernel, product by product"))

    def show_explanation(self, explanation: ConvolutionExplanation) -> None:
        """Show a unit's patches; the kernels' colour scale ends at its largest weight."""
        before = len(self._patches), self._limits
        self._explanation, self._patches = explanation, explanation.patches
        weight = max(float(abs(patch.kernel).max()) for patch in self._patches)
        # The scale of the products ends at their largest possible value, so that it does not depend on the drawing.
        self._limits = (self.scale.limit, weight, self.scale.limit * weight)
        self.refresh(before != (len(self._patches), self._limits))

    def _short_name(self, patch: KernelPatch) -> str:
        return patch.block.layer if patch.block.layer == INPUT else f"{patch.block.layer}·{patch.block.map}"

    def _heads(self) -> tuple[tuple[str, str], ...]:
        names = (self.tr("input"), self.tr("kernel"), self.tr("product"))
        return tuple((name, f"±{limit:.2f}") for name, limit in zip(names, self._limits, strict=True))

    def _columns(self, cell: float) -> _Columns:
        """The widths of the three pictures, or of the texts above them if those are wider."""
        width = self.fontMetrics().horizontalAdvance
        first, second, third = (max(_SIDE * cell, *(width(text) for text in head)) for head in self._heads())
        return first, second, third

    def _beside(self) -> _Beside:
        width = self.fontMetrics().horizontalAdvance
        name = max(width(self._short_name(patch)) for patch in self._patches)
        return _Beside(name + GAP, width("×") + GAP, width("+0.000") + 2)

    def _block_width(self, cell: float) -> float:
        beside = self._beside()
        return beside.name + sum(self._columns(cell)) + 3 * beside.sign + beside.total

    def _fitting(self, width: float) -> int:
        """How many patches of the smallest size fit side by side."""
        block = self._block_width(self._smallest_cell())
        return min(max(1, int((width + _BETWEEN) / (block + _BETWEEN))), len(self._patches))

    def _head_height(self) -> float:
        return 2.0 * self.fontMetrics().height() + 2

    def _smallest_cell(self) -> float:
        return max(7.0, self.fontMetrics().height() * 0.45)

    def _largest_cell(self) -> float:
        return figures_width(self.fontMetrics().horizontalAdvance("0"), 3) + 2

    def _cell_in(self, columns: int) -> float:
        """The largest cell with which all patches fit, ``columns`` of them side by side."""
        rows = -(-len(self._patches) // columns)
        tall = ((self.height() - self._head_height()) / rows - GAP) / _SIDE
        cell, room = min(tall, self._largest_cell()), self.width() - _BETWEEN * (columns - 1)
        # Some columns are as wide as their texts, so the width cannot simply be divided.
        while cell >= self._smallest_cell() and self._block_width(cell) * columns > room:
            cell -= 0.5
        return whole_pixels(cell, self.devicePixelRatioF())

    def minimumSizeHint(self) -> QSize:
        if not self._patches:
            return QSize()
        cell = self._smallest_cell()
        return QSize(int(self._block_width(cell)) + 1, int(self._head_height() + _SIDE * cell + GAP) + 1)

    def heightForWidth(self, width: int) -> int:
        if not self._patches:
            return 0
        rows = -(-len(self._patches) // self._fitting(width))
        return int(self._head_height() + rows * (_SIDE * self._smallest_cell() + GAP)) + 1

    def arrange(self) -> list[Grid]:
        count, ratio = len(self._patches), self.devicePixelRatioF()
        columns = max(range(1, count + 1), key=lambda columns: (self._cell_in(columns), -columns))
        cell = self._cell_in(columns)
        if cell < self._smallest_cell():
            cell, columns = whole_pixels(self._smallest_cell(), ratio), self._fitting(self.width())
        side, block = _SIDE * cell, self._block_width(cell)
        self._widths = pictures, beside = self._columns(cell), self._beside()
        self._still.forget()
        grids = []
        for index in range(count):
            row, column = divmod(index, columns)
            left = column * (block + _BETWEEN) + beside.name
            top = whole_pixels(self._head_height() + row * (side + GAP), ratio)
            for picture in pictures:
                x = whole_pixels(left + (picture - side) / 2, ratio)
                grids.append(Grid(QRectF(x, top, side, side), _SIDE, _SIDE))
                left += picture + beside.sign
        return grids

    def belong_with(self, place: SheetCell) -> list[SheetCell]:
        first = place.grid // 3 * 3
        return [place._replace(grid=first + which) for which in range(3)]

    def unit_of(self, place: SheetCell) -> Unit:
        return self._patches[place.grid // 3].block.unit_at(place.row, place.column)

    def words_of(self, place: SheetCell) -> str:
        patch, cell = self._patches[place.grid // 3], place[1:]
        product = product_line(float(patch.inputs[cell]), float(patch.kernel[cell]), float(patch.products[cell]))
        return f"{unit_name(self.unit_of(place), tr)}:  {product}"

    def paint(self, painter: QPainter) -> None:
        # Kernels, names and signs do not change while the person draws: they are painted once.
        kernels = [(patch.block.map, patch.kernel.tobytes()) for patch in self._patches]
        key = self._limits, self.scale.colour_map, kernels
        if key != self._still_key:
            self._still_key = key
            self._still.forget()
        self._still.draw(painter)
        palette = self.palette()
        columns, beside = self._widths
        for index, patch in enumerate(self._patches):
            inputs, _, products = self.grids[3 * index : 3 * index + 3]
            paint_values(painter, inputs, patch.inputs, self.scale, palette, self._limits[0])
            paint_values(painter, products, patch.products, self.scale, palette, self._limits[2])
            painter.setPen(palette.color(palette.ColorRole.WindowText))
            right = products.rect.center().x() + columns[2] / 2
            total = QRectF(right + beside.sign, products.rect.top(), beside.total, products.rect.height())
            painter.drawText(total, MIDDLE, figure(patch.sum, 3 if abs(patch.sum) < 10 else 2))

    def _paint_still(self, painter: QPainter) -> None:
        palette = self.palette()
        columns, beside = self._widths
        for index, patch in enumerate(self._patches):
            grids = self.grids[3 * index : 3 * index + 3]
            top, height = grids[0].rect.top(), grids[0].rect.height()
            paint_values(painter, grids[1], patch.kernel, self.scale, palette, self._limits[1])
            painter.setPen(theme.quiet(palette))
            for grid, column, sign in zip(grids, columns, "×==", strict=True):
                right = grid.rect.center().x() + column / 2
                painter.drawText(QRectF(right, top, beside.sign, height), CENTRE, sign)
            painter.setPen(palette.color(palette.ColorRole.WindowText))
            left = grids[0].rect.center().x() - columns[0] / 2 - beside.name
            painter.drawText(QRectF(left, top, beside.name, height), MIDDLE, self._short_name(patch))
            if top < self._head_height() + 1:
                self._paint_heads(painter, grids, columns, beside)

    def _paint_heads(self, painter: QPainter, grids: list[Grid], columns: _Columns, beside: _Beside) -> None:
        line = float(self.fontMetrics().height())
        painter.setPen(theme.quiet(self.palette()))
        head = QRectF()
        for grid, column, (name, limit) in zip(grids, columns, self._heads(), strict=True):
            head = QRectF(grid.rect.center().x() - column / 2, 0, column, line)
            painter.drawText(head, CENTRE, name)
            painter.drawText(head.translated(0, line), CENTRE, limit)
        total = QRectF(head.right() + beside.sign, line, beside.total, line)
        painter.drawText(total, MIDDLE, self.tr("sum"))
