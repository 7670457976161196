"""One pattern an update, as the paper trained: the gradient by every parameter, without autograd and without torch.

At one pattern a step, what autograd does about each operation costs ten times what the arithmetic costs. Here a step is
some sixty array operations; the gradient is the one that autograd finds, to rounding.
"""

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from model.network.architecture import NOT_A_DIGIT
from model.network.backward import Backward
from model.network.forward import Forward
from model.network.parameters import Matrices
from model.network.rbf_codes import RBF_CODES
from model.network.records import FloatArray, Squashing
from model.training.engine.criterion import Criterion, Loss
from model.training.engine.lenet5 import LeNet5, arrays_of, fill


def flatten(values: dict[str, Tensor]) -> FloatArray:
    """Values named and shaped as the network's parameters -> one flat vector, 0 where C3 has no connection."""
    return Matrices.of(Squashing.TANH, arrays_of(values)).flat


class OnePattern:
    """A network's forward and backward pass for one pattern.

    Args:
        network: its parameters are copied; :meth:`write_back` returns them.
        criterion: the loss and its two figures.

    ``parameters`` and ``gradient`` are flat vectors, as :func:`flatten` makes them.
    """

    def __init__(self, network: LeNet5, criterion: Criterion) -> None:
        self._network, self._criterion = network, criterion
        self.parameters = flatten(dict(network.named_parameters()))
        self.gradient = np.zeros_like(self.parameters)
        self._weights = Matrices(network.squashing, self.parameters)
        self._by_weights = Matrices(network.squashing, self.gradient)
        self._forward = Forward()
        self._backward = Backward(self._forward)

    def read_again(self) -> None:
        """Copy the network's parameters anew."""
        self.parameters[...] = flatten(dict(self._network.named_parameters()))

    def write_back(self) -> None:
        """Give the network the parameters as they are now."""
        fill(self._network, self._weights.named())

    def _output(self, label: int) -> tuple[float, NDArray[np.float32], bool]:
        """The loss, its gradient by F6's values, and whether the digit was misread."""
        away = self._forward.f6[0] - RBF_CODES
        penalties = np.einsum("ij,ij->i", away, away)
        wrong = label != NOT_A_DIGIT and int(penalties.argmin()) != label
        if self._criterion.loss is Loss.MEAN_SQUARED_ERROR:
            return float(penalties[label]), 2 * away[label], wrong
        scaled = np.append(-penalties / self._criterion.penalty_scale, -self._criterion.rubbish_j)
        largest = scaled.max()
        shares = np.exp(scaled - largest)
        total = shares.sum()
        loss = -float(scaled[label]) + float(largest + np.log(total))
        by_penalty = -shares[:10] / total
        if label != NOT_A_DIGIT:
            by_penalty[label] += 1
        return loss, (2 / self._criterion.penalty_scale * by_penalty @ away).astype(np.float32), wrong

    def pass_one(self, field: FloatArray, label: int) -> tuple[float, bool]:
        """Forward and backward; ``gradient`` then holds the loss's gradient.

        Args:
            field: (32, 32), in the paper's scale.
            label: the right digit; with eq. 9, 10 for what is no digit.

        Returns:
            The loss, and whether the digit was misread.
        """
        values, by_sum, out = self._forward, self._backward, self._by_weights
        values.run(self._weights, field)
        loss, by_f6, wrong = self._output(label)
        by_sum.run(self._weights, by_f6[None])
        out.f6_bias[...] = by_sum.f6[0]
        np.multiply(by_sum.f6.T, values.c5, out=out.f6_weight)  # (84, 1) x (1, 120)
        out.c5_bias[...] = by_sum.c5[0]
        np.multiply(by_sum.c5.T, values.s4.reshape(1, 400), out=out.c5_weight)
        np.einsum("mij,mij->m", by_sum.s4[0], values.s4_sum[0], out=out.s4_coefficient.ravel())
        np.sum(by_sum.s4[0], axis=(1, 2), keepdims=True, out=out.s4_bias)
        np.matmul(by_sum.c3[0], values.s2_patches[0].T, out=out.c3_weight)  # (16, 140) x (140, 150)
        np.sum(by_sum.c3[0], axis=1, keepdims=True, out=out.c3_bias)
        np.einsum("mij,mij->m", by_sum.s2[0], values.s2_sum[0], out=out.s2_coefficient.ravel())
        np.sum(by_sum.s2[0], axis=(1, 2), keepdims=True, out=out.s2_bias)
        np.matmul(by_sum.c1[0], values.field_patches[0].T, out=out.c1_weight)  # (6, 896) x (896, 25)
        np.sum(by_sum.c1[0], axis=1, keepdims=True, out=out.c1_bias)
        return loss, wrong

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
