"""Where the maps of all layers lie, side by side with INPUT on the left, so that they fill a width and a height."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from lenet_gui.base.grid import Grid
from model.network.wiring import Unit, shape_of

COLUMNS = {"INPUT": 1, "C1": 2, "S2": 2, "C3": 4, "S4": 4, "C5": 8, "F6": 7}
"""How many maps of a layer lie side by side; the others follow below."""
_WIDTHS = {"INPUT": 66, "C1": 124, "S2": 84, "C3": 152, "S4": 108, "C5": 80, "F6": 84}
"""How wide each layer is, relative to the others."""
_HEIGHT = 190
"""How high all may be, relative to those widths."""
GAP, BETWEEN = 3, 26
LEAST_HEIGHT = 178
"""With two pixels for each unit of C1, and the lines around its maps."""
PICTURED = tuple(COLUMNS)


@dataclass(frozen=True)
class Places:
    """Where every map lies: ``maps`` by layer; ``columns`` the room of each layer, its name above included."""

    maps: dict[str, list[QRectF]]
    columns: dict[str, QRectF]

    def grid_of(self, layer: str, index: int) -> Grid:
        side = shape_of(layer)[1]
        return Grid(self.maps[layer][index], side, side)

    def rect_of(self, unit: Unit) -> QRectF:
        return self.grid_of(unit.layer, unit.map).cell(unit.row, unit.column)

    def unit_at(self, position: QPointF) -> Unit | None:
        for layer, maps in self.maps.items():
            if self.columns[layer].contains(position):
                for index, rect in enumerate(maps):
                    if rect.contains(position):
                        return Unit(layer, index, *self.grid_of(layer, index).nearest(position))
        return None


def _gap(layer: str) -> int:
    return GAP if shape_of(layer)[1] > 1 else 0


def _width(layer: str, side: float) -> float:
    return COLUMNS[layer] * (side + _gap(layer)) - _gap(layer)


def _height(layer: str, side: float) -> float:
    rows = -(-shape_of(layer)[0] // COLUMNS[layer])
    return rows * (side + _gap(layer)) - _gap(layer)


def _sides(scale: float, room: QRectF, ratio: float) -> dict[str, float]:
    """The sides of each layer's maps: each unit covers a whole number of device pixels, unless it has less than one.

    The nearest such number, or the next smaller one where there is not enough room.
    """
    smaller, nearest = {}, {}
    for layer, columns in COLUMNS.items():
        side = (_WIDTHS[layer] * scale - _gap(layer) * (columns - 1)) / columns
        pixel = shape_of(layer)[1] / ratio
        smaller[layer] = int(side / pixel) * pixel or side
        nearer = round(side / pixel) * pixel
        nearest[layer] = nearer if 0 < _height(layer, nearer) <= room.height() else smaller[layer]
    wide = sum(_width(layer, side) for layer, side in nearest.items()) + BETWEEN * (len(COLUMNS) - 1)
    return nearest if wide <= room.width() else smaller


def places_in(room: QRectF, ratio: float = 1.0) -> Places:
    """Lay all layers out in a room, on a screen of so many pixels per pixel."""
    gaps = BETWEEN * (len(COLUMNS) - 1)
    scale = max(0.2, min((room.width() - gaps) / sum(_WIDTHS.values()), room.height() / _HEIGHT))
    sides = _sides(scale, room, ratio)
    spare = max(0.0, room.width() - gaps - sum(_width(*each) for each in sides.items())) / (len(COLUMNS) - 1)
    maps: dict[str, list[QRectF]] = {}
    columns: dict[str, QRectF] = {}
    left = room.left()
    for layer, columns_of in COLUMNS.items():
        side, gap = sides[layer], round(_gap(layer) * ratio) / ratio
        width, height = _width(layer, side), _height(layer, side)
        x, y = round(left * ratio) / ratio, round((room.center().y() - height / 2) * ratio) / ratio
        maps[layer] = [
            QRectF(x + (at % columns_of) * (side + gap), y + (at // columns_of) * (side + gap), side, side)
            for at in range(shape_of(layer)[0])
        ]
        columns[layer] = QRectF(x, y, width, height)
        left += width + BETWEEN + spare
    return Places(maps, columns)


def neighbour(unit: Unit, down: int, right: int) -> Unit:
    """Where an arrow key leads from a unit: to the next of its map, of the next map, or of the next layer."""
    maps, side = shape_of(unit.layer)
    row, column = unit.row + down, unit.column + right
    if 0 <= row < side and 0 <= column < side:
        return Unit(unit.layer, unit.map, row, column)
    wide = COLUMNS[unit.layer]
    across, index = unit.map % wide + right, unit.map + down * wide + right
    if 0 <= across < wide and 0 <= index < maps:
        return Unit(unit.layer, index, row % side, column % side)
    at = PICTURED.index(unit.layer) + right
    if not right or not 0 <= at < len(PICTURED):
        return unit
    return unit.like_in(PICTURED[at])
