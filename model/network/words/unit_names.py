"""What units, maps and blocks are called."""

from model.network.changes import Place
from model.network.wiring import INPUT, NAMES, Block, Unit, shape_of
from model.network.words.marking import Translate, mark


def unit_name(unit: Unit, translate: Translate) -> str:
    """ "C3 map 7, row 2, column 5", "C5 unit 17", "INPUT row 3, column 4", "penalty of 4"."""
    if unit.layer == NAMES[-1]:
        return translate(mark("penalty of {digit}")).format(digit=unit.map)
    if shape_of(unit.layer)[1] == 1:
        return map_name(unit.layer, unit.map, translate)
    template = mark("{layer} map {map}, row {row}, column {column}")
    if unit.layer == INPUT:
        template = mark("{layer} row {row}, column {column}")
    return translate(template).format(layer=unit.layer, map=unit.map, row=unit.row, column=unit.column)


def short_unit_name(unit: Unit) -> str:
    """ "S4·3 (1, 2)", "C5·17": for where there is little room."""
    name = f"{unit.layer}·{unit.map}"
    return name if shape_of(unit.layer)[1] == 1 else f"{name} ({unit.row}, {unit.column})"


def map_name(layer: str, index: int, translate: Translate) -> str:
    """ "C3 map 7", "C5 unit 17", "INPUT"."""
    if layer == INPUT:
        return INPUT
    template = mark("{layer} unit {index}") if shape_of(layer)[1] == 1 else mark("{layer} map {index}")
    return translate(template).format(layer=layer, index=index)


def map_names(layer: str, indices: list[int], translate: Translate) -> str:
    """ "S2 maps 0, 1, 2", or the one, or "all 16 S4 maps"."""
    maps, side = shape_of(layer)
    if len(indices) == 1:
        return map_name(layer, indices[0], translate)
    if len(indices) == maps:
        template = mark("all {count} {layer} units") if side == 1 else mark("all {count} {layer} maps")
    else:
        template = mark("{layer} units {indices}") if side == 1 else mark("{layer} maps {indices}")
    return translate(template).format(layer=layer, count=maps, indices=", ".join(map(str, indices)))


def place_name(place: Place, translate: Translate) -> str:
    return unit_name(place, translate) if isinstance(place, Unit) else map_name(*place, translate)


def cell_name(row: int, column: int, translate: Translate) -> str:
    """A cell of F6's 7x12 picture."""
    return translate(mark("row {row}, column {column}")).format(row=row, column=column)


def block_name(block: Block, translate: Translate) -> str:
    """ "S2 map 1, rows 2 to 6, columns 5 to 9"."""
    return f"{map_name(block.layer, block.map, translate)}, {extent_name(block, translate)}"


def extent_name(block: Block, translate: Translate) -> str:
    """ "rows 2 to 6, columns 5 to 9"."""
    return translate(mark("rows {top} to {bottom}, columns {left} to {right}")).format(
        top=block.top,
        bottom=block.top + block.height - 1,
        left=block.left,
        right=block.left + block.width - 1,
    )
