"""Where each layer, map and unit of the network picture lies. Plain geometry, in the picture's own pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF

from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS
from model.network.wiring import NAMES, Block, Unit, shape_of


class Size(Enum):
    """How large a layer is shown."""

    NORMAL = auto()
    FOLDED = auto()
    ENLARGED = auto()


@dataclass(frozen=True)
class _Grid:
    """How a layer's maps are arranged. They take at most ``share`` of the size that the height allows."""

    columns: int
    gap: float
    labelled: bool
    share: float = 1.0


_GRIDS = {
    "INPUT": _Grid(1, 0, labelled=False, share=0.3),
    "C1": _Grid(1, 4, labelled=True),
    "S2": _Grid(1, 4, labelled=True, share=0.75),
    "C3": _Grid(2, 4, labelled=True),
    "S4": _Grid(2, 4, labelled=True, share=0.65),
    "C5": _Grid(4, 1, labelled=False, share=0.8),
    "F6": _Grid(CODE_COLUMNS, 0, labelled=False, share=0.28),
}
_BAR_FIGURES = 5
"""The length of a bar in OUTPUT, in widths of a digit."""
_LARGEST_GAP = 90.0
SMALLEST_GAP = 9.0


@dataclass(frozen=True)
class Metrics:
    """Heights of a title, a map's label and a digit, the width of a digit, and the screen's pixel ratio."""

    title: float
    label: float
    figure: float
    tall: float
    ratio: float = 1.0


@dataclass(frozen=True)
class LayerPlace:
    """One layer: its column, its title, and a rectangle for each map; none when it is folded."""

    name: str
    column: QRectF
    title: QRectF
    cells: tuple[QRectF, ...]
    labelled: bool
    """Whether there is room for each map's number above it."""
    ratio: float
    """Screen pixels per pixel of the picture."""

    @cached_property
    def whole(self) -> QRectF:
        """The rectangle around all maps."""
        return self.cells[0].united(self.cells[-1])

    @cached_property
    def sources(self) -> tuple[QRectF, ...]:
        """Each map's part of a picture with all maps one below the other."""
        side = shape_of(self.name)[1]
        return tuple(QRectF(0, index * side, side, side) for index in range(len(self.cells)))

    @cached_property
    def mosaic(self) -> NDArray[np.intp]:
        """The whole as a picture in screen pixels: the index of the cell that each pixel is in.

        Pixels between the cells have the number of cells as their index.
        """
        where = self.whole

        def on_screen(length: float) -> int:
            return round(length * self.ratio)

        shape = max(1, on_screen(where.height())), max(1, on_screen(where.width()))
        which = np.full(shape, len(self.cells), dtype=np.intp)
        for index, cell in enumerate(self.cells):
            top, left = on_screen(cell.top() - where.top()), on_screen(cell.left() - where.left())
            which[top : top + on_screen(cell.height()), left : left + on_screen(cell.width())] = index
        return which


class OutputRow(NamedTuple):
    """Where one digit's name, code, longest bar and penalty are; the penalty by its top left corner."""

    name: QRectF
    code: QRectF
    bar: QRectF
    penalty: QPointF


@dataclass(frozen=True)
class NetworkLayout:
    """All layers, left to right."""

    places: Mapping[str, LayerPlace]
    output: tuple[OutputRow, ...]
    """Empty when OUTPUT is folded."""

    def unit_rect(self, unit: Unit) -> QRectF | None:
        """A unit's square; None where its layer is folded."""
        return self.block_rect(Block(unit.layer, unit.map, unit.row, unit.column, 1, 1))

    def block_rect(self, block: Block) -> QRectF | None:
        """A block's rectangle; None where its layer is folded."""
        cells = self.places[block.layer].cells
        if not cells:
            return None
        cell, side = cells[block.map], shape_of(block.layer)[1]
        width, height = cell.width() / side, cell.height() / side
        return QRectF(
            cell.left() + block.left * width,
            cell.top() + block.top * height,
            block.width * width,
            block.height * height,
        )

    def unit_at(self, position: QPointF) -> Unit | None:
        """The unit at a position; None between the maps."""
        for place in self.places.values():
            if not place.column.contains(position):
                continue
            side = shape_of(place.name)[1]
            for index, cell in enumerate(place.cells):
                if cell.contains(position):
                    row = min(int((position.y() - cell.top()) / cell.height() * side), side - 1)
                    column = min(int((position.x() - cell.left()) / cell.width() * side), side - 1)
                    return Unit(place.name, index, row, column)
        return None

    def layer_at(self, position: QPointF) -> str | None:
        """The layer whose column contains a position."""
        return next((name for name, place in self.places.items() if place.column.contains(position)), None)


def lay_out(area: QSizeF, sizes: Mapping[str, Size], metrics: Metrics) -> NetworkLayout:
    """Arrange all layers as large as the area allows, each unit a whole number of screen pixels."""
    widths, cells, columns = _measured(area, sizes, metrics)
    spare = area.width() - sum(widths.values())
    enlarged = next((name for name in NAMES if sizes.get(name) is Size.ENLARGED and name in _GRIDS), None)
    if enlarged is not None:
        spare -= SMALLEST_GAP * (len(NAMES) + 1)
        room = QSizeF(widths[enlarged] + max(0.0, spare), area.height() - metrics.title)
        columns[enlarged], cells[enlarged] = _largest(enlarged, room, metrics)
        grid = _GRIDS[enlarged]
        widths[enlarged] = columns[enlarged] * (cells[enlarged] + grid.gap) - grid.gap
        spare = area.width() - sum(widths.values())
    gap = min(_LARGEST_GAP, max(SMALLEST_GAP, spare / (len(NAMES) + 1)))
    used = sum(widths.values()) + gap * (len(NAMES) - 1)
    x = max(SMALLEST_GAP / 2, (area.width() - used) / 2)
    places: dict[str, LayerPlace] = {}
    for name in NAMES:
        column = QRectF(x - gap / 2, 0, widths[name] + gap, area.height())
        title = QRectF(column.left(), 0, column.width(), metrics.title)
        found: tuple[QRectF, ...] = ()
        if sizes.get(name) is not Size.FOLDED:
            side, across = cells.get(name, 0.0), columns.get(name, 1)
            found = _cells(name, x, area.height(), widths[name], side, across, metrics)
        labelled = name in _GRIDS and _label(name, area.height() - metrics.title, columns[name], metrics) > 0
        places[name] = LayerPlace(name, column, title, found, labelled, metrics.ratio)
        x += widths[name] + gap
    unit = _code_unit(area.height(), metrics)
    return NetworkLayout(places, tuple(_output_row(row, unit, metrics) for row in places[NAMES[-1]].cells))


def _output_row(row: QRectF, unit: float, metrics: Metrics) -> OutputRow:
    middle, height = row.center().y(), unit * CODE_ROWS
    code = QRectF(row.left() + round(metrics.figure) + 4, middle - height / 2, unit * CODE_COLUMNS, height)
    name = QRectF(row.left(), row.top(), code.left() - 2 - row.left(), row.height())
    left = code.right() + 5
    bar = QRectF(left, middle + 1, row.right() - left, min(6.0, row.height() * 0.18))
    return OutputRow(name, code, bar, QPointF(left, middle - metrics.tall))


def _whole(length: float, side: int, ratio: float) -> float:
    """The largest side of a map within a length at which each unit covers a whole number of screen pixels."""
    return max(1, int(length * ratio / side)) * side / ratio


def _by_height(name: str, height: float, columns: int, metrics: Metrics) -> float:
    grid, (maps, _) = _GRIDS[name], shape_of(name)
    rows = -(-maps // columns)
    return height / rows - grid.gap - _label(name, height, columns, metrics)


def _label(name: str, height: float, columns: int, metrics: Metrics) -> float:
    """The height of a map's label; 0 where a label would leave less than one screen pixel for each unit."""
    grid, (maps, side) = _GRIDS[name], shape_of(name)
    fits = height / -(-maps // columns) >= side / metrics.ratio + grid.gap + metrics.label
    return metrics.label if grid.labelled and fits else 0.0


def _measured(
    area: QSizeF, sizes: Mapping[str, Size], metrics: Metrics
) -> tuple[dict[str, float], dict[str, float], dict[str, int]]:
    """Every layer's width, and the side and columns of its maps, so that all fit."""
    # Where one layer is enlarged, the others shrink.
    share = 0.6 if Size.ENLARGED in sizes.values() else 1.0
    most = {name: share * _most(name, area, metrics) for name in _GRIDS}
    columns = {name: grid.columns for name, grid in _GRIDS.items()}
    pixels = dict.fromkeys(_GRIDS, 1)

    def side_of(name: str) -> float:
        return pixels[name] * shape_of(name)[1] / metrics.ratio

    def width_of(name: str) -> float:
        if sizes.get(name) is Size.FOLDED:
            return metrics.title
        return columns[name] * (side_of(name) + _GRIDS[name].gap) - _GRIDS[name].gap

    output = CODE_COLUMNS * _code_unit(area.height(), metrics) + metrics.figure * _BAR_FIGURES + 8
    output = metrics.title if sizes.get("OUTPUT") is Size.FOLDED else output
    room = area.width() - SMALLEST_GAP * (len(NAMES) + 1) - output
    growing = list(_GRIDS)
    while growing:
        # The layer that lags furthest behind grows by one screen pixel per unit, if there is room.
        name = min(growing, key=lambda one: side_of(one) / most[one])
        pixels[name] += 1
        if side_of(name) > most[name] or sum(map(width_of, _GRIDS)) > room:
            pixels[name] = max(1, pixels[name] - 1)
            growing.remove(name)
    widths = {name: width_of(name) for name in _GRIDS} | {"OUTPUT": output}
    return widths, {name: side_of(name) for name in _GRIDS}, columns


def _most(name: str, area: QSizeF, metrics: Metrics) -> float:
    """The largest side of a layer's maps that the height and the layer's share allow."""
    grid, height = _GRIDS[name], area.height() - metrics.title
    if name == "F6":
        return height * grid.share / CODE_ROWS
    if name == "INPUT":
        return min(height * grid.share, area.width() * 0.2)
    return _by_height(name, height, grid.columns, metrics) * grid.share


def _largest(name: str, room: QSizeF, metrics: Metrics) -> tuple[int, float]:
    """The number of columns at which a layer's maps are largest, and their side."""
    grid, (maps, side) = _GRIDS[name], shape_of(name)
    if name == "F6":
        most = min(room.width() / CODE_COLUMNS, room.height() / CODE_ROWS)
        return CODE_COLUMNS, _whole(most, side, metrics.ratio)

    def most_with(columns: int) -> float:
        by_width = (room.width() + grid.gap) / columns - grid.gap
        return min(by_width, _by_height(name, room.height(), columns, metrics))

    columns = max(range(1, maps + 1), key=most_with)
    return columns, _whole(most_with(columns), side, metrics.ratio)


def _code_unit(height: float, metrics: Metrics) -> float:
    row = (height - metrics.title) / 10
    return min(8.0, max(1, int((row - 4) * metrics.ratio / CODE_ROWS)) / metrics.ratio)


def _cells(
    name: str, left: float, height: float, width: float, side: float, columns: int, metrics: Metrics
) -> tuple[QRectF, ...]:
    room = height - metrics.title

    def on_screen(length: float) -> float:
        return round(length * metrics.ratio) / metrics.ratio

    if name == "OUTPUT":
        return tuple(QRectF(left, metrics.title + k * room / 10, width, room / 10) for k in range(10))
    grid, (maps, _) = _GRIDS[name], shape_of(name)
    rows = -(-maps // columns)
    label = _label(name, room, columns, metrics)
    # Layers with labels share the height evenly, so that rows line up; the others are one block in the middle.
    pitch = room / rows if grid.labelled else side + grid.gap
    top = metrics.title + (room - pitch * rows) / 2
    found = []
    for index in range(maps):
        row, column = divmod(index, columns)
        y = top + row * pitch + label + max(0.0, (pitch - label - grid.gap - side) / 2)
        found.append(QRectF(on_screen(left + column * (side + grid.gap)), on_screen(y), side, side))
    return tuple(found)
