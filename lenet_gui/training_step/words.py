"""Figures, units and weights in words."""

from lenet_gui.base.translate import power_of_ten, tr, typeset
from model.network.architecture import NOT_A_DIGIT
from model.network.wiring import Unit, layer_before
from model.network.words.unit_names import map_name, short_unit_name
from model.training.step.weight import Part, Weight

_SMALLEST, _LARGEST = 1e-3, 1e4


def small(value: float, digits: int = 3, sign: bool = True) -> str:
    """A figure that may be small: "+0.0123", "−3.21·10⁻⁵"."""
    plus = "+" if sign else ""
    if value == 0:
        return "0"
    if _SMALLEST <= abs(value) < _LARGEST:
        shown = f"{value:{plus}.{digits}g}"
        return typeset(f"{value:{plus}.0f}" if "e" in shown else shown)
    return power_of_ten(value, digits, sign)


def label_name(label: int) -> str:
    """ "4", or "no digit"."""
    return tr("no digit") if label == NOT_A_DIGIT else str(label)


def weight_name(weight: Weight) -> str:
    """ "C3 map 7: weight for S2 map 2, row 0, column 3"."""
    whole = map_name(weight.layer, weight.map, tr)
    if weight.part is Part.BIAS:
        return tr("{map}: bias").format(map=whole)
    if weight.part is Part.COEFFICIENT:
        return tr("{map}: coefficient").format(map=whole)
    source = map_name(layer_before(weight.layer), weight.source, tr)
    if weight.layer == "F6":
        return tr("{map}: weight for {source}").format(map=whole, source=source)
    place = tr("row {row}, column {column}").format(row=weight.row, column=weight.column)
    return tr("{map}: weight for {source}, {place}").format(map=whole, source=source, place=place)


def short_name(unit: Unit) -> str:
    """ "C3·7 (2, 5)", or "y4" for the penalty of 4."""
    return f"y{unit.map}" if unit.layer == "OUTPUT" else short_unit_name(unit)
