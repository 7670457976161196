"""The geometry of a table of kernels, in the widget's pixels."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF

from lenet_gui.base.grid import Grid

HEAD = -1
"""The row or column of the heads."""
SIDE = 5
"""Weights along a kernel's side."""
_GAP = 4.0
_HEAD_GAP = 9.0
_LARGEST = 30.0


class Spot(NamedTuple):
    """A tile: a kernel's, or a head's where ``row`` or ``column`` is ``HEAD``; and a weight in it, or none."""

    row: int
    column: int
    weight: tuple[int, int] | None = None

    @property
    def tile(self) -> "Spot":
        """The same without the weight."""
        return Spot(self.row, self.column)


@dataclass(frozen=True)
class TextSizes:
    """A line's height, the width of a row's full label and of a column's shortest one."""

    line: float
    row_label: float
    column_label: float


@dataclass(frozen=True)
class KernelLayout:
    """``rows`` x ``columns`` square tiles with a head for each row and column; ``cell`` is a weight's side."""

    rows: int
    columns: int
    cell: float
    text: TextSizes

    @property
    def side(self) -> float:
        return SIDE * self.cell

    @property
    def pitch(self) -> float:
        """From one tile to the next."""
        return self.side + _GAP

    @property
    def size(self) -> QSizeF:
        last = self._square(self.rows - 1, self.columns - 1).bottomRight()
        return QSizeF(last.x() + 3, last.y() + 3)

    def _square(self, row: int, column: int) -> QRectF:
        left, top = self.text.row_label + _GAP, self.text.line + 2.0
        x = left if column == HEAD else left + self.side + _HEAD_GAP + column * self.pitch
        y = top if row == HEAD else top + self.side + _HEAD_GAP + row * self.pitch
        return QRectF(round(x), round(y), self.side, self.side)

    @cached_property
    def tiles(self) -> dict[Spot, QRectF]:
        """Every tile's square, the heads' first."""
        heads = [Spot(HEAD, column) for column in range(self.columns)]
        heads += [Spot(row, HEAD) for row in range(self.rows)]
        kernels = [Spot(row, column) for row in range(self.rows) for column in range(self.columns)]
        return {spot: self._square(spot.row, spot.column) for spot in heads + kernels}

    def tile(self, row: int, column: int) -> QRectF:
        return self.tiles[Spot(row, column)]

    def label(self, row: int, column: int) -> QRectF:
        """A head's label: to the left of a row's, above a column's."""
        tile = self.tile(row, column)
        if column == HEAD:
            return QRectF(0, tile.center().y() - self.text.line / 2, self.text.row_label, self.text.line)
        return QRectF(tile.center().x() - self.pitch / 2, 0, self.pitch, self.text.line)

    def spot_at(self, position: QPointF, weights: set[Spot]) -> Spot | None:
        """The spot at a position, with the weight if its tile is in ``weights``."""
        for spot, tile in self.tiles.items():
            if tile.adjusted(-_GAP / 2, -_GAP / 2, _GAP / 2, _GAP / 2).contains(position):
                return spot._replace(weight=self._cells(spot).nearest(position)) if spot in weights else spot
            if HEAD in spot[:2] and self.label(spot.row, spot.column).contains(position):
                return spot
        return None

    def weight(self, spot: Spot) -> QRectF:
        """A weight's square, or the whole tile."""
        return self.tiles[spot] if spot.weight is None else self._cells(spot).cell(*spot.weight)

    def _cells(self, spot: Spot) -> Grid:
        return Grid(self.tiles[spot.tile], SIDE, SIDE)

    def next_tile(self, spot: Spot, down: int, right: int) -> Spot:
        """The next tile; the empty corner is skipped."""
        row = min(max(spot.row + down, HEAD), self.rows - 1)
        column = min(max(spot.column + right, HEAD), self.columns - 1)
        return spot.tile if (row, column) == (HEAD, HEAD) else Spot(row, column)

    def next_weight(self, spot: Spot, down: int, right: int) -> Spot:
        """The next weight of the same kernel, starting in its upper left corner."""
        row, column = spot.weight or (-down, -right)
        return spot._replace(weight=self._cells(spot).clamp(row + down, column + right))


def smallest_cell(text: TextSizes) -> float:
    """The smallest cell at which the shortest labels fit side by side."""
    return float(max(4, -(-int(text.column_label - _GAP + 1) // SIDE)))


def lay_out(rows: int, columns: int, size: QSizeF, text: TextSizes, ratio: float) -> KernelLayout:
    """The largest layout that fits; a weight covers a whole number of device pixels (``ratio`` to a pixel)."""
    wide = (size.width() - text.row_label - _HEAD_GAP - _GAP * (columns + 1) - 2) / (columns + 1)
    tall = (size.height() - text.line - _HEAD_GAP - _GAP * rows - 4) / (rows + 1)
    cell = int(min(wide, tall, _LARGEST * SIDE) * ratio / SIDE) / ratio
    return KernelLayout(rows, columns, max(cell, smallest_cell(text)), text)
