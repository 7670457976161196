"""The digits of a survey that are nearest to a drawing: pixel by pixel, and as C5 and F6 have them."""

import numpy as np
from numpy.typing import NDArray

from model.digits.survey import KEPT_WHOLE, Neighbour, Survey
from model.network.architecture import INK_RANGE
from model.network.recognition import Recognition
from model.network.wiring import INPUT

COMPARED = (INPUT, *KEPT_WHOLE)
"""The layers by which digits are near each other."""
_AT_ONCE = 500
"""How many digits are compared at once; all of them would take 40 MB."""


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


def _in_input(survey: Survey, answer: Recognition) -> NDArray[np.float32]:
    """(N,)."""
    distances = np.empty(len(survey.digits), np.float32)
    for start in range(0, len(distances), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        fields = survey.digits.subset(part).fields().astype(np.float32)
        distances[part] = _squared(fields.reshape(len(fields), -1), answer.ink.ravel() * np.float32(255))
    return distances * np.float32((INK_RANGE / 255) ** 2)


def _in_layer(survey: Survey, answer: Recognition, layer: str) -> NDArray[np.float32]:
    """(N,)."""
    return _squared(survey.values[layer].astype(np.float32), answer.layer(layer).ravel())


def _squared(values: NDArray[np.float32], of_drawing: NDArray[np.float32]) -> NDArray[np.float32]:
    """(N,): the squared distance of each line of values (N, units) from the drawing's (units,); overwrites them."""
    values -= of_drawing
    distances: NDArray[np.float32] = np.einsum("ij,ij->i", values, values)
    return distances
