"""C1 and C3: for each map that is read, patch times kernel = products, and their sum."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from lenet_gui import theme
from lenet_gui.scale import ActivationScale
from lenet_gui.why import words
from lenet_gui.why.grid import Grid, figures_width, paint_values, whole_pixels
from lenet_gui.why.sheet import GAP, Place, Sheet
from model.explain import ConvolutionExplanation, Patch
from model.wiring import INPUT, Unit

_SIDE = 5
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


class ConvolutionSheet(Sheet):
    """A row of three 5x5 pictures for each patch; patches stand beside each other where there is room."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale)
        self._patches: tuple[Patch, ...] = ()
        self._limits = (scale.limit, 0.0, 0.0)
        self.setAccessibleName(self.tr("Convolution: input times kernel, product by product"))

    def show_explanation(self, explanation: ConvolutionExplanation) -> None:
        """Show a unit's patches; the kernels' colours reach as far as its largest weight."""
        fewer_or_more = len(explanation.patches) != len(self._patches)
        self._patches = explanation.patches
        weight = max(float(abs(patch.kernel).max()) for patch in self._patches)
        # Products as large as they can become, so that the drawing does not change their colours.
        self._limits = (self.scale.limit, weight, self.scale.limit * weight)
        self.refresh(fewer_or_more)

    def lines(self) -> list[str]:
        return [
            self.tr("{name}, rows {top} to {bottom}, columns {left} to {right}: sum of input × weight = {sum}").format(
                name=self._name(patch),
                top=patch.block.top,
                bottom=patch.block.top + _SIDE - 1,
                left=patch.block.left,
                right=patch.block.left + _SIDE - 1,
                sum=words.figure(patch.sum, words.SUM_DECIMALS),
            )
            for patch in self._patches
        ]

    def _name(self, patch: Patch) -> str:
        layer = patch.block.layer
        return layer if layer == INPUT else self.tr("{layer} map {map}").format(layer=layer, map=patch.block.map)

    # Geometry

    def _heads(self) -> tuple[tuple[str, str], ...]:
        names = (self.tr("input"), self.tr("kernel"), self.tr("product"))
        return tuple((name, f"±{limit:.2f}") for name, limit in zip(names, self._limits, strict=True))

    def _widths(self, cell: float) -> tuple[float, float, float, float]:
        """Of a patch's name, of a picture's column, of a sign between two, of a sum."""
        width = self.fontMetrics().horizontalAdvance
        picture = max(_SIDE * cell, *(width(text) for head in self._heads() for text in head))
        name = max(width(INPUT), width("S2·0")) if self._patches[0].block.layer == INPUT else width("S2·0")
        return name + GAP, picture, width("×") + GAP, width("+00.000") + GAP

    def _block_width(self, cell: float) -> float:
        name, picture, sign, total = self._widths(cell)
        return name + 3 * picture + 3 * sign + total + GAP

    def _head_height(self) -> float:
        return 2.0 * self.fontMetrics().height() + 2

    def _smallest_cell(self) -> float:
        return max(7.0, self.fontMetrics().height() * 0.45)

    def _largest_cell(self) -> float:
        return figures_width(self.fontMetrics().horizontalAdvance("0"), 3) + 2

    def _cell_in(self, width: float, height: float, columns: int) -> float:
        """The largest cell with which all patches fit, so many beside each other."""
        rows = -(-len(self._patches) // columns)
        tall = ((height - self._head_height()) / rows - GAP) / _SIDE
        fixed = self._block_width(0) - 3 * self._widths(0)[1]
        wide = (width / columns - fixed) / (3 * _SIDE)
        if self._block_width(wide) > width / columns + 1:
            return 0.0
        return whole_pixels(min(tall, wide, self._largest_cell()), self.devicePixelRatioF())

    def minimumSizeHint(self) -> QSize:
        if not self._patches:
            return QSize()
        cell = self._smallest_cell()
        return QSize(int(self._block_width(cell)) + 1, int(self._head_height() + _SIDE * cell + GAP) + 1)

    def heightForWidth(self, width: int) -> int:
        if not self._patches:
            return 0
        cell = self._smallest_cell()
        columns = min(max(1, int(width / self._block_width(cell))), len(self._patches))
        rows = -(-len(self._patches) // columns)
        return int(self._head_height() + rows * (_SIDE * cell + GAP)) + 1

    def arrange(self) -> list[Grid]:
        count = len(self._patches)
        if not count:
            return []
        width, height, ratio = float(self.width()), float(self.height()), self.devicePixelRatioF()
        cell, columns = max((self._cell_in(width, height, columns), -columns) for columns in range(1, count + 1))
        if cell < self._smallest_cell():
            cell = whole_pixels(self._smallest_cell(), ratio)
            columns = -max(1, min(count, int(width / self._block_width(cell))))
        columns = -columns
        name, picture, sign, _ = self._widths(cell)
        side = _SIDE * cell
        grids = []
        for index in range(count):
            row, column = divmod(index, columns)
            left = column * self._block_width(cell) + name
            top = self._head_height() + row * (side + GAP)
            for which in range(3):
                x = left + which * (picture + sign) + (picture - side) / 2
                grids.append(Grid(QRectF(whole_pixels(x, ratio), whole_pixels(top, ratio), side, side), _SIDE, _SIDE))
        return grids

    # Cells

    def belong_with(self, place: Place) -> list[Place]:
        first = place.grid // 3 * 3
        return [place._replace(grid=first + which) for which in range(3)]

    def unit_of(self, place: Place) -> Unit:
        block = self._patches[place.grid // 3].block
        return Unit(block.layer, block.map, block.top + place.row, block.left + place.column)

    def words_of(self, place: Place) -> str:
        patch, cell = self._patches[place.grid // 3], place[1:]
        product = words.product_of(float(patch.inputs[cell]), float(patch.kernel[cell]), float(patch.products[cell]))
        return f"{words.place_of(self.unit_of(place))}:  {product}"

    # Painting

    def paint(self, painter: QPainter) -> None:
        palette, line = self.palette(), self.fontMetrics().height()
        quiet, strong = theme.quiet(palette), palette.color(palette.ColorRole.WindowText)
        name_width, picture, sign_width, total = self._widths(self.grids[0].rect.width() / _SIDE)
        for index, patch in enumerate(self._patches):
            grids = self.grids[3 * index : 3 * index + 3]
            pictures: tuple[NDArray[np.floating], ...] = (patch.inputs, patch.kernel, patch.products)
            for grid, values, limit in zip(grids, pictures, self._limits, strict=True):
                paint_values(painter, grid, values, self.scale, palette, limit)
            for grid, sign in zip(grids, "×==", strict=True):
                right = grid.rect.center().x() + picture / 2
                painter.setPen(quiet)
                painter.drawText(QRectF(right, grid.rect.top(), sign_width, grid.rect.height()), _CENTRE, sign)
            row = grids[0].rect
            left = row.center().x() - picture / 2
            painter.setPen(strong)
            block = patch.block
            label = block.layer if block.layer == INPUT else f"{block.layer}·{block.map}"
            painter.drawText(QRectF(left - name_width, row.top(), name_width, row.height()), _MIDDLE, label)
            after = grids[2].rect.center().x() + picture / 2 + sign_width
            painter.drawText(
                QRectF(after, row.top(), total, row.height()), _MIDDLE, words.figure(patch.sum, decimals=3)
            )
            if row.top() < self._head_height() + 1:
                painter.setPen(quiet)
                for grid, (head, limit_text) in zip(grids, self._heads(), strict=True):
                    centre = grid.rect.center().x()
                    painter.drawText(QRectF(centre - picture / 2, 0, picture, line), _CENTRE, head)
                    painter.drawText(QRectF(centre - picture / 2, line, picture, line), _CENTRE, limit_text)
                painter.drawText(QRectF(after, line, total, line), _MIDDLE, self.tr("sum"))
