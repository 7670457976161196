"""The gradient of a whole batch, written out for speed: what training runs instead of autograd.

A convolution is one matrix product for a whole tile of output units at a time (2x4 in C1, 2x2 in C3): a tile reads its
input patch once, where one column a unit would repeat each value 25 times. Of either squashing function only the
logistic one, 1/(1 + e^-a), is left to compute (see
:mod:`model.training.engine.folding`): torch's takes a sixth of its tanh's time.
Working memory lies as :mod:`model.training.engine.buffers` says, and is kept from batch to batch.

The penalties equal :meth:`model.training.engine.lenet5.LeNet5.forward` and the gradient is autograd's, to rounding.
"""

import torch
from torch import Tensor

from model.network.architecture import TABLE_I
from model.training.engine.buffers import C1_TILE, C3_TILE, BatchMemory
from model.training.engine.criterion import Criterion
from model.training.engine.flat_parameters import FlatParameters
from model.training.engine.folding import Folding
from model.training.engine.lenet5 import LeNet5
from model.training.engine.loss import loss_and_slopes
from model.training.engine.tiling import TiledConvolution


def _back(by_value: Tensor, value: Tensor, out: Tensor) -> Tensor:
    """The derivative by a layer's sums from that by its squashed values, which are the logistic function's."""
    torch.ops.aten.sigmoid_backward.grad_input(by_value, value, grad_input=out)
    return out


class Batched:
    """A network's forward and backward pass for batches; its parameters, ``flat``, get the gradient."""

    def __init__(self, network: LeNet5, flat: FlatParameters, criterion: Criterion) -> None:
        self._criterion = criterion
        self._codes = network.output.codes
        self._folding = folding = Folding(network, flat)
        c1, c3 = flat.layer("c1"), flat.layer("c3")
        self._c1 = TiledConvolution([(0,)] * 6, 1, C1_TILE, folding.vector, c1.start)
        self._c3 = TiledConvolution(TABLE_I, 6, C3_TILE, folding.vector, c3.start)
        self._d_c1, self._d_c3 = flat.gradient[c1], flat.gradient[c3]
        # Without the biases' column: what goes back to the patches.
        self._c3_back = self._c3.matrix[:, :-1].T
        w, d = folding.values, folding.slopes
        self._s2_weights = w["s2.bias"].view(6, 1), w["s2.coefficient"].view(6, 1)
        self._s4_weights = w["s4.bias"].view(16, 1, 1), w["s4.coefficient"].view(16, 1, 1)
        self._c5_weights = w["c5.bias"][:, None], w["c5.weight"].view(120, 400)
        self._f6_weights = w["f6.bias"][:, None], w["f6.weight"]
        self._c5_back, self._f6_back = self._c5_weights[1].T, self._f6_weights[1].T
        self._d_c5 = d["c5.weight"].view(120, 400)
        self._memory: dict[int, BatchMemory] = {}

    def _memory_for(self, batch: int) -> BatchMemory:
        if batch not in self._memory:
            self._memory[batch] = BatchMemory(batch, self._folding.vector)
        return self._memory[batch]

    def _read(self, ink: Tensor, m: BatchMemory) -> None:
        """Forward up to S4, with weights folded again. All values are without amplitude and offset."""
        self._folding.fold()
        self._c1.fill()
        self._c3.fill()
        m.field.copy_(m.ink_as_field(ink))
        m.field_places.copy_(m.field_shifts)
        torch.bmm(self._c1.matrix.expand(m.parts, -1, -1), m.field_patches, out=m.c1_rows).sigmoid_()
        torch.sum(m.c1, dim=1, out=m.s2_sums_by_c1)
        bias, coefficient = self._s2_weights
        torch.addcmul(bias, m.s2_sums_by_map, coefficient, out=m.s2_by_map)
        m.s2.sigmoid_()
        m.s2_places.copy_(m.s2_shifts)
        torch.bmm(self._c3.matrix.expand(m.parts, -1, -1), m.s2_patches, out=m.c3_rows).sigmoid_()
        torch.sum(m.c3_by_tile, dim=1, out=m.s4_sums)
        bias, coefficient = self._s4_weights
        torch.addcmul(bias, m.s4_sums, coefficient, out=m.s4_by_part)
        m.s4.sigmoid_()

    @torch.no_grad()
    def s4_values(self, ink: Tensor) -> Tensor:
        """(B, 1, 32, 32), 0 to 1 -> (B, 400): what S4 says, map by map, in a third of the module's time."""
        m = self._memory_for(len(ink))
        self._read(ink, m)
        return self._folding.amplitude * m.s4.T + self._folding.offset

    @torch.no_grad()
    def pass_batch(self, ink: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Forward and backward; the flat gradient, and so every parameter's ``grad``, is then that of the mean loss.

        Args:
            ink: (B, 1, 32, 32), 0 to 1.
            labels: (B,), int64.

        Returns:
            The mean loss, and the penalties, (B, 10).
        """
        m = self._memory_for(len(ink))
        self._read(ink, m)
        penalties = self._answer(m)
        loss, by_penalty = loss_and_slopes(penalties, labels, self._criterion)
        self._back_to_s4(by_penalty, m)
        self._back_to_field(m)
        self._folding.unfold()
        return loss, penalties

    def _answer(self, m: BatchMemory) -> Tensor:
        """Forward from S4: the penalties, (B, 10)."""
        (c5_bias, c5_weight), (f6_bias, f6_weight), codes = self._c5_weights, self._f6_weights, self._codes
        torch.addmm(c5_bias, c5_weight, m.s4, out=m.c5).sigmoid_()
        torch.addmm(f6_bias, f6_weight, m.c5, out=m.f6).sigmoid_()
        torch.mul(m.f6, self._folding.amplitude, out=m.f6_whole).add_(self._folding.offset)
        # |x - w|^2 = |x|^2 - 2 x.w + |w|^2, and every code has 84 cells of +-1.
        squares = m.f6_whole.square().sum(dim=0).add_(codes.shape[1])
        return torch.addmm(squares[:, None], m.f6_whole.T, codes.T, alpha=-2)

    def _back_to_s4(self, by_penalty: Tensor, m: BatchMemory) -> None:
        """The gradient of F6 and C5, and the derivative by S4's sums times coefficient, from that by the penalties."""
        d, twice = self._folding.slopes, 2 * self._folding.amplitude
        torch.mul(m.f6_whole, by_penalty.sum(dim=1), out=m.d_f6)
        _back(m.d_f6.addmm_(self._codes.T, by_penalty.T, alpha=-twice, beta=twice), m.f6, m.d_f6)
        torch.mm(m.d_f6, m.c5.T, out=d["f6.weight"])
        torch.sum(m.d_f6, dim=1, out=d["f6.bias"])
        _back(torch.mm(self._f6_back, m.d_f6, out=m.d_c5), m.c5, m.d_c5)
        torch.mm(m.d_c5, m.s4.T, out=self._d_c5)
        torch.sum(m.d_c5, dim=1, out=d["c5.bias"])
        _back(torch.mm(self._c5_back, m.d_c5, out=m.d_s4), m.s4, m.d_s4)

    def _back_to_field(self, m: BatchMemory) -> None:
        """The gradient of S4, C3, S2 and C1."""
        self._to_subsampling("s4", m.d_s4_by_part, m.s4_sums, self._s4_weights[1])
        _back(m.d_s4_by_c3, m.c3_by_tile, m.d_c3_by_tile)
        self._c3.split(torch.bmm(m.s2_patches, m.d_c3_rows.transpose(1, 2)), out=self._d_c3)
        torch.bmm(self._c3_back.expand(m.parts, -1, -1), m.d_c3_rows, out=m.d_s2_patches)
        m.d_s2.zero_()
        for units, shares in m.overlaps:
            units.add_(shares)
        _back(m.d_s2, m.s2, m.d_s2)
        self._to_subsampling("s2", m.d_s2_by_map, m.s2_sums_by_map, self._s2_weights[1])
        _back(m.d_s2_by_c1, m.c1, m.d_c1)
        self._c1.split(torch.bmm(m.field_patches, m.d_c1_rows.transpose(1, 2)), out=self._d_c1)

    def _to_subsampling(self, layer: str, d_sums: Tensor, sums: Tensor, coefficient: Tensor) -> None:
        """From the derivative by a subsampling layer's values to that by its parameters and, in place, by its sums.

        Maps are the second dimension.
        """
        d, all_but_maps = self._folding.slopes, [0, *range(2, sums.dim())]
        torch.sum(sums.mul_(d_sums), dim=all_but_maps, out=d[f"{layer}.coefficient"])
        torch.sum(d_sums, dim=all_but_maps, out=d[f"{layer}.bias"])
        d_sums.mul_(coefficient)
