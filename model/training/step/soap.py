"""What SOAP makes of a gradient, as plain arithmetic; :mod:`model.training.optimizers.soap` is what training runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from model.network.architecture import TABLE_I
from model.training.step.weight import slots

Array = NDArray[np.floating]
FORGETTING, EPSILON = 0.95, 1e-8
"""The decay of all running means, as in the paper's experiments, and what keeps the divisor from being 0."""


@dataclass(frozen=True, eq=False)
class SoapBlock:
    """What is remembered of K matrices: their axes, and along these the running means of gradient and square.

    ``rows_axes`` is (K, M, M), ``columns_axes`` (K, N, N), ``mean`` and ``square`` (K, M, N).
    """

    rows_axes: Array
    columns_axes: Array
    mean: Array
    square: Array

    @classmethod
    def fresh(cls, gradient: Array) -> "SoapBlock":
        """Before the first update: each row and each column is an axis."""
        nothing = np.zeros_like(gradient)
        _, rows, columns = gradient.shape
        return cls(np.eye(rows)[None], np.eye(columns)[None], nothing, nothing)

    def direction(self, gradient: Array, count: int) -> Array:
        """What ``count`` updates before this one and its gradient, (K, M, N), make of it."""
        turned = self.rows_axes.mT @ gradient @ self.columns_axes
        mean = FORGETTING * self.mean + (1 - FORGETTING) * turned
        square = FORGETTING * self.square + (1 - FORGETTING) * turned**2
        missing = 1 - FORGETTING ** (count + 1)
        along: Array = mean / missing / (np.sqrt(square / missing) + EPSILON)
        turned_back: Array = self.rows_axes @ along @ self.columns_axes.mT
        return turned_back


@dataclass(frozen=True, eq=False)
class SoapMemory:
    """SOAP's blocks, by name, after ``count`` updates; none before the first."""

    blocks: Mapping[str, SoapBlock]
    count: int

    def direction(self, gradient: Array) -> Array:
        """(60900,), as in :class:`model.network.parameters.Matrices` -> the same: what takes the gradient's place."""
        direction = np.zeros_like(gradient)
        for name, places in block_slots().items():
            part = gradient[places]
            block = self.blocks.get(name) or SoapBlock.fresh(part)
            direction[places] = block.direction(part, self.count)
        return direction


@cache
def block_slots() -> dict[str, NDArray[np.int64]]:
    """Where the entries of each block's matrices, (K, M, N), lie in a flat vector: a row's weights, then its bias."""
    every = {name: values.astype(np.int64) for name, values in slots().views.items()}
    found: dict[str, NDArray[np.int64]] = {}
    for layer in ("c1", "s2", "s4", "c5", "f6"):
        weights = every.get(f"{layer}.weight", every.get(f"{layer}.coefficient"))
        assert weights is not None
        rows = len(weights)
        matrix = np.concatenate([weights.reshape(rows, -1), every[f"{layer}.bias"].reshape(rows, 1)], axis=1)
        found[layer] = matrix[None]
    for inputs in sorted({len(sources) for sources in TABLE_I}):
        maps = [index for index, sources in enumerate(TABLE_I) if len(sources) == inputs]
        kernels = every["c3.weight"].reshape(16, 6, 25)
        rows_of = [np.append(kernels[index, list(TABLE_I[index])], every["c3.bias"][index]) for index in maps]
        found[f"c3.{inputs}"] = np.stack(rows_of)[:, None]
    return found
