"""Makes a :class:`model.digits.survey.Survey`: reads many digits, and notes where each map is largest and smallest."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from model.digits.datasets import Digits
from model.digits.survey import Extreme, Survey
from model.network.forward import Forward, in_chunks
from model.network.parameters import Parameters
from model.network.wiring import NAMES, shape_of

_LAYERS = NAMES[1:]
_AT_ONCE = 256
"""How many digits are read between two reports of progress."""


def survey(parameters: Parameters, digits: Digits, on_read: Callable[[int], object] = lambda _count: None) -> Survey:
    """Read digits, at least one, and note every map's extremes; 1.5 kB a digit.

    Args:
        parameters: the network.
        digits: what to read.
        on_read: called with the number of digits read so far; what it raises ends the survey.

    Raises:
        ValueError: a penalty is not finite.
    """
    count = len(digits)
    largest, smallest = ({layer: _empty(count, layer) for layer in _LAYERS} for _ in range(2))
    for start in range(0, count, _AT_ONCE):
        fields = digits.subset(slice(start, start + _AT_ONCE)).fields().astype(np.float32) / np.float32(255)
        for some, forward, penalties in in_chunks(parameters, fields):
            read = slice(start + some.start, start + some.stop)
            for layer, values in _layers_of(forward, penalties):
                maps = values.reshape(len(values), shape_of(layer)[0], -1)
                _note(largest[layer], read, maps, maps.argmax(axis=2))
                _note(smallest[layer], read, maps, maps.argmin(axis=2))
        on_read(min(start + _AT_ONCE, count))
    return Survey(digits, largest, smallest)


def _empty(count: int, layer: str) -> Extreme:
    shape = count, shape_of(layer)[0]
    return Extreme(np.empty(shape, np.float32), np.empty(shape, np.int16))


def _layers_of(forward: Forward, penalties: NDArray[np.float64]) -> list[tuple[str, NDArray[np.floating]]]:
    values = forward.c1, forward.s2, forward.c3, forward.s4, forward.c5, forward.f6, penalties
    return list(zip(_LAYERS, values, strict=True))


def _note(extreme: Extreme, read: slice, maps: NDArray[np.floating], places: NDArray[np.intp]) -> None:
    extreme.places[read] = places
    extreme.values[read] = np.take_along_axis(maps, places[..., None], axis=2)[..., 0]
