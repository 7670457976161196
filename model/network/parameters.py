"""A network's 60,000 parameters: as read-only arrays, shown and saved, and as the matrices of its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from model.limits import LARGEST_WEIGHT
from model.network.architecture import C3_PAIRS
from model.network.records import FloatArray, Squashing, frozen

if TYPE_CHECKING:
    from numpy.typing import DTypeLike

_BOTH_SHAPES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "c1.weight": ((6, 1, 5, 5), (6, 25)),
    "c1.bias": ((6,), (6, 1)),
    "s2.coefficient": ((6,), (6, 1, 1)),
    "s2.bias": ((6,), (6, 1, 1)),
    "c3.weight": ((60, 5, 5), (16, 150)),
    "c3.bias": ((16,), (16, 1)),
    "s4.coefficient": ((16,), (16, 1, 1)),
    "s4.bias": ((16,), (16, 1, 1)),
    "c5.weight": ((120, 16, 5, 5), (120, 400)),
    "c5.bias": ((120,), (120,)),
    "f6.weight": ((84, 120), (84, 120)),
    "f6.bias": ((84,), (84,)),
}
SHAPES = {name: shape for name, (shape, _) in _BOTH_SHAPES.items()}
"""Each parameter's name and shape in weights files and in the torch network."""
_MATRIX_SHAPES = {name: shape for name, (_, shape) in _BOTH_SHAPES.items()}
"""How each lies in a matrix: C3 with zeros where Table I has no connection, so that it is one matrix product."""
_ENDS = list(accumulate(prod(shape) for shape in _MATRIX_SHAPES.values()))
_SLOTS = [c3_map * 6 + s2_map for c3_map, s2_map in C3_PAIRS]


class Matrices:
    """The parameters, or anything that there is one of for each parameter, such as a gradient.

    The matrices, also by name in ``views``, are views of ``flat`` (60900,).
    """

    def __init__(self, squashing: Squashing, flat: FloatArray) -> None:
        self.squashing, self.flat = squashing, flat
        parts = np.split(flat, _ENDS[:-1])
        shapes = _MATRIX_SHAPES.items()
        self.views = view = {name: part.reshape(shape) for (name, shape), part in zip(shapes, parts, strict=True)}
        self.c1_weight, self.c1_bias = view["c1.weight"], view["c1.bias"]  # (6, 25), (6, 1)
        self.s2_coefficient, self.s2_bias = view["s2.coefficient"], view["s2.bias"]  # (6, 1, 1)
        self.c3_weight, self.c3_bias = view["c3.weight"], view["c3.bias"]  # (16, 150), (16, 1)
        self.s4_coefficient, self.s4_bias = view["s4.coefficient"], view["s4.bias"]  # (16, 1, 1)
        self.c5_weight, self.c5_bias = view["c5.weight"], view["c5.bias"]  # (120, 400), (120,)
        self.f6_weight, self.f6_bias = view["f6.weight"], view["f6.bias"]  # (84, 120), (84,)

    @classmethod
    def zeros(cls, squashing: Squashing, dtype: DTypeLike = "float32") -> Matrices:
        """All 0."""
        return cls(squashing, np.zeros(_ENDS[-1], dtype=dtype))

    @classmethod
    def of(cls, squashing: Squashing, named: Mapping[str, FloatArray]) -> Matrices:
        """A copy of arrays named and shaped as :data:`SHAPES`; 0 where C3 has no kernel."""
        matrices = cls.zeros(squashing, named["c1.weight"].dtype)
        for name, values in matrices.views.items():
            if name == "c3.weight":
                values.reshape(96, 25)[_SLOTS] = named[name].reshape(60, 25)
            else:
                values[...] = named[name].reshape(values.shape)
        return matrices

    def named(self) -> dict[str, FloatArray]:
        """The other way: by name, C3 as its 60 kernels (60, 25); views where that can be."""
        return self.views | {"c3.weight": self.c3_weight.reshape(96, 25)[_SLOTS]}


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
            frozen(self._array(name))

    def __reduce__(self) -> tuple[Any, ...]:
        # Without what is derived, and read-only again on the other side.
        return Parameters, (self.squashing, *map(self._array, SHAPES))

    def _array(self, name: str) -> FloatArray:
        array: FloatArray = getattr(self, name.replace(".", "_"))
        return array

    @classmethod
    def from_named(cls, squashing: Squashing, named: Mapping[str, FloatArray]) -> Parameters:
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
        frozen(matrices.flat)
        return matrices

    def kernels(self, layer: str, index: int) -> dict[int, FloatArray]:
        """The kernels (5, 5) of a map of C1, C3 or C5, by the map that each is for."""
        if layer == "C3":
            return {s2: kernel for (c3, s2), kernel in zip(C3_PAIRS, self.c3_weight, strict=True) if c3 == index}
        return dict(enumerate(self.c1_weight[index : index + 1] if layer == "C1" else self.c5_weight[index]))

    def bias(self, layer: str, index: int) -> float:
        """The bias of a map or unit, C1 to F6."""
        return float(self._array(f"{layer.lower()}.bias")[index])

    def of_layer(self, layer: str) -> FloatArray:
        """(n,): all trainable parameters of a layer, weights first; none for OUTPUT."""
        start = layer.lower() + "."
        found = [self._array(name).ravel() for name in SHAPES if name.startswith(start)]
        return np.concatenate(found) if found else np.empty(0, dtype=np.float32)
