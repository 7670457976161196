"""One picture in, one answer out, with every layer on the way."""

import time
from weakref import WeakKeyDictionary

import numpy as np
import torch

from model.network.changes import NO_CHANGES, Changes
from model.network.lenet5 import LeNet5, to_input
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.records import FloatArray, Rejection
from model.network.what_if import gains_of


def _frozen(values: torch.Tensor) -> FloatArray:
    array: FloatArray = values.detach().numpy()
    array.flags.writeable = False
    return array


_parameters: "WeakKeyDictionary[LeNet5, Parameters]" = WeakKeyDictionary()


def parameters_of(network: LeNet5) -> Parameters:
    """The network's parameters; they share its memory, so they are only good while it is not trained on."""
    known = _parameters.get(network)
    if known is None:
        known = _parameters[network] = _read_parameters(network)
    return known


def _read_parameters(network: LeNet5) -> Parameters:
    named = {name.replace(".", "_"): _frozen(values) for name, values in network.named_parameters()}
    named["c1_weight"] = named["c1_weight"][:, 0]  # there is but one input map
    return Parameters(network.squashing, **named)


def recognise(network: LeNet5, ink: FloatArray, rejection: Rejection, changes: Changes = NO_CHANGES) -> Recognition:
    """Read one picture.

    Args:
        network: with its weights.
        ink: (32, 32), 0 for background to 1 for full ink.
        rejection: when to refuse the answer.
        changes: "what if" these maps and units were scaled.
    """
    started = time.perf_counter()
    with torch.inference_mode():
        field = to_input(torch.from_numpy(np.array(ink, dtype=np.float32)))[None, None]
        layers = network.activations(field, gains_of(network, changes))
        # Single precision is 1e-5 coarse at a penalty of 200: the terms that are shown would not sum to it.
        penalties = network.output(layers["F6"].double())[0].numpy()
    penalties.flags.writeable = False
    kept = ink.copy()
    kept.flags.writeable = False
    return Recognition(
        ink=kept,
        c1=_frozen(layers["C1"][0]),
        s2=_frozen(layers["S2"][0]),
        c3=_frozen(layers["C3"][0]),
        s4=_frozen(layers["S4"][0]),
        c5=_frozen(layers["C5"][0]),
        f6=_frozen(layers["F6"][0]),
        penalties=penalties,
        rejection=rejection,
        seconds=time.perf_counter() - started,
        parameters=parameters_of(network),
        changes=changes,
    )
