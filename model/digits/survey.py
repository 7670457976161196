"""A survey of many digits: where each map, or unit, has its largest and its smallest value in each of them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.datasets import Digits
from model.network.records import FloatArray
from model.network.wiring import Unit, shape_of


class Finding(NamedTuple):
    """A value that stands out: that of a unit, in the digit at a position."""

    position: int
    unit: Unit
    value: float


@dataclass(frozen=True)
class Extreme:
    """Of N digits and a layer's maps, ``values`` (N, maps) and ``places`` (N, maps): row times side plus column."""

    values: FloatArray
    places: NDArray[np.int16]


class Survey:
    """What was found; largest and smallest are the same where a map has one unit, as in C5, F6 and OUTPUT.

    Args:
        digits: the N digits that were read.
        largest: by layer, from C1 to OUTPUT.
        smallest: likewise.
    """

    def __init__(self, digits: Digits, largest: dict[str, Extreme], smallest: dict[str, Extreme]) -> None:
        self.digits = digits
        self._largest, self._smallest = largest, smallest

    def largest(self, layer: str, index: int, count: int, label: int | None = None) -> tuple[Finding, ...]:
        """The digits in which a map's largest value is largest, that first; of one class only if ``label`` says so."""
        return self._first(self._largest[layer], layer, index, count, label, sign=-1)

    def smallest(self, layer: str, index: int, count: int, label: int | None = None) -> tuple[Finding, ...]:
        """The digits in which its smallest value is smallest, that first."""
        return self._first(self._smallest[layer], layer, index, count, label, sign=1)

    def _first(
        self, extreme: Extreme, layer: str, index: int, count: int, label: int | None, sign: int
    ) -> tuple[Finding, ...]:
        values = extreme.values[:, index]
        asked = np.arange(len(values)) if label is None else np.flatnonzero(self.digits.labels == label)
        first = asked[np.argsort(sign * values[asked], kind="stable")[:count]]
        side = shape_of(layer)[1]
        return tuple(
            Finding(position, Unit(layer, index, *divmod(int(extreme.places[position, index]), side)), float(value))
            for position, value in zip(first.tolist(), values[first], strict=True)
        )

    def means(self, layer: str, index: int) -> FloatArray:
        """(10,): a map's largest value, its mean over the digits of each class; 0 where there are none of a class."""
        labels = self.digits.labels.astype(np.intp)
        totals = np.bincount(labels, self._largest[layer].values[:, index], minlength=10)
        means: FloatArray = (totals / np.maximum(np.bincount(labels, minlength=10), 1)).astype(np.float32)
        return means
