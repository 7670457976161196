"""One picture in, one answer out, with every layer on the way."""

import time
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from model.network.changes import NO_CHANGES, Changes
from model.network.forward import forward_of, penalties_of, to_input
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.records import FloatArray, Rejection

_Number = TypeVar("_Number", np.float32, np.float64)


def _frozen(values: NDArray[_Number]) -> NDArray[_Number]:
    """A read-only copy: the forward pass uses its memory again."""
    array = values.copy()
    array.flags.writeable = False
    return array


def recognise(
    parameters: Parameters, ink: FloatArray, rejection: Rejection, changes: Changes = NO_CHANGES
) -> Recognition:
    """Read one picture, ``ink`` (32, 32), 0 for background to 1 for full ink."""
    started = time.perf_counter()
    forward = forward_of(1)
    forward.run(parameters.matrices, to_input(ink), changes.gains())
    return Recognition(
        ink=_frozen(ink),
        c1=_frozen(forward.c1[0]),
        s2=_frozen(forward.s2[0]),
        c3=_frozen(forward.c3[0]),
        s4=_frozen(forward.s4[0]),
        c5=_frozen(forward.c5[0]),
        f6=_frozen(forward.f6[0]),
        penalties=_frozen(penalties_of(forward.f6[0])),
        rejection=rejection,
        seconds=time.perf_counter() - started,
        parameters=parameters,
        changes=changes,
    )
