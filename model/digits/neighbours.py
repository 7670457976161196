"""The digits of a survey that are nearest to a drawing: pixel by pixel, and as C5 and F6 have them."""

import numpy as np
from numpy.typing import NDArray

from model.digits.survey import KEPT_WHOLE, Neighbour, Survey
from model.network.architecture import INK_RANGE
from model.network.recognition import Recognition
from model.network.wiring import INPUT

COMPARED = (INPUT, *KEPT_WHOLE)
"""The layers by which digits are near each other."""
_AT_ONCE = 250
"""How many digits are compared at once, in 1 MB; all of them would take 40."""


def nearest(survey: Survey, answer: Recognition, count: int) -> dict[str, tuple[Neighbour, ...]]:
    """The digits that are nearest to what the network read, for each of the layers ``COMPARED``.

    Distances are squared, as penalties are (eq. 7), in the layer's own units.

    Args:
        survey: the digits, and their values in the network of the answer.
        answer: what is compared with them.
        count: how many digits there are of each layer, at most; nearest first. The digit that was read, if it is one
            of the survey's, is not among them.
    """
    in_pixels = _in_input(survey, answer)
    others = np.flatnonzero(in_pixels > 0)

    def first(distances: NDArray[np.float32]) -> tuple[Neighbour, ...]:
        order = others[np.argsort(distances[others], kind="stable")[:count]]
        return tuple(map(Neighbour, order.tolist(), distances[order].tolist()))

    return {INPUT: first(in_pixels)} | {layer: first(_in_layer(survey, answer, layer)) for layer in KEPT_WHOLE}


def _parts(count: int) -> list[slice]:
    return [slice(start, start + _AT_ONCE) for start in range(0, count, _AT_ONCE)]


def _in_input(survey: Survey, answer: Recognition) -> NDArray[np.float32]:
    """(N,)."""
    drawn = answer.ink.ravel() * np.float32(255)
    fields = (survey.digits.subset(part).fields() for part in _parts(len(survey.digits)))
    distances = [_squared(some.reshape(len(some), -1), drawn) for some in fields]
    return np.concatenate(distances) * np.float32((INK_RANGE / 255) ** 2)


def _in_layer(survey: Survey, answer: Recognition, layer: str) -> NDArray[np.float32]:
    """(N,)."""
    values, drawn = survey.values[layer], answer.layer(layer).ravel()
    return np.concatenate([_squared(values[part], drawn) for part in _parts(len(values))])


def _squared(values: NDArray[np.generic], of_drawing: NDArray[np.float32]) -> NDArray[np.float32]:
    """(N,): the squared distance of each line of values (N, units) from the drawing's (units,)."""
    differences = values.astype(np.float32)
    differences -= of_drawing
    distances: NDArray[np.float32] = np.einsum("ij,ij->i", differences, differences)
    return distances
