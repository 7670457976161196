"""Maps and units in words, and which unit stands for a map."""

from PySide6.QtCore import QCoreApplication

from model.network.wiring import INPUT, NAMES, Unit, shape_of

translate = QCoreApplication.translate


def name_of(layer: str, index: int) -> str:
    """ "C3 map 7", "C5 unit 17", "INPUT"."""
    if layer == INPUT:
        return INPUT
    template = translate("Parameters", "{layer} unit {index}") if shape_of(layer)[1] == 1 else _map_template()
    return template.format(layer=layer, index=index)


def _map_template() -> str:
    return translate("Parameters", "{layer} map {index}")


def names_of(layer: str, indices: list[int]) -> str:
    """ "S2 maps 0, 1, 2", or the one, or "all 16 S4 maps"."""
    maps, side = shape_of(layer)
    if len(indices) == 1:
        return name_of(layer, indices[0])
    if len(indices) == maps:
        template = translate("Parameters", "all {count} {layer} maps")
        if side == 1:
            template = translate("Parameters", "all {count} {layer} units")
        return template.format(count=maps, layer=layer)
    template = translate("Parameters", "{layer} maps {indices}")
    if side == 1:
        template = translate("Parameters", "{layer} units {indices}")
    return template.format(layer=layer, indices=", ".join(str(index) for index in indices))


def is_before(layer: str, other: str) -> bool:
    """Whether a layer comes before another."""
    return NAMES.index(layer) < NAMES.index(other)


def unit_for(layer: str, index: int, chosen: Unit | None) -> Unit:
    """A map's unit: in the place of the one that is chosen already, where that is of the layer, else in its middle."""
    if chosen is not None and chosen.layer == layer:
        return Unit(layer, index, chosen.row, chosen.column)
    middle = shape_of(layer)[1] // 2
    return Unit(layer, index, middle, middle)
