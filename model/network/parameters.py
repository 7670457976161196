"""A network's 60,000 parameters as read-only arrays, for those who look at them."""

from dataclasses import dataclass

import numpy as np

from model.network.architecture import C3_PAIRS
from model.network.records import FloatArray, Squashing


@dataclass(frozen=True, eq=False)
class Parameters:
    """Every trainable parameter and the squashing function.

    ``c1_weight`` (6, 5, 5), ``c3_weight`` (60, 5, 5) in the order of ``C3_PAIRS``, ``c5_weight`` (120, 16, 5, 5),
    ``f6_weight`` (84, 120); ``s2_coefficient`` (6,), ``s4_coefficient`` (16,); one bias a map or unit.
    """

    squashing: Squashing
    c1_weight: FloatArray
    c1_bias: FloatArray
    s2_coefficient: FloatArray
    s2_bias: FloatArray
    c3_weight: FloatArray
    c3_bias: FloatArray
    s4_coefficient: FloatArray
    s4_bias: FloatArray
    c5_weight: FloatArray
    c5_bias: FloatArray
    f6_weight: FloatArray
    f6_bias: FloatArray

    def c3_kernel(self, c3_map: int, s2_map: int) -> FloatArray | None:
        """(5, 5); None where Table I joins nothing."""
        pair = (c3_map, s2_map)
        return self.c3_weight[C3_PAIRS.index(pair)] if pair in C3_PAIRS else None

    def of_layer(self, layer: str) -> FloatArray:
        """(n,): all trainable parameters of a layer, weights first; none for OUTPUT."""
        start = layer.lower() + "_"
        found = [value.ravel() for name, value in vars(self).items() if name.startswith(start)]
        return np.concatenate(found) if found else np.empty(0, dtype=np.float32)
