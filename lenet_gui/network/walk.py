"""Describes a unit, and finds where a key leads from it."""

from PySide6.QtCore import Qt

from lenet_gui.base.keys import ARROWS
from lenet_gui.base.translate import tr, typeset
from lenet_gui.network.layout.sizes import COLUMNS
from model.network.recognition import Recognition
from model.network.wiring import INPUT, NAMES, OUTPUT, Unit, shape_of
from model.network.words.figures import figure
from model.network.words.unit_names import unit_title

START = Unit(INPUT, 0, 16, 16)
"""Where walking by key starts: the centre of the drawing."""


def describe(unit: Unit, answer: Recognition | None) -> str:
    return f"{unit_title(unit, tr)}:  {'' if answer is None else _in_figures(unit, answer, 4, 4)}"


def short_value(unit: Unit, answer: Recognition) -> str:
    """A unit's value, as precise as one wants to know at a glance."""
    return typeset(_in_figures(unit, answer, 2, 1))


def _in_figures(unit: Unit, answer: Recognition, decimals: int, of_penalties: int) -> str:
    """A unit's value; a penalty, which is never negative, has no sign."""
    value = answer.value_of(unit)
    return f"{value:.{of_penalties}f}" if unit.layer == OUTPUT else figure(value, decimals)


def walked(unit: Unit, key: Qt.Key, by_layer: bool) -> Unit:
    """Where a key leads: to a neighbour, to the same place in the next map, or near it in the next layer."""
    maps, side = shape_of(unit.layer)
    if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        step = 1 if key == Qt.Key.Key_PageDown else -1
        return Unit(unit.layer, (unit.map + step) % maps, unit.row, unit.column)
    down, right = ARROWS[key]
    if by_layer and right:
        layer = NAMES[min(max(NAMES.index(unit.layer) + right, 0), len(NAMES) - 1)]
        return unit.like_in(layer)
    if side == 1:
        # Maps of one unit: C5 and F6 are shown in rows, the ten of OUTPUT one below the other.
        columns = COLUMNS.get(unit.layer, 1)
        return Unit(unit.layer, min(max(unit.map + down * columns + (right if columns > 1 else 0), 0), maps - 1))
    row, column = min(max(unit.row + down, 0), side - 1), min(max(unit.column + right, 0), side - 1)
    return Unit(unit.layer, unit.map, row, column)
