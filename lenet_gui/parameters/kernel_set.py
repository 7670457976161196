"""The kernels of a table: which map reads which, the description of each, and where each lies."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from lenet_gui.base.grid import Grid
from lenet_gui.base.translate import figure, tr
from model.network.parameters import Parameters
from model.network.records import FloatArray
from model.network.wiring import INPUT, is_before, shape_of
from model.network.words.unit_names import map_name, map_names

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
    """The smallest cell at which the shortest labels fit side by side, with room between them."""
    return float(max(4, -(-int(text.column_label + text.line / 8 - _GAP + 1) // SIDE)))


def lay_out(rows: int, columns: int, size: QSizeF, text: TextSizes, ratio: float) -> KernelLayout:
    """The largest layout that fits; a weight covers a whole number of device pixels (``ratio`` to a pixel)."""
    wide = (size.width() - text.row_label - _HEAD_GAP - _GAP * (columns + 1) - 2) / (columns + 1)
    tall = (size.height() - text.line - _HEAD_GAP - _GAP * rows - 4) / (rows + 1)
    cell = int(min(wide, tall, _LARGEST * SIDE) * ratio / SIDE) / ratio
    return KernelLayout(rows, columns, max(cell, smallest_cell(text)), text)


Name = tuple[str, int]
"""Layer and map."""


@dataclass(frozen=True, eq=False)
class KernelSet:
    """The kernels between maps of two neighbouring layers; none without parameters."""

    rows: tuple[Name, ...]
    columns: tuple[Name, ...]
    parameters: Parameters | None = None

    @property
    def _columns_read(self) -> bool:
        return is_before(self.rows[0][0], self.columns[0][0])

    @cached_property
    def kernels(self) -> dict[Spot, FloatArray]:
        """A kernel (5, 5) where one map reads the other."""
        if self.parameters is None:
            return {}
        readers, sources = (self.columns, self.rows) if self._columns_read else (self.rows, self.columns)
        return {
            Spot(place, at) if self._columns_read else Spot(at, place): kernel
            for at, reader in enumerate(readers)
            for place, (_, index) in enumerate(sources)
            if (kernel := self.parameters.kernels(*reader).get(index)) is not None
        }

    def name_at(self, head: Spot) -> Name:
        return self.columns[head.column] if head.row == HEAD else self.rows[head.row]

    def head_of(self, name: Name) -> Spot | None:
        """A map's head, if it has one."""
        if name in self.columns:
            return Spot(HEAD, self.columns.index(name))
        return Spot(self.rows.index(name), HEAD) if name in self.rows else None

    def chosen_at(self, spot: Spot) -> Name:
        """The map that a tile stands for: a head's own, or the map that a kernel belongs to."""
        if HEAD in spot[:2]:
            return self.name_at(spot)
        return self.columns[spot.column] if self._columns_read else self.rows[spot.row]

    def belonging(self, spot: Spot) -> set[Spot]:
        """The tiles to highlight: a map with its partners, or the partners of both maps of a kernel."""
        rows = {kernel.row for kernel in self.kernels if kernel.column == spot.column}
        columns = {kernel.column for kernel in self.kernels if kernel.row == spot.row}
        lit = {Spot(row, HEAD) for row in rows} | {Spot(HEAD, column) for column in columns}
        if HEAD in spot[:2]:
            return lit | {spot.tile} | {k for k in self.kernels if k.row == spot.row or k.column == spot.column}
        return lit

    def _partners(self, head: Spot) -> list[int]:
        if head.row == HEAD:
            return [self.rows[k.row][1] for k in sorted(self.kernels) if k.column == head.column]
        return [self.columns[k.column][1] for k in sorted(self.kernels) if k.row == head.row]

    def words_of(self, spot: Spot) -> str:
        if HEAD in spot[:2]:
            return self._words_of_head(spot)
        row, column = self.rows[spot.row], self.columns[spot.column]
        reader, source = (column, row) if self._columns_read else (row, column)
        names = {"reader": map_name(*reader, tr), "source": map_name(*source, tr)}
        kernel = self.kernels.get(spot.tile)
        if kernel is None:
            return tr("{reader} does not read {source}").format(**names)
        if spot.weight is None:
            template = tr("{reader} reads {source}: 25 weights, {low} to {high}, sum {sum}")
            low, high, total = float(kernel.min()), float(kernel.max()), float(kernel.sum(dtype=np.float64))
            return template.format(**names, low=figure(low), high=figure(high), sum=figure(total))
        template = tr("{reader} from {source}, row {row}, column {column}:  weight {weight}")
        return template.format(
            **names, row=spot.weight[0], column=spot.weight[1], weight=figure(float(kernel[spot.weight]))
        )

    def _words_of_head(self, head: Spot) -> str:
        layer, index = self.name_at(head)
        other = (self.rows if head.row == HEAD else self.columns)[0][0]
        # Only one C5 unit is in the table.
        partners = list(range(shape_of("C5")[0])) if other == "C5" else self._partners(head)
        name, others = map_name(layer, index, tr), map_names(other, partners, tr)
        if is_before(other, layer):
            template = tr("{map} reads {others}; bias {bias}")
            bias = self.parameters.bias(layer, index) if self.parameters is not None else 0.0
            return template.format(map=name, others=others, bias=figure(bias))
        return tr("{map} is read by {others}").format(map=name, others=others)


def _maps_of(layer: str) -> tuple[Name, ...]:
    return tuple((layer, index) for index in range(shape_of(layer)[0]))


def c1_kernels(parameters: Parameters | None = None) -> KernelSet:
    """One row, for INPUT."""
    return KernelSet(_maps_of(INPUT), _maps_of("C1"), parameters)


def c3_kernels(parameters: Parameters | None = None) -> KernelSet:
    """The paper's Table I: S2 maps down, C3 maps across."""
    return KernelSet(_maps_of("S2"), _maps_of("C3"), parameters)


def c5_kernels(unit: int, parameters: Parameters | None = None) -> KernelSet:
    """One unit's kernels, one for each S4 map."""
    return KernelSet((("C5", unit),), _maps_of("S4"), parameters)
