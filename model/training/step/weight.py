"""Names for the network's 60,000 weights, and where each lies in a flat vector."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np

from model.network.architecture import TABLE_I
from model.network.parameters import SHAPES, Matrices
from model.network.records import FloatArray, Squashing, frozen
from model.network.wiring import HIDDEN, layer_before, shape_of


class Part(StrEnum):
    """What a weight is to its units."""

    KERNEL = "weight"
    """It multiplies one input: a cell of a kernel, or a weight of F6."""
    COEFFICIENT = "coefficient"
    """It multiplies the sum of four inputs (S2, S4)."""
    BIAS = "bias"
    """It is added."""


_SUBSAMPLING = ("S2", "S4")


@dataclass(frozen=True)
class Weight:
    """One trainable weight.

    ``map`` is the map, or unit, that it belongs to; ``source`` the map or unit of the layer before that a kernel cell
    is for, and ``row`` and ``column`` its place in the kernel.

    Raises:
        ValueError: there is no such weight.
    """

    layer: str
    map: int
    part: Part
    source: int = 0
    row: int = 0
    column: int = 0

    def __post_init__(self) -> None:
        if self.layer not in HIDDEN:
            raise ValueError(f"the layer must be {', '.join(HIDDEN)}, not {self.layer}")
        if not 0 <= self.map < shape_of(self.layer)[0]:
            raise ValueError(f"{self.layer} has maps 0 to {shape_of(self.layer)[0] - 1}, not {self.map}")
        if (self.part is Part.COEFFICIENT) > (self.layer in _SUBSAMPLING):
            raise ValueError(f"{self.layer} has no coefficients")
        if self.part is Part.KERNEL:
            side = kernel_side(self.layer)
            if self.source not in sources_of(self.layer, self.map):
                raise ValueError(f"{self.layer} map {self.map} does not read map {self.source}")
            if not (0 <= self.row < side and 0 <= self.column < side):
                raise ValueError(f"a kernel of {self.layer} has rows and columns 0 to {side - 1}")


def sources_of(layer: str, index: int) -> tuple[int, ...]:
    """The maps, or units, of the layer before for which a map has a kernel; none for S2 and S4."""
    if layer in _SUBSAMPLING:
        return ()
    if layer == "C3":
        return TABLE_I[index]
    return tuple(range(shape_of(layer_before(layer))[0]))


def kernel_side(layer: str) -> int:
    """5, or 1 for F6."""
    return 1 if layer == "F6" else 5


@cache
def slots() -> Matrices:
    """Where each entry of the matrices lies in a flat vector."""
    places = Matrices.zeros(Squashing.TANH, np.float64)
    places.flat[...] = np.arange(len(places.flat))
    return places


def slot_of(weight: Weight) -> int:
    """Where a weight lies in a flat vector, as in :class:`model.network.parameters.Matrices`."""
    layer = weight.layer.lower()
    if weight.part is Part.KERNEL:
        side = kernel_side(weight.layer)
        within = (weight.source * side + weight.row) * side + weight.column
        return int(getattr(slots(), f"{layer}_weight")[weight.map, within])
    return int(getattr(slots(), f"{layer}_{weight.part}").ravel()[weight.map])


@cache
def connected() -> FloatArray:
    """(60900,): 1 for the 60,000 weights, 0 where C3 has no connection."""
    ones = {name: np.ones(shape, dtype=np.float32) for name, shape in SHAPES.items()}
    return frozen(Matrices.of(Squashing.TANH, ones).flat)
