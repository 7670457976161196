"""Arranges the layers: maps as large as the area allows, each unit a whole number of screen pixels."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, QSizeF

from lenet_gui.network.network_layout import LayerPlace, Metrics, NetworkLayout, Size
from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS
from model.network.wiring import INPUT, NAMES, shape_of


@dataclass(frozen=True)
class _Grid:
    """How a layer's maps are arranged, and the room for lines to its right.

    Maps take at most ``share`` of the size that the height allows. ``room`` is a share of the width that maps leave.
    """

    columns: int
    gap: float
    labelled: bool
    share: float
    room: float


_GRIDS = {
    INPUT: _Grid(1, 0, labelled=False, share=0.22, room=0.8),
    "C1": _Grid(1, 4, labelled=True, share=1.0, room=0.6),
    "S2": _Grid(1, 4, labelled=True, share=0.67, room=1.4),
    "C3": _Grid(2, 6, labelled=True, share=1.0, room=0.6),
    "S4": _Grid(2, 6, labelled=True, share=0.6, room=1.2),
    "C5": _Grid(3, 1, labelled=False, share=1.0, room=1.2),
    "F6": _Grid(CODE_COLUMNS, 0, labelled=False, share=0.24, room=1.8),
}
_ROOMS = sum(grid.room for grid in _GRIDS.values())
_SIDE_BY_SIDE: tuple[dict[str, int], ...] = (
    {},
    {"C1": 2, "S2": 2},
    {"C3": 4, "S4": 4},
    {"C1": 2, "S2": 2, "C3": 4, "S4": 4},
)
"""Other numbers of columns, for a stage that is low and wide."""
COLUMNS = {name: grid.columns for name, grid in _GRIDS.items()}
"""How many maps of each layer stand side by side."""
_OUTPUT = NAMES[-1]
_FOLDED = 18.0
_MARGIN = 8.0
_LARGEST_INPUT = 0.16
"""INPUT's largest share of the width."""
_WEIGHTS = {"C1": 1.0, "S2": 0.6, "C3": 1.0, "S4": 0.6, INPUT: 0.4, "C5": 0.3, "F6": 0.3}
"""How much the size of each layer's maps matters."""
_STEPS = ("S2", "C3", INPUT, "S4", "C5", "F6")
"""Which has first what is left over, the one that grows in the largest steps before the others."""
_SHRUNK = 0.45
"""Of their largest size: all others where one layer is enlarged."""
_BETTER = 1.1
"""How much larger maps must become to make another arrangement worth it."""
_WORTH_A_LABEL = 0.8
"""The share of its size that a map may be left with for a label above it."""
_HALF = 0.75
"""The largest share of C1's side that S2's may have: it halves, and has to look like that."""
_LEAST_ROOM, _MOST_ROOM = 0.024, 0.09
"""The room for lines between two layers, in shares of the width."""


def lay_out(
    area: QSizeF, sizes: Mapping[str, Size], metrics: Metrics, heights: Sequence[float] | None = None
) -> NetworkLayout:
    """Arrange all layers.

    Args:
        area: the picture's size.
        sizes: of the layers that are folded or enlarged.
        metrics: what texts need.
        heights: of the middle of each digit's chip in OUTPUT; None spreads them over the whole height.
    """
    return _Arrangement(area, sizes, metrics).layout(heights)


class _Arrangement:
    def __init__(self, area: QSizeF, sizes: Mapping[str, Size], metrics: Metrics) -> None:
        self._area, self._sizes, self._metrics = area, sizes, metrics
        self._height = area.height() - metrics.head - metrics.foot
        self._columns = dict(COLUMNS)
        self._pixels = dict.fromkeys(_GRIDS, 1)
        self._least_room = min(max(6.0, _LEAST_ROOM * area.width()), 40.0)
        self._enlarged = next((name for name in _GRIDS if sizes.get(name) is Size.ENLARGED), None)
        self._choose()

    def layout(self, heights: Sequence[float] | None) -> NetworkLayout:
        if self._enlarged is not None:
            self._enlarge(self._enlarged)
        spare = min(max(self._spare(), self._needed), _MOST_ROOM * self._area.width() * _ROOMS)
        # What lines cannot use is left at both sides, OUTPUT stays at the right edge.
        x = _MARGIN + max(0.0, self._spare() - spare) / 2
        places: dict[str, LayerPlace] = {}
        left = 0.0
        for name, grid in _GRIDS.items():
            width, room = self._width(name), spare * grid.room / _ROOMS
            right = x + width + room / 2
            column = QRectF(left, 0, right - left, self._area.height())
            folded = self._sizes.get(name) is Size.FOLDED
            cells = () if folded else self._cells(name, x)
            labelled = grid.labelled and not folded and self._label(name) > 0
            places[name] = LayerPlace(name, column, cells, self._columns[name], labelled, self._metrics.ratio)
            x, left = x + width + room, right
        column = QRectF(left, 0, self._area.width() - left, self._area.height())
        chips = () if self._sizes.get(_OUTPUT) is Size.FOLDED else self._chips(heights)
        places[_OUTPUT] = LayerPlace(_OUTPUT, column, chips, 1, False, self._metrics.ratio)
        return NetworkLayout(places)

    # Sizes

    def _choose(self) -> None:
        """The numbers of columns, and C1's size, with which the maps become largest."""
        best = -1.0
        for columns in _SIDE_BY_SIDE if self._enlarged is None else ({},):
            self._columns = COLUMNS | columns
            largest = self._whole("C1", self._most("C1"))
            for pixels in range(largest, max(0, largest // 2 - 1), -1):
                grown = self._grown(pixels)
                worth = math.prod(float(grown[name]) ** weight for name, weight in _WEIGHTS.items())
                if worth > best * _BETTER:
                    best, chosen = worth, (self._columns, grown)
        self._columns, self._pixels = chosen

    def _grown(self, c1: int) -> dict[str, int]:
        """A unit's screen pixels in each layer, where C1's are given and all others grow alike; 1 where none fit."""
        self._pixels = dict.fromkeys(_GRIDS, 1) | {"C1": c1}
        if self._spare() < self._needed:
            return dict.fromkeys(_GRIDS, 1)
        most = {name: self._most(name) for name in _GRIDS if name != "C1"}
        low, high = 0.0, 1.0
        for _ in range(10):
            share = (low + high) / 2
            self._pixels = {name: self._whole(name, share * most[name]) for name in most} | {"C1": c1}
            low, high = (share, high) if self._spare() >= self._needed else (low, share)
        self._pixels = {name: self._whole(name, low * most[name]) for name in most} | {"C1": c1}
        for name in _STEPS:
            self._pixels[name] += 1
            if self._side(name) > most[name] or self._spare() < self._needed:
                self._pixels[name] -= 1
        return dict(self._pixels)

    def _whole(self, name: str, side: float) -> int:
        """A unit's screen pixels in maps of at most this side."""
        return max(1, int(side * self._metrics.ratio / shape_of(name)[1]))

    @property
    def _needed(self) -> float:
        """The least room for all lines."""
        return self._least_room * _ROOMS

    def _enlarge(self, name: str) -> None:
        width = self._width(name) + max(0.0, self._spare() - self._needed)
        self._columns[name], self._pixels[name] = self._largest(name, width)

    def _largest(self, name: str, width: float) -> tuple[int, int]:
        """The number of columns at which a layer's maps are largest, and a unit's screen pixels."""
        gap, (maps, side) = self._gap(name), shape_of(name)

        def most_with(columns: int) -> float:
            by_width = (width + gap) / columns - gap
            return min(by_width, self._by_height(name, columns))

        # F6 stays the picture of 7x12 that it is.
        columns = CODE_COLUMNS if name == "F6" else max(range(1, maps + 1), key=most_with)
        return columns, max(1, int(most_with(columns) * self._metrics.ratio / side))

    def _most(self, name: str) -> float:
        """The largest side of a layer's maps that the height and the layer's share allow."""
        # Where one layer is enlarged, the others shrink.
        share = _GRIDS[name].share * (1.0 if self._enlarged is None else _SHRUNK)
        if name == "F6":
            return self._height * share / CODE_ROWS
        if name == INPUT:
            return min(self._height * share, self._area.width() * _LARGEST_INPUT)
        most = self._by_height(name, self._columns[name]) * share
        return min(most, _HALF * self._side("C1")) if name == "S2" else most

    def _by_height(self, name: str, columns: int) -> float:
        """The largest side of a map that the height allows; without labels where these would cost too much."""
        pitch = self._height / -(-shape_of(name)[0] // columns)
        bare = self._whole(name, pitch - self._gap(name))
        if _GRIDS[name].labelled and self._whole(name, pitch - self._metrics.label) >= _WORTH_A_LABEL * bare:
            return pitch - self._metrics.label
        return pitch - self._gap(name)

    def _label(self, name: str) -> float:
        """The height of a map's label; 0 where there is no room."""
        pitch = self._height / -(-shape_of(name)[0] // self._columns[name])
        fits = _GRIDS[name].labelled and pitch >= self._side(name) + self._metrics.label
        return self._metrics.label if fits else 0.0

    def _gap(self, name: str) -> float:
        return self._on_screen(_GRIDS[name].gap)

    def _side(self, name: str) -> float:
        return self._pixels[name] * shape_of(name)[1] / self._metrics.ratio

    def _width(self, name: str) -> float:
        if self._sizes.get(name) is Size.FOLDED:
            return _FOLDED
        if name == _OUTPUT:
            return self._metrics.chip
        return self._columns[name] * (self._side(name) + self._gap(name)) - self._gap(name)

    def _spare(self) -> float:
        """What maps leave of the width."""
        return self._area.width() - 2 * _MARGIN - sum(self._width(name) for name in NAMES)

    # Places

    def _on_screen(self, length: float) -> float:
        return round(length * self._metrics.ratio) / self._metrics.ratio

    def _cells(self, name: str, left: float) -> tuple[QRectF, ...]:
        grid, (maps, _) = _GRIDS[name], shape_of(name)
        columns, side, label = self._columns[name], self._side(name), self._label(name)
        rows = -(-maps // columns)
        # Layers with labels share the height evenly, so that rows line up; the others are one block in the middle.
        pitch = self._height / rows if grid.labelled else side + self._gap(name)
        top = self._on_screen(self._metrics.head + (self._height - pitch * rows) / 2)
        found = []
        for index in range(maps):
            row, column = divmod(index, columns)
            y = top + row * pitch + (label + max(0.0, (pitch - label - side) / 2) if grid.labelled else 0)
            x = self._on_screen(left) + column * (side + self._gap(name))
            found.append(QRectF(x, self._on_screen(y), side, side))
        return tuple(found)

    def _chips(self, heights: Sequence[float] | None) -> tuple[QRectF, ...]:
        if heights is None:
            pitch = self._height / 10
            heights = [self._metrics.head + (digit + 0.5) * pitch for digit in range(10)]
        else:
            pitch = min(below - above for above, below in pairwise(heights))
        side = self._on_screen(max(1.0, min(self._metrics.chip, pitch - 2)))
        left = self._on_screen(self._area.width() - _MARGIN - (self._metrics.chip + side) / 2)
        return tuple(QRectF(left, self._on_screen(middle - side / 2), side, side) for middle in heights)
