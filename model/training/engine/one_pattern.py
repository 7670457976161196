"""One pattern an update, as the paper trained: forward and backward written out, without autograd.

At one pattern a step, what autograd does about each operation costs ten times what the arithmetic costs. Here a step is
some sixty array operations in buffers that are used again; the gradient is the one that autograd finds, to rounding.

Maps lie row after row in one line, so that a 5x5 patch matrix is 25 shifted copies of that line: row widths stay those
of the layer's *input*, and the four columns that wrap around are computed but never read.
"""

import numpy as np
import torch
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from torch import Tensor

from model.network.architecture import C3_PAIRS, FIELD_SIZE, TANH_AMPLITUDE, TANH_SLOPE
from model.network.lenet5 import LeNet5
from model.network.rbf_codes import RBF_CODES
from model.network.records import FloatArray, Squashing
from model.training.engine.criterion import Criterion, Loss

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
_SIZES = {name: int(np.prod(shape)) for name, shape in _SHAPES.items()}
_SLOTS = np.array([c3_map * 6 + s2_map for c3_map, s2_map in C3_PAIRS])
_KERNEL = 5
_S2_LINE = 14 * 14
_GRADIENT_LINE = 256
"""Length of a row in the buffer that C3's gradient is shifted back in: 140 values and room for a shift on each side."""
_MARGIN = _KERNEL * 14

Views = dict[str, FloatArray]


def views_of(flat: FloatArray) -> Views:
    """Each parameter's part of a flat vector, in the shape it has here."""
    ends = np.cumsum(list(_SIZES.values()))
    parts = np.split(flat, ends[:-1])
    return {name: part.reshape(shape) for (name, shape), part in zip(_SHAPES.items(), parts, strict=True)}


def flatten(values: dict[str, Tensor]) -> FloatArray:
    """Values named and shaped as the network's parameters -> one flat vector, 0 where C3 has no connection."""
    flat = np.zeros(sum(_SIZES.values()), dtype=np.float32)
    views = views_of(flat)
    for name, tensor in values.items():
        array = tensor.detach().cpu().numpy()
        if name == "c3.weight":
            views[name].reshape(96, 25)[_SLOTS] = array.reshape(60, 25)
        else:
            views[name][...] = array.reshape(_SHAPES[name])
    return flat


def _patches_of(line: FloatArray, maps: int, map_length: int, width: int, columns: int) -> FloatArray:
    """A view (maps, 5, 5, columns) of maps that lie in a line: each of the 25 shifts of a kernel."""
    step = line.itemsize
    strides = (map_length * step, width * step, step, step)
    return as_strided(line, (maps, _KERNEL, _KERNEL, columns), strides, writeable=False)


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
        self._theta = views_of(self.parameters)
        self._slopes_of = views_of(self.gradient)
        self._tanh = network.squashing is Squashing.TANH
        # f' from f itself: A S - (S/A) f^2 for A tanh(S a); f - f^2 for the logistic function.
        self._slope = (TANH_AMPLITUDE * TANH_SLOPE, -TANH_SLOPE / TANH_AMPLITUDE)
        self._make_buffers()

    def _make_buffers(self) -> None:
        def zeros(*shape: int) -> FloatArray:
            return np.zeros(shape, dtype=np.float32)

        # C1: 28 rows of 32 columns, of which the last four are not units.
        self._field = zeros(FIELD_SIZE**2 + _KERNEL)
        self._field_shifts = _patches_of(self._field, 1, 0, FIELD_SIZE, 28 * FIELD_SIZE)[0]
        self._field_patches = zeros(25, 28 * FIELD_SIZE)
        self._c1, self._c1_slope = zeros(6, 28, FIELD_SIZE), zeros(6, 28, FIELD_SIZE)
        self._s2_sum = zeros(6, 14, 14)
        self._s2_line = zeros(6 * _S2_LINE + _KERNEL)
        self._s2 = self._s2_line[: 6 * _S2_LINE].reshape(6, 14, 14)
        # C3: 10 rows of 14 columns, of which the last four are not units.
        self._s2_shifts = _patches_of(self._s2_line, 6, _S2_LINE, 14, 140)
        self._s2_patches = zeros(150, 140)
        self._c3, self._c3_slope = zeros(16, 10, 14), zeros(16, 10, 14)
        self._s4_sum, self._s4 = zeros(16, 5, 5), zeros(16, 5, 5)
        self._c5, self._f6 = zeros(120), zeros(84)
        # The way back from C3: each of the 25 rows a map holds its kernel place's share of S2's gradient, and a view
        # whose strides differ by the places' shifts lines them up, so that one sum adds all 25.
        buffer = zeros(150, _GRADIENT_LINE)
        self._s2_shares = buffer[:, _MARGIN : _MARGIN + 140]
        step = buffer.itemsize
        row = _GRADIENT_LINE * step
        self._s2_aligned = as_strided(
            buffer[:, _MARGIN:],
            (6, _KERNEL, _KERNEL, _S2_LINE),
            (25 * row, _KERNEL * row - 14 * step, row - step, step),
            writeable=False,
        )

    def read_again(self) -> None:
        """Copy the network's parameters anew."""
        self.parameters[...] = flatten(dict(self._network.named_parameters()))

    def write_back(self) -> None:
        """Give the network the parameters as they are now."""
        with torch.no_grad():
            for name, parameter in self._network.named_parameters():
                value = self._theta[name]
                if name == "c3.weight":
                    value = value.reshape(96, 25)[_SLOTS]
                parameter.copy_(torch.from_numpy(value).view(parameter.shape))

    def _squash(self, a: FloatArray) -> None:
        """In place."""
        if self._tanh:
            a *= TANH_SLOPE
            np.tanh(a, out=a)
            a *= TANH_AMPLITUDE
        else:
            # 1 / (1 + e^-a) = (1 + tanh(a/2)) / 2, which cannot overflow.
            a *= 0.5
            np.tanh(a, out=a)
            a += 1
            a *= 0.5

    def _slope_at(self, f: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """The squashing function's slope where its value is ``f``."""
        slope = np.multiply(f, f, out=out)
        if self._tanh:
            constant, square = self._slope
            slope *= square
            slope += constant
        else:
            np.subtract(f, slope, out=slope)
        return slope

    @staticmethod
    def _add_blocks(maps: FloatArray, out: FloatArray) -> None:
        """The sum of each 2x2 block of (maps, H, W)."""
        np.add(maps[:, 0::2, 0::2], maps[:, 0::2, 1::2], out=out)
        out += maps[:, 1::2, 0::2]
        out += maps[:, 1::2, 1::2]

    @staticmethod
    def _spread_blocks(values: FloatArray, onto: FloatArray) -> None:
        """Multiply each 2x2 block of (maps, H, W) by the block's value."""
        for row in (0, 1):
            for column in (0, 1):
                onto[:, row::2, column::2] *= values

    def _forward(self, field: FloatArray) -> None:
        theta = self._theta
        self._field[: FIELD_SIZE**2] = field.ravel()
        self._field_patches.reshape(5, 5, -1)[...] = self._field_shifts
        c1 = self._c1.reshape(6, -1)
        np.matmul(theta["c1.weight"], self._field_patches, out=c1)
        c1 += theta["c1.bias"]
        self._squash(c1)
        self._add_blocks(self._c1[:, :, :28], self._s2_sum)
        np.multiply(self._s2_sum, theta["s2.coefficient"], out=self._s2)
        self._s2 += theta["s2.bias"]
        self._squash(self._s2)
        self._s2_patches.reshape(6, 5, 5, -1)[...] = self._s2_shifts
        c3 = self._c3.reshape(16, -1)
        np.matmul(theta["c3.weight"], self._s2_patches, out=c3)
        c3 += theta["c3.bias"]
        self._squash(c3)
        self._add_blocks(self._c3[:, :, :10], self._s4_sum)
        np.multiply(self._s4_sum, theta["s4.coefficient"], out=self._s4)
        self._s4 += theta["s4.bias"]
        self._squash(self._s4)
        np.matmul(theta["c5.weight"], self._s4.ravel(), out=self._c5)
        self._c5 += theta["c5.bias"]
        self._squash(self._c5)
        np.matmul(theta["f6.weight"], self._c5, out=self._f6)
        self._f6 += theta["f6.bias"]
        self._squash(self._f6)

    def _output(self, label: int) -> tuple[float, NDArray[np.float32], bool]:
        """The loss, its gradient by F6's values, and whether the digit was misread."""
        away = self._f6 - RBF_CODES
        penalties = np.einsum("ij,ij->i", away, away)
        wrong = int(penalties.argmin()) != label
        if self._criterion.loss is Loss.MEAN_SQUARED_ERROR:
            return float(penalties[label]), 2 * away[label], wrong
        scaled = np.append(-penalties / self._criterion.penalty_scale, -self._criterion.rubbish_j)
        largest = scaled.max()
        shares = np.exp(scaled - largest)
        total = shares.sum()
        loss = -float(scaled[label]) + float(largest + np.log(total))
        by_penalty = -shares[:10] / total
        by_penalty[label] += 1
        return loss, (2 / self._criterion.penalty_scale * by_penalty @ away).astype(np.float32), wrong

    def pass_one(self, field: FloatArray, label: int) -> tuple[float, bool]:
        """Forward and backward; ``gradient`` then holds the loss's gradient.

        Args:
            field: (32, 32), in the paper's scale.
            label: the right digit.

        Returns:
            The loss, and whether the digit was misread.
        """
        self._forward(field)
        loss, by_f6, wrong = self._output(label)
        theta, out = self._theta, self._slopes_of
        d_f6 = np.multiply(by_f6, self._slope_at(self._f6), out=out["f6.bias"])
        np.multiply(d_f6[:, None], self._c5, out=out["f6.weight"])
        d_c5 = np.multiply(d_f6 @ theta["f6.weight"], self._slope_at(self._c5), out=out["c5.bias"])
        np.multiply(d_c5[:, None], self._s4.ravel(), out=out["c5.weight"])
        d_s4 = (d_c5 @ theta["c5.weight"]).reshape(16, 5, 5)
        d_s4 *= self._slope_at(self._s4)
        self._to_subsampling("s4", d_s4, self._s4_sum)
        # The four columns that are no units keep slope zero, so they add nothing below.
        self._slope_at(self._c3[:, :, :10], self._c3_slope[:, :, :10])
        d_s4 *= theta["s4.coefficient"]
        self._spread_blocks(d_s4, self._c3_slope[:, :, :10])
        d_c3 = self._c3_slope.reshape(16, -1)
        np.matmul(d_c3, self._s2_patches.T, out=out["c3.weight"])
        np.sum(d_c3, axis=1, keepdims=True, out=out["c3.bias"])
        np.matmul(theta["c3.weight"].T, d_c3, out=self._s2_shares)
        d_s2 = self._s2_aligned.sum(axis=(1, 2)).reshape(6, 14, 14)
        d_s2 *= self._slope_at(self._s2)
        self._to_subsampling("s2", d_s2, self._s2_sum)
        self._slope_at(self._c1[:, :, :28], self._c1_slope[:, :, :28])
        d_s2 *= theta["s2.coefficient"]
        self._spread_blocks(d_s2, self._c1_slope[:, :, :28])
        d_c1 = self._c1_slope.reshape(6, -1)
        np.matmul(d_c1, self._field_patches.T, out=out["c1.weight"])
        np.sum(d_c1, axis=1, keepdims=True, out=out["c1.bias"])
        return loss, wrong

    def _to_subsampling(self, layer: str, d_values: FloatArray, sums: FloatArray) -> None:
        out = self._slopes_of
        np.einsum("mij,mij->m", d_values, sums, out=out[f"{layer}.coefficient"].ravel())
        np.sum(d_values, axis=(1, 2), keepdims=True, out=out[f"{layer}.bias"])

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
