"""A network's parameters as the matrices that its arithmetic multiplies by, one after the other in one vector."""

from collections.abc import Mapping

import numpy as np

from model.network.architecture import C3_PAIRS
from model.network.records import FloatArray, Squashing

_SHAPES = {
    "c1.weight": (6, 25),
    "c1.bias": (6, 1),
    "s2.coefficient": (6, 1, 1),
    "s2.bias": (6, 1, 1),
    "c3.weight": (16, 150),
    "c3.bias": (16, 1),
    "s4.coefficient": (16, 1, 1),
    "s4.bias": (16, 1, 1),
    "c5.weight": (120, 400),
    "c5.bias": (120,),
    "f6.weight": (84, 120),
    "f6.bias": (84,),
}
"""How each parameter lies here: C3 with zeros where Table I has no connection, so that it is one matrix product."""
_ENDS = np.cumsum([int(np.prod(shape)) for shape in _SHAPES.values()])
_SLOTS = np.array([c3_map * 6 + s2_map for c3_map, s2_map in C3_PAIRS])


class Matrices:
    """The parameters, or anything that there is one of for each parameter, such as a gradient.

    The matrices are views of ``flat`` (60900,).
    """

    def __init__(self, squashing: Squashing, flat: FloatArray) -> None:
        self.squashing, self.flat = squashing, flat
        parts = np.split(flat, _ENDS[:-1])
        self._views = {name: part.reshape(shape) for (name, shape), part in zip(_SHAPES.items(), parts, strict=True)}
        view = self._views
        self.c1_weight, self.c1_bias = view["c1.weight"], view["c1.bias"]  # (6, 25), (6, 1)
        self.s2_coefficient, self.s2_bias = view["s2.coefficient"], view["s2.bias"]  # (6, 1, 1)
        self.c3_weight, self.c3_bias = view["c3.weight"], view["c3.bias"]  # (16, 150), (16, 1)
        self.s4_coefficient, self.s4_bias = view["s4.coefficient"], view["s4.bias"]  # (16, 1, 1)
        self.c5_weight, self.c5_bias = view["c5.weight"], view["c5.bias"]  # (120, 400), (120,)
        self.f6_weight, self.f6_bias = view["f6.weight"], view["f6.bias"]  # (84, 120), (84,)

    @classmethod
    def of(cls, squashing: Squashing, named: Mapping[str, FloatArray]) -> "Matrices":
        """A copy of arrays named and shaped as :data:`model.network.parameters.SHAPES`; 0 where C3 has no kernel."""
        matrices = cls(squashing, np.zeros(_ENDS[-1], dtype=named["c1.weight"].dtype))
        for name, values in matrices._views.items():
            if name == "c3.weight":
                values.reshape(96, 25)[_SLOTS] = named[name].reshape(60, 25)
            else:
                values[...] = named[name].reshape(values.shape)
        return matrices

    def named(self) -> dict[str, FloatArray]:
        """The other way: by name, C3 as its 60 kernels (60, 25); views where that can be."""
        return self._views | {"c3.weight": self.c3_weight.reshape(96, 25)[_SLOTS]}
