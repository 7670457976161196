"""Makes a :class:`model.digits.survey.Survey`: reads many digits, and keeps those in which a map stands out."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from model.digits.datasets import Digits
from model.digits.survey import KEPT, KEPT_WHOLE, Extreme, Survey
from model.network.forward import in_chunks, squash
from model.network.parameters import Parameters
from model.network.records import FloatArray
from model.network.wiring import NAMES, shape_of

_LAYERS = NAMES[1:]
_CLASSES = 10
_AT_ONCE = 500
"""How many digits are read between two reports of progress, and before all but the best are forgotten."""


class _Batch:
    """Of N digits and a layer's maps, the largest sums, the smallest, and the places of both: (2, N, maps)."""

    def __init__(self, count: int, layer: str) -> None:
        self._maps = shape_of(layer)[0]
        shape = 2, count, self._maps
        self.sums, self.places = np.empty(shape, np.float32), np.empty(shape, np.int16)

    def note(self, read: slice, sums: NDArray[np.floating]) -> None:
        """Take the sums (n, maps, ...) of the digits that ``read`` says."""
        maps = sums.reshape(len(sums), self._maps, -1)
        for end, places in enumerate((maps.argmax(axis=2), maps.argmin(axis=2))):
            self.places[end, read] = places
            self.sums[end, read] = np.take_along_axis(maps, places[..., None], axis=2)[..., 0]


class _Best:
    """The digits so far in which each of a layer's maps is largest, or smallest, for each class."""

    def __init__(self, layer: str, sign: int) -> None:
        self._sign = sign
        shape = _CLASSES, KEPT, shape_of(layer)[0]
        self.extreme = Extreme(
            np.full(shape, np.inf * sign, np.float32), np.full(shape, -1, np.int32), np.zeros(shape, np.int16)
        )

    def add(self, sums: FloatArray, places: NDArray[np.int16], first: int, labels: NDArray[np.uint8]) -> None:
        """Take digits (N,) at positions from ``first`` on, with their sums and places (N, maps)."""
        best = self.extreme
        for label in np.unique(labels):
            of_class = np.flatnonzero(labels == label)
            positions = np.broadcast_to((first + of_class)[:, None], (len(of_class), sums.shape[1]))
            of_sums = np.concatenate([best.sums[label], sums[of_class]])
            of_positions = np.concatenate([best.positions[label], positions])
            of_places = np.concatenate([best.places[label], places[of_class]])
            order = np.argsort(self._sign * of_sums, axis=0, kind="stable")[:KEPT]
            best.sums[label] = np.take_along_axis(of_sums, order, axis=0)
            best.positions[label] = np.take_along_axis(of_positions, order, axis=0)
            best.places[label] = np.take_along_axis(of_places, order, axis=0)


def survey(parameters: Parameters, digits: Digits, on_read: Callable[[int], object] = lambda _count: None) -> Survey:
    """Read digits, at least one, and keep of each map those in which it stands out; 6 MB in all.

    Args:
        parameters: the network.
        digits: what to read.
        on_read: called with the number of digits read so far; what it raises ends the survey.

    Raises:
        ValueError: a penalty is not finite.
    """
    largest, smallest = ({layer: _Best(layer, sign) for layer in _LAYERS} for sign in (-1, 1))
    totals = {layer: np.zeros((_CLASSES, shape_of(layer)[0])) for layer in _LAYERS}
    kept = {layer: np.empty((len(digits), shape_of(layer)[0]), np.float16) for layer in KEPT_WHOLE}
    penalties_of_all = np.empty((len(digits), _CLASSES), np.float32)
    for start in range(0, len(digits), _AT_ONCE):
        some = digits.subset(slice(start, start + _AT_ONCE))
        batches = {layer: _Batch(len(some), layer) for layer in _LAYERS}
        ink = some.fields().astype(np.float32) / np.float32(255)
        sums: dict[str, FloatArray] = {}
        for read, penalties in in_chunks(parameters, ink, sums=sums):
            for layer in _LAYERS[:-1]:
                batches[layer].note(read, sums[layer])
            batches[_LAYERS[-1]].note(read, penalties)
        for layer, batch in batches.items():
            for end, best in enumerate((largest[layer], smallest[layer])):
                best.add(batch.sums[end], batch.places[end], start, some.labels)
            values = batch.sums[0]  # as soon as they are squashed
            if layer == _LAYERS[-1]:
                penalties_of_all[start : start + len(some)] = values
            else:
                squash(values, parameters.squashing)
            if layer in kept:  # one unit a map
                kept[layer][start : start + len(some)] = values
            np.add.at(totals[layer], some.labels, values)
        on_read(start + len(some))
    counts = np.maximum(np.bincount(digits.labels, minlength=_CLASSES), 1)[:, None]
    return Survey(
        parameters,
        digits,
        {layer: best.extreme for layer, best in largest.items()},
        {layer: best.extreme for layer, best in smallest.items()},
        {layer: (total / counts).astype(np.float32) for layer, total in totals.items()},
        kept,
        penalties_of_all,
    )
