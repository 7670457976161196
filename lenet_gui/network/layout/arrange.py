"""Arranges the layers: maps as large as the area allows, each unit a whole number of screen pixels."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSizeF

from lenet_gui.network.layout.sizes import ARRANGED, ROOMS, Space, choose_sizes
from lenet_gui.network.network_layout import ABOVE_MAP, LayerPlace, Metrics, NetworkLayout, Numbers, Size
from model.network.wiring import INPUT, NAMES, OUTPUT, shape_of

_FOLDED = 18.0
_DIGIT = 0.62
"""How wide a digit of a map's number is, in its heights."""
_MARGIN = 8.0
_LEAST_ROOM, _MOST_ROOM = 0.024, 0.09
"""The room for lines between two layers, in shares of the width."""
_SMALLEST_ROOM, _LARGEST_ROOM = 6.0, 40.0
"""The least room in pixels."""


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
        self._area, self._metrics = area, metrics
        self._folded = frozenset(name for name in NAMES if sizes.get(name) is Size.FOLDED)
        self._height = area.height() - metrics.head - metrics.foot
        least = min(max(_SMALLEST_ROOM, _LEAST_ROOM * area.width()), _LARGEST_ROOM) * ROOMS
        self._output = _FOLDED if OUTPUT in self._folded else metrics.chip
        strips = _FOLDED * len(self._folded - {OUTPUT})
        self._free = area.width() - 2 * _MARGIN - self._output - strips
        ratio = metrics.ratio
        gaps = {name: round(grid.gap * ratio) for name, grid in ARRANGED.items()}
        label, below, height = metrics.label * ratio, metrics.below * ratio, self._height * ratio
        space = Space((self._free - least) * ratio, area.width() * ratio, height, label, below, gaps, self._folded)
        enlarged = next((name for name in ARRANGED if sizes.get(name) is Size.ENLARGED), None)
        self._sizes = choose_sizes(space, enlarged)
        self._gaps = {name: gap / ratio for name, gap in gaps.items()}
        self._least_room = least

    def layout(self, heights: Sequence[float] | None) -> NetworkLayout:
        left_over = self._free - sum(self._width(name) for name in ARRANGED if name not in self._folded)
        spare = min(max(left_over, self._least_room), _MOST_ROOM * self._area.width() * ROOMS)
        # What lines cannot use is left at both sides, OUTPUT stays at the right edge.
        x = _MARGIN + max(0.0, left_over - spare) / 2
        places: dict[str, LayerPlace] = {}
        left = 0.0
        for name, grid in ARRANGED.items():
            folded = name in self._folded
            width, room = _FOLDED if folded else self._width(name), spare * grid.room / ROOMS
            right = x + width + room / 2
            column = QRectF(left, 0, right - left, self._area.height())
            cells = () if folded else self._cells(name, x)
            across, numbers = self._sizes.columns[name], self._numbers(name, 2 * (x - left), room)
            places[name] = LayerPlace(name, column, cells, across, numbers, self._metrics.ratio)
            x, left = x + width + room, right
        column = QRectF(left, 0, self._area.width() - left, self._area.height())
        chips = () if OUTPUT in self._folded else self._chips(heights)
        places[OUTPUT] = LayerPlace(OUTPUT, column, chips, 1, Numbers.NOWHERE, self._metrics.ratio)
        return NetworkLayout(places)

    def _side(self, name: str) -> float:
        return self._sizes.pixels[name] * shape_of(name)[1] / self._metrics.ratio

    def _width(self, name: str) -> float:
        return self._sizes.columns[name] * (self._side(name) + self._gaps[name]) - self._gaps[name]

    def _label(self, name: str) -> float:
        """The height of a map's label; 0 where there is no room."""
        pitch = self._height / -(-shape_of(name)[0] // self._sizes.columns[name])
        fits = ARRANGED[name].labelled and pitch >= self._side(name) + self._metrics.label
        return self._metrics.label if fits else 0.0

    def _numbers(self, name: str, before: float, after: float) -> Numbers:
        """Where the maps' numbers are; ``before`` and ``after`` the layer there is so much room."""
        columns, digits = self._sizes.columns[name], len(str(shape_of(name)[0] - 1))
        if not ARRANGED[name].labelled:
            return Numbers.NOWHERE
        if self._label(name):
            return Numbers.ABOVE
        needed = digits * _DIGIT * self._metrics.label + 2 * ABOVE_MAP
        if before < needed or columns > 2:
            return Numbers.NOWHERE
        return Numbers.BESIDE if columns == 1 or after >= needed else Numbers.BEFORE

    def _on_screen(self, length: float) -> float:
        return round(length * self._metrics.ratio) / self._metrics.ratio

    def _cells(self, name: str, left: float) -> tuple[QRectF, ...]:
        grid, (maps, _) = ARRANGED[name], shape_of(name)
        columns, side, label = self._sizes.columns[name], self._side(name), self._label(name)
        rows = -(-maps // columns)
        # Layers with labels share the height evenly, so that rows line up; the others are one block in the middle.
        pitch = self._height / rows if grid.labelled else side + self._gaps[name]
        top = self._on_screen(self._metrics.head + (self._height - pitch * rows) / 2)
        if name == INPUT:
            lowest = self._metrics.head + self._height - side - self._metrics.below
            top = max(self._metrics.head, min(top, self._on_screen(lowest)))
        below = label + max(0.0, (pitch - label - side) / 2) if grid.labelled else 0.0
        across = [self._on_screen(left) + column * (side + self._gaps[name]) for column in range(columns)]
        last = self._on_screen(top + (rows - 1) * pitch + below)
        if last + side > self._metrics.head + self._height:  # by what rounding to screen pixels has added
            top -= 1 / self._metrics.ratio
        down = [self._on_screen(top + row * pitch + below) for row in range(rows)]
        return tuple(QRectF(across[index % columns], down[index // columns], side, side) for index in range(maps))

    def _chips(self, heights: Sequence[float] | None) -> tuple[QRectF, ...]:
        if heights is None:
            pitch = self._height / 10
            heights = [self._metrics.head + (digit + 0.5) * pitch for digit in range(10)]
        else:
            pitch = min(below - above for above, below in pairwise(heights))
        side = self._on_screen(max(1.0, min(self._metrics.chip, pitch - 2)))
        left = self._on_screen(self._area.width() - _MARGIN - (self._metrics.chip + side) / 2)
        return tuple(QRectF(left, self._on_screen(middle - side / 2), side, side) for middle in heights)
