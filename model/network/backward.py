"""The way back through LeNet-5: the gradient of a function of F6 by every layer and by the input field, in numpy."""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from model.network.architecture import FIELD_SIZE, TANH_AMPLITUDE, TANH_SLOPE
from model.network.forward import Forward
from model.network.parameters import Matrices
from model.network.records import FloatArray, Squashing

_KERNEL = 5


def slope_at(f: FloatArray, squashing: Squashing) -> FloatArray:
    """The squashing function's slope where its value is ``f``: A S - (S/A) f^2, or f - f^2 for the logistic one."""
    slope: FloatArray = np.multiply(f, f)
    if squashing is Squashing.TANH:
        slope *= -TANH_SLOPE / TANH_AMPLITUDE
        slope += TANH_AMPLITUDE * TANH_SLOPE
    else:
        np.subtract(f, slope, out=slope)
    return slope


class _Shares:
    """The way back through a convolution's patches.

    Each of the 25 rows a map in ``values`` (B, 25 * maps, columns) holds one kernel place's share of the gradient by
    the layer below. A view whose strides differ by the places' shifts lines them up, so that one sum adds all 25.
    """

    def __init__(self, batch: int, maps: int, side: int, columns: int, dtype: np.dtype[np.float32]) -> None:
        line, margin = side * side, _KERNEL * side
        length = -(-max(line, margin + columns) // 64) * 64
        # Zeros on both sides of each row, so that what is shifted in adds nothing.
        buffer = np.zeros((batch, 25 * maps, length), dtype=dtype)
        self.values = buffer[:, :, margin : margin + columns]
        picture, row, step = buffer.strides
        self._aligned = as_strided(
            buffer[:, :, margin:],
            (batch, maps, _KERNEL, _KERNEL, line),
            (picture, 25 * row, _KERNEL * row - side * step, row - step, step),
            writeable=False,
        )
        self._shape = (batch, maps, side, side)

    def added(self) -> FloatArray:
        """(B, maps, side, side)."""
        total: FloatArray = self._aligned.sum(axis=(2, 3))
        return total.reshape(self._shape)


class Backward:
    """The gradient by every layer's sums, which are what the squashing function is applied to.

    It goes backwards through the B pictures that ``forward`` has read.
    After :meth:`run`: ``f6`` (B, 84), ``c5`` (B, 120), ``s4`` (B, 16, 5, 5), ``s2`` (B, 6, 14, 14), and with zeros in
    the columns that are no units ``c3`` (B, 16, 140) and ``c1`` (B, 6, 896).
    """

    f6: FloatArray
    c5: FloatArray
    s4: FloatArray
    s2: FloatArray

    def __init__(self, forward: Forward) -> None:
        self._forward = forward
        batch, dtype = len(forward.f6), forward.f6.dtype
        self._c1_rows = np.zeros((batch, 6, 28, FIELD_SIZE), dtype=dtype)
        self._c3_rows = np.zeros((batch, 16, 10, 14), dtype=dtype)
        self.c1, self.c3 = self._c1_rows.reshape(batch, 6, -1), self._c3_rows.reshape(batch, 16, -1)
        self._by_s2 = _Shares(batch, 6, 14, 140, dtype)
        self._by_field: _Shares | None = None

    def run(self, w: Matrices, by_f6: FloatArray) -> None:
        """Go back to C1 from the gradient by F6's values, (B, 84)."""
        forward = self._forward
        self.f6 = by_f6 * self._slope("F6", forward.f6, w)  # (B, 84)
        self.c5 = (self.f6 @ w.f6_weight) * self._slope("C5", forward.c5, w)  # (B, 120)
        self.s4 = (self.c5 @ w.c5_weight).reshape(forward.s4.shape)  # (B, 16, 5, 5)
        self.s4 *= self._slope("S4", forward.s4, w)
        self._spread_blocks(self.s4 * w.s4_coefficient, self._slope("C3", forward.c3, w), self._c3_rows[..., :10])
        np.matmul(w.c3_weight.T, self.c3, out=self._by_s2.values)  # (150, 16) x (B, 16, 140)
        self.s2 = self._by_s2.added()  # (B, 6, 14, 14)
        self.s2 *= self._slope("S2", forward.s2, w)
        self._spread_blocks(self.s2 * w.s2_coefficient, self._slope("C1", forward.c1, w), self._c1_rows[..., :28])

    def by_field(self, w: Matrices) -> FloatArray:
        """(B, 32, 32): the gradient by the input, in the paper's scale; after :meth:`run`."""
        if self._by_field is None:
            self._by_field = _Shares(len(self.c1), 1, FIELD_SIZE, 28 * FIELD_SIZE, self.c1.dtype)
        np.matmul(w.c1_weight.T, self.c1, out=self._by_field.values)  # (25, 6) x (B, 6, 896)
        return self._by_field.added()[:, 0]

    def _slope(self, layer: str, values: FloatArray, w: Matrices) -> FloatArray:
        gains = self._forward.gains
        if layer not in gains:
            return slope_at(values, w.squashing)
        slope = slope_at(self._forward.ungained[layer], w.squashing)
        slope *= gains[layer].reshape(values.shape[1:])
        return slope

    @staticmethod
    def _spread_blocks(values: FloatArray, slope: FloatArray, out: FloatArray) -> None:
        """Each 2x2 block of ``slope`` (B, maps, H, W) times the block's value in (B, maps, H/2, W/2)."""
        for row in (0, 1):
            for column in (0, 1):
                block = np.s_[:, :, row::2, column::2]
                np.multiply(slope[block], values, out=out[block])
