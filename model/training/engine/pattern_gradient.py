"""The loss of one pattern and its gradient by every parameter, in numpy alone: written out, without autograd."""

import numpy as np
from numpy.typing import DTypeLike, NDArray

from model.network.architecture import NOT_A_DIGIT
from model.network.backward import Backward
from model.network.forward import Forward
from model.network.parameters import Matrices
from model.network.rbf_codes import rbf_codes
from model.network.records import FloatArray, Squashing
from model.training.engine.criterion import Criterion, Loss


def loss_and_slopes(
    penalties: NDArray[np.floating], label: int, criterion: Criterion
) -> tuple[float, NDArray[np.floating]]:
    """The loss of one pattern, and its derivative by every penalty.

    Args:
        penalties: (10,).
        label: the right digit; with eq. 9, 10 for what is no digit.
        criterion: which loss.

    Returns:
        The loss, and (10,).
    """
    match criterion.loss:
        case Loss.MEAN_SQUARED_ERROR:
            return float(penalties[label]), np.eye(1, 10, label, dtype=penalties.dtype)[0]
        case Loss.MAXIMUM_A_POSTERIORI:
            scaled = np.append(-penalties / criterion.penalty_scale, -criterion.rubbish_j)
            largest = scaled.max()
            shares = np.exp(scaled - largest)
            total = shares.sum()
            loss = -float(scaled[label]) + float(largest + np.log(total))
            slopes: NDArray[np.floating] = -shares[:10] / total
            if label != NOT_A_DIGIT:
                slopes[label] += 1
            return loss, slopes / criterion.penalty_scale


class PatternGradient:
    """The forward and the backward pass of one pattern, as precise as the parameters: of their ``dtype``.

    After :meth:`run`: ``gradient``, a flat vector as in :class:`model.network.parameters.Matrices` and the same as
    ``by_weights``; ``forward`` has every layer's values, ``backward`` the gradient by every layer's sums.
    """

    def __init__(self, squashing: Squashing, criterion: Criterion, dtype: DTypeLike = np.float32) -> None:
        self._criterion = criterion
        self.by_weights = Matrices.zeros(squashing, dtype)
        self.gradient = self.by_weights.flat
        self.forward = Forward(1, dtype)
        self.backward = Backward(self.forward)

    def run(self, weights: Matrices, field: FloatArray, label: int) -> tuple[float, bool]:
        """Forward and backward.

        Args:
            weights: the network's.
            field: (32, 32), in the paper's scale.
            label: the right digit; with eq. 9, 10 for what is no digit.

        Returns:
            The loss, and whether the digit was misread.
        """
        values, by_sum, out = self.forward, self.backward, self.by_weights
        values.run(weights, field)
        loss, by_f6, wrong = self._output(label)
        by_sum.run(weights, by_f6[None])
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

    def _output(self, label: int) -> tuple[float, FloatArray, bool]:
        """The loss, its gradient by F6's values, and whether the digit was misread."""
        f6 = self.forward.f6[0]
        away = f6 - rbf_codes()
        penalties = np.einsum("ij,ij->i", away, away)
        wrong = label != NOT_A_DIGIT and int(penalties.argmin()) != label
        loss, slopes = loss_and_slopes(penalties, label, self._criterion)
        if self._criterion.loss is Loss.MEAN_SQUARED_ERROR:  # the same as below, but faster
            return loss, 2 * away[label], wrong
        return loss, (2 * slopes @ away).astype(f6.dtype), wrong
