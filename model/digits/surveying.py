"""Makes a :class:`model.digits.survey.Survey`: reads many digits, and keeps those in which a map stands out."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from model.digits.datasets import Digits
from model.digits.survey import KEPT, Extreme, Survey
from model.network.forward import Forward, in_chunks
from model.network.parameters import Parameters
from model.network.records import FloatArray
from model.network.wiring import NAMES, shape_of

_LAYERS = NAMES[1:]
_CLASSES = 10
_AT_ONCE = 500
"""How many digits are read between two reports of progress, and before all but the best are forgotten."""


class _Batch:
    """Of N digits and a layer's maps, the largest values, the smallest, and the places of both: (2, N, maps)."""

    def __init__(self, count: int, layer: str) -> None:
        self._maps = shape_of(layer)[0]
        shape = 2, count, self._maps
        self.values, self.places = np.empty(shape, np.float32), np.empty(shape, np.int16)

    def note(self, read: slice, values: NDArray[np.floating]) -> None:
        """Take the values (n, maps, ...) of the digits that ``read`` says."""
        maps = values.reshape(len(values), self._maps, -1)
        for end, places in enumerate((maps.argmax(axis=2), maps.argmin(axis=2))):
            self.places[end, read] = places
            self.values[end, read] = np.take_along_axis(maps, places[..., None], axis=2)[..., 0]


class _Best:
    """The digits so far in which each of a layer's maps is largest, or smallest, for each class."""

    def __init__(self, layer: str, sign: int) -> None:
        self._sign = sign
        shape = _CLASSES, KEPT, shape_of(layer)[0]
        self.extreme = Extreme(
            np.full(shape, np.inf * sign, np.float32), np.full(shape, -1, np.int32), np.zeros(shape, np.int16)
        )

    def add(self, values: FloatArray, places: NDArray[np.int16], first: int, labels: NDArray[np.uint8]) -> None:
        """Take digits (N,) at positions from ``first`` on, with their values and places (N, maps)."""
        best = self.extreme
        for label in np.unique(labels):
            of_class = np.flatnonzero(labels == label)
            positions = np.broadcast_to((first + of_class)[:, None], (len(of_class), values.shape[1]))
            of_values = np.concatenate([best.values[label], values[of_class]])
            of_positions = np.concatenate([best.positions[label], positions])
            of_places = np.concatenate([best.places[label], places[of_class]])
            order = np.argsort(self._sign * of_values, axis=0, kind="stable")[:KEPT]
            best.values[label] = np.take_along_axis(of_values, order, axis=0)
            best.positions[label] = np.take_along_axis(of_positions, order, axis=0)
            best.places[label] = np.take_along_axis(of_places, order, axis=0)


def survey(parameters: Parameters, digits: Digits, on_read: Callable[[int], object] = lambda _count: None) -> Survey:
    """Read digits, at least one, and keep of each map those in which it stands out; 2 MB in all.

    Args:
        parameters: the network.
        digits: what to read.
        on_read: called with the number of digits read so far; what it raises ends the survey.

    Raises:
        ValueError: a penalty is not finite.
    """
    largest, smallest = ({layer: _Best(layer, sign) for layer in _LAYERS} for sign in (-1, 1))
    totals = {layer: np.zeros((_CLASSES, shape_of(layer)[0])) for layer in _LAYERS}
    for start in range(0, len(digits), _AT_ONCE):
        some = digits.subset(slice(start, start + _AT_ONCE))
        batches = {layer: _Batch(len(some), layer) for layer in _LAYERS}
        ink = some.fields().astype(np.float32) / np.float32(255)
        for read, forward, penalties in in_chunks(parameters, ink):
            for layer, values in zip(_LAYERS, _values_of(forward, penalties), strict=True):
                batches[layer].note(read, values)
        for layer, batch in batches.items():
            np.add.at(totals[layer], some.labels, batch.values[0])
            for end, best in enumerate((largest[layer], smallest[layer])):
                best.add(batch.values[end], batch.places[end], start, some.labels)
        on_read(start + len(some))
    counts = np.maximum(np.bincount(digits.labels, minlength=_CLASSES), 1)[:, None]
    return Survey(
        parameters,
        digits,
        {layer: best.extreme for layer, best in largest.items()},
        {layer: best.extreme for layer, best in smallest.items()},
        {layer: (total / counts).astype(np.float32) for layer, total in totals.items()},
    )


def _values_of(forward: Forward, penalties: NDArray[np.float64]) -> tuple[NDArray[np.floating], ...]:
    """Those of each of ``_LAYERS``."""
    return forward.c1, forward.s2, forward.c3, forward.s4, forward.c5, forward.f6, penalties
