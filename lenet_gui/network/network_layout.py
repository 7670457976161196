"""Where each layer, map and unit of the network picture lies. Plain geometry, in the picture's own pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from lenet_gui.base.grid import Grid
from model.network.wiring import Block, Unit, shape_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Size(Enum):
    """How large a layer is shown."""

    NORMAL = auto()
    FOLDED = auto()
    ENLARGED = auto()


ABOVE_MAP = 2.0
"""From a map to its number."""


class Numbers(Enum):
    """Where the numbers of a layer's maps are."""

    NOWHERE = auto()
    ABOVE = auto()
    BESIDE = auto()
    """Where there is no room above: to the left of a left column, to the right of a right one."""
    BEFORE = auto()
    """Where there is room only to the left: of a left column alone."""


class Metrics(NamedTuple):
    """What texts need: the height above all maps, below them, below INPUT, and of a map's number; a chip's side.

    ``below`` is for what the colours over INPUT mean. A chip stands for one digit of OUTPUT. ``ratio`` is screen pixels
    per pixel of the picture.
    """

    head: float
    foot: float
    below: float
    label: float
    chip: float
    ratio: float = 1.0


@dataclass(frozen=True)
class LayerPlace:
    """One layer: its column, and a rectangle for each map; none when it is folded."""

    name: str
    column: QRectF
    """From top to bottom of the picture, half of the gaps on both sides included."""
    cells: tuple[QRectF, ...]
    across: int
    """How many maps stand side by side."""
    numbers: Numbers
    ratio: float
    """Screen pixels per pixel of the picture."""

    @cached_property
    def whole(self) -> QRectF:
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


class NetworkLayout(NamedTuple):
    """All layers, left to right."""

    places: Mapping[str, LayerPlace]

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
                    return Unit(place.name, index, *Grid(cell, side, side).nearest(position))
        return None

    def layer_at(self, position: QPointF) -> str | None:
        return next((name for name, place in self.places.items() if place.column.contains(position)), None)

    def folded_at(self, position: QPointF) -> str | None:
        """The folded layer whose strip contains a position."""
        name = self.layer_at(position)
        return name if name is not None and not self.places[name].cells else None
