"""A survey of many digits: those in which each map, or unit, has its largest and its smallest values, and C5 and F6."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.datasets import Digits
from model.network.forward import squash
from model.network.parameters import Parameters
from model.network.records import FloatArray
from model.network.wiring import OUTPUT, Unit, shape_of

KEPT = 32
"""How many digits of each class are kept of each map, at either end."""
KEPT_WHOLE = ("C5", "F6")
"""Layers of which all values are kept."""


class Finding(NamedTuple):
    """A value that stands out: that of a unit, in the digit at a position."""

    position: int
    unit: Unit
    value: float


class Neighbour(NamedTuple):
    """The digit at a position, and the sum of the squared differences between a layer's values and a drawing's."""

    position: int
    distance: float


@dataclass(frozen=True)
class Extreme:
    """The digits of each class in which each of a layer's maps stands out most, that first.

    All are (10, K, maps): ``sums``, the ``positions`` of the digits, and ``places`` in the map, row times side plus
    column. A position is -1 where there are fewer digits of a class. The sums are what is squashed, or penalties: of a
    unit that saturates, the values of many digits are the same.
    """

    sums: FloatArray
    positions: NDArray[np.int32]
    places: NDArray[np.int16]


class Survey:
    """What was found. Where a map has one unit, as in C5, F6 and OUTPUT, that unit is both largest and smallest.

    Args:
        parameters: the network that read them.
        digits: the digits that were read.
        largest: by layer, from C1 to OUTPUT.
        smallest: likewise.
        means: by layer, (10, maps): the largest values' mean over the digits of each class; 0 where there are none.
        values: by layer of ``KEPT_WHOLE``, (N, units): squashed, in half precision, which saves 4 MB.
        penalties: (N, 10).
    """

    def __init__(
        self,
        parameters: Parameters,
        digits: Digits,
        largest: dict[str, Extreme],
        smallest: dict[str, Extreme],
        means: dict[str, FloatArray],
        values: dict[str, NDArray[np.float16]],
        penalties: FloatArray,
    ) -> None:
        self.parameters, self.digits = parameters, digits
        self.values, self.penalties = values, penalties
        self._largest, self._smallest, self._means = largest, smallest, means

    def largest(self, layer: str, index: int, label: int | None = None) -> tuple[Finding, ...]:
        """The digits, at most ``KEPT``, in which a map's largest value is largest; of one class where one is given."""
        return self._first(self._largest[layer], layer, index, label, sign=-1)

    def smallest(self, layer: str, index: int, label: int | None = None) -> tuple[Finding, ...]:
        """Those in which its smallest value is smallest."""
        return self._first(self._smallest[layer], layer, index, label, sign=1)

    def means(self, layer: str, index: int) -> FloatArray:
        """(10,): the mean of a map's largest value over the digits of each class."""
        means: FloatArray = self._means[layer][:, index]
        return means

    def _first(self, extreme: Extreme, layer: str, index: int, label: int | None, sign: int) -> tuple[Finding, ...]:
        classes = slice(None) if label is None else slice(label, label + 1)
        sums = extreme.sums[classes, :, index].ravel()
        positions, places = (part[classes, :, index].ravel() for part in (extreme.positions, extreme.places))
        there = np.flatnonzero(positions >= 0)
        first = there[np.lexsort((positions[there], sign * sums[there]))][:KEPT]
        values, side = sums[first], shape_of(layer)[1]
        if layer != OUTPUT:
            squash(values, self.parameters.squashing)
        return tuple(
            Finding(position, Unit(layer, index, *divmod(place, side)), value)
            for position, place, value in zip(
                positions[first].tolist(), places[first].tolist(), values.tolist(), strict=True
            )
        )
