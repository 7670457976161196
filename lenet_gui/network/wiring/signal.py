"""How much of a drawing each connection carries: weight times activation."""

import numpy as np

from lenet_gui.network.wiring.cables import Cables
from model.network.rbf_codes import FARTHEST
from model.network.recognition import Recognition
from model.network.records import FloatArray
from model.network.wiring import INPUT, OUTPUT, layer_before


def carried(layer: str, cables: Cables, answer: Recognition) -> Cables:
    """The curves to a layer, as strong as what they carry; the sign is the product's.

    A map carries the root of its mean square. To OUTPUT, curves are positive where F6 and the digit's code agree, and
    the stronger the nearer the digit comes; none is seen to reach a digit that is as far away as two codes can be.
    """
    before = layer_before(layer)
    strength = cables.strength * _activity(before, answer)[cables.source]
    if layer == OUTPUT:
        near = np.clip(1 - answer.penalties / FARTHEST, 0, 1) ** 3
        strength = strength * near[cables.target]
    return cables._replace(strength=np.clip(strength, -1, 1).astype(np.float32))


def _activity(layer: str, answer: Recognition) -> FloatArray:
    """(maps,): how active each map is, or each unit with its sign, -1 to 1; the strongest of the layer has 1."""
    values = answer.layer(layer)
    if layer == INPUT:
        return np.ones(1, dtype=np.float32)
    activity: FloatArray
    activity = values[:, 0, 0] if values.shape[1] == 1 else np.sqrt(np.square(values).mean(axis=(1, 2)))
    strongest = float(np.abs(activity).max())
    found: FloatArray = activity / strongest if strongest > 0 else activity
    return found
