"""All connections between two layers as curves: from where to where, of which sign, and how strong."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from lenet_gui.network.network_layout import LayerPlace, NetworkLayout
from model.network.architecture import C3_PAIRS, TABLE_I
from model.network.changes import Changes
from model.network.parameters import Parameters
from model.network.rbf_codes import CODE_SIZE, rbf_codes
from model.network.records import FloatArray
from model.network.wiring import NAMES, Unit, layer_before

Indices = NDArray[np.intp]
_STRANDS = 5
"""Curves for each 5x5 kernel: one a row."""
_PARALLEL = 7
"""Curves from a map to the one that halves it."""
_MOST_ACROSS = 4
"""With more maps side by side, their curves would be too close to each other."""
_STRONG = 0.98
"""The share of a layer's weights that are weaker than full strength."""


class Cables(NamedTuple):
    """The curves from one layer to the next, in the picture's coordinates; all arrays have the shape (n,).

    Each starts at (``x``, ``y``), bends until ``bend_x`` to the height ``end_y``, and runs straight to ``end_x``,
    behind what is painted there. ``strength`` is the weight's, -1 to 1. ``source`` and ``target`` count the maps.
    """

    x: FloatArray
    y: FloatArray
    bend_x: FloatArray
    end_x: FloatArray
    end_y: FloatArray
    strength: FloatArray
    source: Indices
    target: Indices

    def of(self, which: NDArray[np.bool_] | Indices) -> "Cables":
        return Cables._make(part[which] for part in self)

    def strongest(self, count: int) -> "Cables":
        """At most this many of them."""
        if len(self.strength) <= count:
            return self
        return self.of(np.argpartition(np.abs(self.strength), -count)[-count:])


def cables_to(layer: str, layout: NetworkLayout, parameters: Parameters, changes: Changes) -> Cables | None:
    """The curves that end at a layer; None where it or the layer before is folded.

    What is switched off or scaled by ``changes`` has weaker or stronger curves.
    """
    before = layer_before(layer)
    left, right = layout.places[before], layout.places[layer]
    if not (left.cells and right.cells):
        return None
    found = _MAKERS[layer](left, right, parameters)
    gains = changes.gains().get(before)
    if gains is None:
        return found
    strength: FloatArray = np.clip(found.strength * gains.mean(axis=(1, 2))[found.source], -1, 1)
    return found._replace(strength=strength)


def cables_of(unit: Unit, layout: NetworkLayout, parameters: Parameters, changes: Changes) -> list[Cables]:
    """The curves of a unit's map, or of a unit of C5, F6 and OUTPUT: those it reads by, and those it is read by."""
    place = NAMES.index(unit.layer)
    found = []
    if place > 0 and (back := cables_to(unit.layer, layout, parameters, changes)) is not None:
        found.append(back.of(back.target == unit.map))
    if place + 1 < len(NAMES):
        forward = cables_to(NAMES[place + 1], layout, parameters, changes)
        if forward is not None:
            found.append(forward.of(forward.source == unit.map))
    return found


def _relative(weights: NDArray[np.floating]) -> FloatArray:
    """From -1 to 1."""
    flat = weights.ravel().astype(np.float32)
    strong = float(np.quantile(np.abs(flat), _STRONG)) or 1.0
    relative: FloatArray = np.clip(flat / strong, -1, 1)
    return relative


def _edges(cells: tuple[QRectF, ...]) -> FloatArray:
    """(4, n): left, top, right and height of each cell."""
    rows = [(cell.left(), cell.top(), cell.right(), cell.height()) for cell in cells]
    edges: FloatArray = np.array(rows, dtype=np.float32).T
    return edges


def _joined(
    places: tuple[LayerPlace, LayerPlace],
    source: Indices,
    target: Indices,
    along: tuple[NDArray[np.floating], NDArray[np.floating]],
    weights: NDArray[np.floating],
) -> Cables:
    """Curves between two maps each.

    Args:
        places: of the two layers.
        source, target: (n,): the map of the one layer, and that of the other.
        along: how far down the edges of the two maps the curves start and end, 0 to 1.
        weights: n of them.
    """
    left, right = places
    _, top, edge, height = _edges(left.cells)
    end_left, end_top, _, end_height = _edges(right.cells)
    is_block = left.name in ("C5", "F6")
    return Cables(
        x=np.full(len(source), left.whole.right(), np.float32) if is_block else edge[source],
        y=top[source] + along[0].astype(np.float32) * height[source],
        bend_x=np.full(len(source), right.whole.left(), np.float32),
        end_x=end_left[target],
        end_y=end_top[target] + along[1].astype(np.float32) * end_height[target],
        strength=_relative(weights),
        source=source,
        target=target,
    )


def _part(place: LayerPlace, maps: Indices, along: NDArray[np.floating]) -> NDArray[np.floating]:
    """How far down a map's edge; where several stand side by side, each has a part of it, the left one the upper."""
    across = place.across if place.across <= _MOST_ACROSS else 1
    found: NDArray[np.floating] = (maps % across + 0.1 + 0.8 * along) / across
    return found


def _in_row(place: LayerPlace, units: Indices) -> NDArray[np.floating]:
    """How far down a unit's edge, so that the curves of a row's units lie side by side."""
    along: NDArray[np.floating] = (units % place.across + 0.5) / place.across
    return along


def _rows_and_columns(table: NDArray[np.floating]) -> tuple[Indices, Indices]:
    """The row and column of each entry of a table, in the order of its memory."""
    return np.divmod(np.arange(table.size), table.shape[1])


def _to_c1(left: LayerPlace, right: LayerPlace, parameters: Parameters) -> Cables:
    maps, rows = np.divmod(np.arange(len(parameters.c1_weight) * _STRANDS), _STRANDS)
    along = 0.1 + 0.8 * (maps * _STRANDS + rows + 0.5) / len(maps), 0.2 + 0.6 * (rows + 0.5) / _STRANDS
    # (6, 5): each row of the kernels.
    return _joined((left, right), np.zeros_like(maps), maps, along, parameters.c1_weight.sum(axis=2))


def _halved(left: LayerPlace, right: LayerPlace, parameters: Parameters) -> Cables:
    coefficients = parameters.s2_coefficient if right.name == "S2" else parameters.s4_coefficient
    maps, rows = np.divmod(np.arange(len(coefficients) * _PARALLEL), _PARALLEL)
    along = (rows + 0.5) / _PARALLEL
    ends = _part(left, maps, along), _part(right, maps, along)
    return _joined((left, right), maps, maps, ends, np.repeat(coefficients, _PARALLEL))


def _to_c3(left: LayerPlace, right: LayerPlace, parameters: Parameters) -> Cables:
    kernels, rows = np.divmod(np.arange(len(C3_PAIRS) * _STRANDS), _STRANDS)
    c3_maps, s2_maps = np.array(C3_PAIRS).T
    # The kernel's place among those that read its S2 map, and among those of its C3 map.
    leaving = np.array([np.count_nonzero(s2_maps[:k] == s2_map) for k, s2_map in enumerate(s2_maps)])
    reaching = np.array([TABLE_I[c3_map].index(s2_map) for c3_map, s2_map in C3_PAIRS])
    readers, fan_in = np.bincount(s2_maps)[s2_maps], np.bincount(c3_maps)[c3_maps]
    strand = (rows + 0.5) / _STRANDS
    start = (leaving[kernels] + strand) / readers[kernels]
    end = _part(right, c3_maps[kernels], (reaching[kernels] + strand) / fan_in[kernels])
    return _joined((left, right), s2_maps[kernels], c3_maps[kernels], (start, end), parameters.c3_weight.sum(axis=2))


def _to_c5(left: LayerPlace, right: LayerPlace, parameters: Parameters) -> Cables:
    sums = parameters.c5_weight.sum(axis=(2, 3))
    units, maps = _rows_and_columns(sums)
    along = _part(left, maps, (units + 0.5) / len(sums)), _in_row(right, units)
    return _joined((left, right), maps, units, along, sums)


def _to_f6(left: LayerPlace, right: LayerPlace, parameters: Parameters) -> Cables:
    units, sources = _rows_and_columns(parameters.f6_weight)
    along = _in_row(left, sources), _in_row(right, units)
    return _joined((left, right), sources, units, along, parameters.f6_weight)


def _to_output(left: LayerPlace, right: LayerPlace, parameters: Parameters) -> Cables:
    digits, units = _rows_and_columns(rbf_codes())
    along = _in_row(left, units), 0.3 + 0.4 * (units + 0.5) / CODE_SIZE
    found = _joined((left, right), units, digits, along, rbf_codes())
    # To the middle of a digit, which may be shown as a dot.
    return found._replace(end_x=found.end_x + np.float32(right.cells[0].width() / 2))


_MAKERS = {"C1": _to_c1, "S2": _halved, "C3": _to_c3, "S4": _halved, "C5": _to_c5, "F6": _to_f6, "OUTPUT": _to_output}
