"""What units, maps and blocks are called."""

from model.network.changes import Place
from model.network.wiring import INPUT, OUTPUT, Block, Unit, shape_of
from model.network.words.translation import Translate


def unit_name(unit: Unit, tr: Translate) -> str:
    """ "C3 map 7, row 2, column 5", "C5 unit 17", "INPUT row 3, column 4", "penalty of 4"."""
    if unit.layer == OUTPUT:
        return tr("penalty of {digit}").format(digit=unit.map)
    if shape_of(unit.layer)[1] == 1:
        return map_name(unit.layer, unit.map, tr)
    template = tr("{layer} map {map}, row {row}, column {column}")
    if unit.layer == INPUT:
        template = tr("{layer} row {row}, column {column}")
    return template.format(layer=unit.layer, map=unit.map, row=unit.row, column=unit.column)


def unit_title(unit: Unit, tr: Translate) -> str:
    """The same at the beginning of a line."""
    name = unit_name(unit, tr)
    return name[0].upper() + name[1:]


def short_unit_name(unit: Unit) -> str:
    """ "S4·3 (1, 2)", "C5·17": for where there is little room."""
    name = f"{unit.layer}·{unit.map}"
    return name if shape_of(unit.layer)[1] == 1 else f"{name} ({unit.row}, {unit.column})"


def map_name(layer: str, index: int, tr: Translate) -> str:
    """ "C3 map 7", "C5 unit 17", "INPUT"."""
    if layer == INPUT:
        return INPUT
    template = tr("{layer} unit {index}") if shape_of(layer)[1] == 1 else tr("{layer} map {index}")
    return template.format(layer=layer, index=index)


def map_names(layer: str, indices: list[int], tr: Translate) -> str:
    """ "S2 maps 0, 1, 2", or the one, or "all 16 S4 maps"."""
    maps, side = shape_of(layer)
    if len(indices) == 1:
        return map_name(layer, indices[0], tr)
    if len(indices) == maps:
        template = tr("all {count} {layer} units") if side == 1 else tr("all {count} {layer} maps")
    else:
        template = tr("{layer} units {indices}") if side == 1 else tr("{layer} maps {indices}")
    return template.format(layer=layer, count=maps, indices=", ".join(map(str, indices)))


def place_name(place: Place, tr: Translate) -> str:
    """The name of a map or of a unit."""
    return unit_name(place, tr) if isinstance(place, Unit) else map_name(*place, tr)


def cell_name(row: int, column: int, tr: Translate) -> str:
    """A cell of F6's 7x12 picture."""
    return tr("row {row}, column {column}").format(row=row, column=column)


def block_name(block: Block, tr: Translate) -> str:
    """ "S2 map 1, rows 2 to 6, columns 5 to 9"."""
    return f"{map_name(block.layer, block.map, tr)}, {extent_name(block, tr)}"


def extent_name(block: Block, tr: Translate) -> str:
    """ "rows 2 to 6, columns 5 to 9"."""
    return tr("rows {top} to {bottom}, columns {left} to {right}").format(
        top=block.top, bottom=block.top + block.height - 1, left=block.left, right=block.left + block.width - 1
    )
