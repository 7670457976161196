"""A network's 60,000 parameters as read-only arrays: what reads digits, what is shown, what is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from model.limits import LARGEST_WEIGHT
from model.network.architecture import C3_PAIRS
from model.network.matrices import Matrices
from model.network.records import FloatArray, Squashing

SHAPES: dict[str, tuple[int, ...]] = {
    "c1.weight": (6, 1, 5, 5),
    "c1.bias": (6,),
    "s2.coefficient": (6,),
    "s2.bias": (6,),
    "c3.weight": (60, 5, 5),
    "c3.bias": (16,),
    "s4.coefficient": (16,),
    "s4.bias": (16,),
    "c5.weight": (120, 16, 5, 5),
    "c5.bias": (120,),
    "f6.weight": (84, 120),
    "f6.bias": (84,),
}
"""Each parameter's name and shape in weights files and in the torch network."""


@dataclass(frozen=True, eq=False)
class Parameters:
    """Every trainable parameter and the squashing function.

    ``c1_weight`` (6, 5, 5), ``c3_weight`` (60, 5, 5) in the order of ``C3_PAIRS``, ``c5_weight`` (120, 16, 5, 5),
    ``f6_weight`` (84, 120); ``s2_coefficient`` (6,), ``s4_coefficient`` (16,); one bias a map or unit. The arrays are
    made read-only.
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

    def __post_init__(self) -> None:
        for name in SHAPES:
            self._array(name).flags.writeable = False

    def __reduce__(self) -> tuple[Any, ...]:
        # Without what is derived, and read-only again on the other side.
        return Parameters, (self.squashing, *map(self._array, SHAPES))

    def _array(self, name: str) -> FloatArray:
        array: FloatArray = getattr(self, name.replace(".", "_"))
        return array

    @classmethod
    def from_named(cls, squashing: Squashing, named: Mapping[str, FloatArray]) -> "Parameters":
        """From arrays with the names and shapes of ``SHAPES``; they are not copied."""
        arrays = {name.replace(".", "_"): named[name] for name in SHAPES}
        arrays["c1_weight"] = arrays["c1_weight"].reshape(6, 5, 5)
        return cls(squashing, **arrays)

    def named(self) -> dict[str, FloatArray]:
        """The arrays, with the names and shapes of ``SHAPES``."""
        return {name: self._array(name).reshape(shape) for name, shape in SHAPES.items()}

    @cached_property
    def matrices(self) -> Matrices:
        """A copy in the form that the forward pass computes with, made once; read-only.

        Raises:
            ValueError: a value is not finite, or so large that sums may not be.
        """
        matrices = Matrices.of(self.squashing, self.named())
        # "Not more" would let NaN pass.
        if not np.abs(matrices.flat).max() <= LARGEST_WEIGHT:
            raise ValueError(f"There is no answer: a weight is not finite, or beyond {LARGEST_WEIGHT:g}.")
        matrices.flat.flags.writeable = False
        return matrices

    def c3_kernel(self, c3_map: int, s2_map: int) -> FloatArray | None:
        """(5, 5); None where Table I joins nothing."""
        pair = (c3_map, s2_map)
        return self.c3_weight[C3_PAIRS.index(pair)] if pair in C3_PAIRS else None

    def of_layer(self, layer: str) -> FloatArray:
        """(n,): all trainable parameters of a layer, weights first; none for OUTPUT."""
        start = layer.lower() + "."
        found = [self._array(name).ravel() for name in SHAPES if name.startswith(start)]
        return np.concatenate(found) if found else np.empty(0, dtype=np.float32)
