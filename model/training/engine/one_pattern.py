"""One pattern an update, as the paper trained, without autograd.

At one pattern a step, what autograd does about each operation costs ten times what the arithmetic costs. Here a step is
some sixty array operations, see :mod:`model.training.engine.pattern_gradient`; the gradient is the one that autograd
finds, to rounding.
"""

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from model.network.parameters import Matrices
from model.network.records import FloatArray, Squashing
from model.training.engine.criterion import Criterion
from model.training.engine.lenet5 import LeNet5, arrays_of, fill
from model.training.engine.pattern_gradient import PatternGradient


def flatten(values: dict[str, Tensor]) -> FloatArray:
    """Values named and shaped as the network's parameters -> one flat vector, 0 where C3 has no connection."""
    return Matrices.of(Squashing.TANH, arrays_of(values)).flat


class OnePattern:
    """A network's forward and backward pass for one pattern, on a copy of its parameters; see :meth:`write_back`.

    ``parameters`` and ``gradient`` are flat vectors, as :func:`flatten` makes them.
    """

    def __init__(self, network: LeNet5, criterion: Criterion) -> None:
        self._network = network
        self.parameters = flatten(dict(network.named_parameters()))
        self._weights = Matrices(network.squashing, self.parameters)
        self._pattern = PatternGradient(network.squashing, criterion)
        self.gradient = self._pattern.gradient

    def read_again(self) -> None:
        self.parameters[...] = flatten(dict(self._network.named_parameters()))

    def write_back(self) -> None:
        """Give the network the parameters as they are now."""
        fill(self._network, self._weights.named())

    def pass_one(self, field: FloatArray, label: int) -> tuple[float, bool]:
        """Forward and backward; ``gradient`` then holds the loss's gradient. See :meth:`PatternGradient.run`."""
        return self._pattern.run(self._weights, field, label)

    def run(self, fields: FloatArray, labels: NDArray[np.int64], rates: FloatArray) -> tuple[float, int]:
        """One update a pattern: every parameter goes down its gradient by its own rate.

        Args:
            fields: (N, 1, 32, 32), in the paper's scale.
            labels: (N,).
            rates: flat, 0 where C3 has no connection: what is not there does not learn.

        Returns:
            The sum of the losses, and how many digits were misread before their update.
        """
        total, misread = 0.0, 0
        for field, label in zip(fields, labels.tolist(), strict=True):
            loss, wrong = self.pass_one(field, label)
            self.gradient *= rates
            self.parameters -= self.gradient
            total += loss
            misread += wrong
        return total, misread
