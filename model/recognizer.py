"""One picture in, one answer out, with every layer on the way."""

import time

import numpy as np
import torch

from model.lenet5 import LeNet5, to_input
from model.records import FloatArray, Recognition, Rejection


def _frozen(values: torch.Tensor) -> FloatArray:
    array: FloatArray = values[0].numpy()
    array.flags.writeable = False
    return array


def recognise(network: LeNet5, ink: FloatArray, rejection: Rejection) -> Recognition:
    """Read one picture.

    Args:
        network: with its weights.
        ink: (32, 32), 0 for background to 1 for full ink.
        rejection: when to refuse the answer.
    """
    started = time.perf_counter()
    with torch.inference_mode():
        field = to_input(torch.from_numpy(np.array(ink, dtype=np.float32)))[None, None]
        layers = network.activations(field)
    kept = ink.copy()
    kept.flags.writeable = False
    return Recognition(
        ink=kept,
        c1=_frozen(layers["C1"]),
        s2=_frozen(layers["S2"]),
        c3=_frozen(layers["C3"]),
        s4=_frozen(layers["S4"]),
        c5=_frozen(layers["C5"]),
        f6=_frozen(layers["F6"]),
        penalties=_frozen(layers["OUTPUT"]),
        rejection=rejection,
        seconds=time.perf_counter() - started,
    )
