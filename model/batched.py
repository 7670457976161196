"""The gradient of a whole batch, written out for speed: what training runs instead of autograd.

Three things make it fast. The batch is the *innermost* dimension, so that every copy, sum and slope runs over
contiguous memory whatever the map's shape. A convolution is one matrix product for a whole tile of output units at a
time (2x4 in C1, 2x2 in C3): a tile reads its input patch once, where one column a unit would repeat each value 25
times. And the squashing function's constants are folded into the neighbouring weights and biases, so that what is left
to compute of either function is the logistic one, 1/(1 + e^-a): torch's takes a sixth of the time of its tanh, and
A tanh(S a) is 2A/(1 + e^-2Sa) - A. Buffers are kept from batch to batch.

The penalties equal :meth:`model.lenet5.LeNet5.forward` and the gradient is autograd's, to rounding.
"""

import torch
from torch import Tensor

from model.architecture import BACKGROUND, C3_PAIRS, FIELD_SIZE, INK_RANGE, TABLE_I, TANH_AMPLITUDE, TANH_SLOPE
from model.flat import FlatParameters
from model.lenet5 import LeNet5
from model.loss import loss_and_slopes
from model.recipes import TrainingConfig
from model.records import Squashing
from model.tiling import Tiling, tile_convolution

_C1_TILE, _C1_PATCH, _C1_TILES = (2, 4), (6, 8), (14, 7)
"""A 2x4 tile of C1 reads 6x8 of the field and is two units of S2; 14x7 tiles make the map."""
_C1_ROWS = 2 * 6
"""Units of S2 in a tile of C1, of all maps."""
_C3_PATCH, _C3_TILES = 6, 5
"""A 2x2 tile of C3 reads 6x6 of S2, and is one unit of S4; 5x5 tiles make the map."""


class _Buffers:
    """Working memory for batches of one size; the last row of each patch matrix is always 1, for the biases."""

    def __init__(self, batch: int, like: Tensor) -> None:
        def new(*shape: int) -> Tensor:
            return like.new_zeros(shape)

        (down, right), shape = _C1_TILE, (*_C1_PATCH, *_C1_TILES, batch)
        c1_columns, c3_columns = _C1_TILES[0] * _C1_TILES[1] * batch, _C3_TILES**2 * batch
        self.field = new(FIELD_SIZE**2, batch)
        self.field_patches = new(_C1_PATCH[0] * _C1_PATCH[1] + 1, c1_columns)
        self.field_patches[-1] = 1
        row = FIELD_SIZE * batch
        self.field_shifts = self.field.as_strided(shape, (row, batch, down * row, right * batch, 1))
        self.field_places = self.field_patches[:-1].view(shape)
        self.c1, self.d_c1 = new(4, _C1_ROWS, c1_columns), new(4, _C1_ROWS, c1_columns)
        self.s2_sums, self.d_s2_sums = new(_C1_ROWS, c1_columns), new(_C1_ROWS, c1_columns)
        self.s2, self.d_s2 = new(6, 14, 14, batch), new(6, 14, 14, batch)
        self.s2_patches = new(6 * _C3_PATCH**2 + 1, c3_columns)
        self.s2_patches[-1] = 1
        row = 14 * batch
        self.s2_shifts = self.s2.as_strided(
            (6, _C3_PATCH, _C3_PATCH, _C3_TILES, _C3_TILES, batch), (14 * row, row, batch, 2 * row, 2 * batch, 1)
        )
        self.s2_places = self.s2_patches[:-1].view_as(self.s2_shifts)
        self.d_s2_patches = new(6 * _C3_PATCH**2, c3_columns)
        self.c3, self.d_c3 = new(4, 16, c3_columns), new(4, 16, c3_columns)
        self.s4_sums, self.s4 = new(16, c3_columns), new(16, c3_columns)

    @staticmethod
    def by_tile(s2: Tensor) -> Tensor:
        """(6, 14, 14, B) seen as (6, 2, 14, 7, B): unit within C1's tile, then tile; the order of ``s2_sums``."""
        return s2.view(6, *_C1_TILES, 2, -1).permute(0, 3, 1, 2, 4)


def _add_blocks(parts: Tensor, out: Tensor) -> None:
    """The sum of the four units of each 2x2 block, which come first: (4, ...) -> (...)."""
    torch.add(parts[0], parts[1], out=out)
    out += parts[2]
    out += parts[3]


class Batched:
    """A network's forward and backward pass for batches.

    Args:
        network: the one to train.
        flat: its parameters, which get the gradient.
        config: the loss and its two figures.
    """

    def __init__(self, network: LeNet5, flat: FlatParameters, config: TrainingConfig) -> None:
        self._flat, self._config = flat, config
        self._codes = network.output.codes
        tanh = network.squashing is Squashing.TANH
        # f(a) = A t(S a) + B: layers pass on t alone. S goes into w and b, A into the next w, and B into the next b.
        slope, self._amplitude = (2 * TANH_SLOPE, 2 * TANH_AMPLITUDE) if tanh else (1.0, 1.0)
        self._offset = -TANH_AMPLITUDE if tanh else 0.0
        folded = {name: slope * (1.0 if name.endswith("bias") else self._amplitude) for name in flat.views(flat.values)}
        # The field is ink as it comes: its scale goes into C1, and what the background adds into C1's biases.
        folded["c1.weight"] = slope * INK_RANGE
        self._folding = flat.vector(folded)
        self._folded = torch.empty_like(self._folding)
        # Found once, not for every batch.
        self._weights, self._slopes = flat.views(self._folded), flat.views(flat.gradient)
        device = network.c1.weight.device
        self._c1_tiling: Tiling = tile_convolution([(0,)] * 6, maps_in=1, tile=_C1_TILE, device=device)
        self._c3_tiling: Tiling = tile_convolution(TABLE_I, maps_in=6, tile=(2, 2), device=device)
        self._c3_maps = torch.tensor([c3_map for c3_map, _ in C3_PAIRS], device=device)
        self._buffers: dict[int, _Buffers] = {}

    def _back(self, by_value: Tensor, value: Tensor, out: Tensor | None = None) -> Tensor:
        """The derivative by a layer's scaled sums from that by its squashed values; in place where no ``out``."""
        out = by_value if out is None else out
        torch.ops.aten.sigmoid_backward.grad_input(by_value, value, grad_input=out)
        return out

    @staticmethod
    def _subsample(w: dict[str, Tensor], layer: str, sums: Tensor, out: Tensor) -> None:
        """Coefficient times sum plus bias; ``sums`` and ``out`` have the map as first dimension."""
        shape = (-1, *[1] * (sums.dim() - 1))
        torch.addcmul(w[f"{layer}.bias"].view(shape), sums, w[f"{layer}.coefficient"].view(shape), out=out)

    def _buffers_for(self, batch: int) -> _Buffers:
        if batch not in self._buffers:
            self._buffers[batch] = _Buffers(batch, self._folding)
        return self._buffers[batch]

    def _fold(self) -> dict[str, Tensor]:
        """The parameters as they stand, with the squashing function's constants and the input's scale in them."""
        w = self._weights
        torch.mul(self._flat.values, self._folding, out=self._folded)
        w["c1.bias"] += w["c1.weight"].sum(dim=(1, 2, 3)) * (BACKGROUND / INK_RANGE)
        share = self._offset / self._amplitude
        w["s2.bias"].add_(w["s2.coefficient"], alpha=4 * share)
        w["c3.bias"].index_add_(0, self._c3_maps, w["c3.weight"].sum(dim=(1, 2)), alpha=share)
        w["s4.bias"].add_(w["s4.coefficient"], alpha=4 * share)
        w["c5.bias"].add_(w["c5.weight"].sum(dim=(1, 2, 3)), alpha=share)
        w["f6.bias"].add_(w["f6.weight"].sum(dim=1), alpha=share)
        return w

    def _unfold(self, d: dict[str, Tensor]) -> None:
        """From the gradient by the folded parameters to that by the parameters as they stand."""
        d["c1.weight"] += d["c1.bias"].view(6, 1, 1, 1) * (BACKGROUND / INK_RANGE)
        share = self._offset / self._amplitude
        d["s2.coefficient"].add_(d["s2.bias"], alpha=4 * share)
        d["c3.weight"].add_(d["c3.bias"][self._c3_maps].view(-1, 1, 1), alpha=share)
        d["s4.coefficient"].add_(d["s4.bias"], alpha=4 * share)
        d["c5.weight"].add_(d["c5.bias"].view(-1, 1, 1, 1), alpha=share)
        d["f6.weight"].add_(d["f6.bias"].view(-1, 1), alpha=share)
        self._flat.gradient *= self._folding

    def _read(self, ink: Tensor, w: dict[str, Tensor], b: _Buffers) -> Tensor:
        """Forward up to S4, whose values, (400, B) and without amplitude and offset, are then ``b.s4``.

        Returns:
            C3's matrix.
        """
        batch = len(ink)
        b.field.copy_(ink.view(batch, -1).T)
        b.field_places.copy_(b.field_shifts)
        c1_matrix = self._c1_tiling.matrix(w["c1.weight"].view(-1), w["c1.bias"])
        torch.sigmoid_(torch.mm(c1_matrix, b.field_patches, out=b.c1.view(4 * _C1_ROWS, -1)))
        _add_blocks(b.c1, b.s2_sums)
        self._subsample(w, "s2", b.s2_sums.view(6, 2, *_C1_TILES, batch), b.by_tile(b.s2))
        torch.sigmoid_(b.s2)
        b.s2_places.copy_(b.s2_shifts)
        c3_matrix = self._c3_tiling.matrix(w["c3.weight"].view(-1), w["c3.bias"])
        torch.sigmoid_(torch.mm(c3_matrix, b.s2_patches, out=b.c3.view(64, -1)))
        _add_blocks(b.c3, b.s4_sums)
        self._subsample(w, "s4", b.s4_sums, b.s4)
        torch.sigmoid_(b.s4)
        return c3_matrix

    @torch.no_grad()
    def s4_values(self, ink: Tensor) -> Tensor:
        """(B, 1, 32, 32), 0 to 1 -> (B, 400): what S4 says, map by map, in a third of the module's time."""
        b = self._buffers_for(len(ink))
        self._read(ink, self._fold(), b)
        return self._amplitude * b.s4.view(400, len(ink)).T + self._offset

    @torch.no_grad()
    def pass_batch(self, ink: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Forward and backward; the flat gradient, and so every parameter's ``grad``, is then that of the mean loss.

        Args:
            ink: (B, 1, 32, 32), 0 to 1.
            labels: (B,), int64.

        Returns:
            The mean loss, and the penalties, (B, 10).
        """
        batch, amplitude = len(ink), self._amplitude
        b, w = self._buffers_for(batch), self._fold()
        c5_weight = w["c5.weight"].view(120, 400)

        # Forward. Each layer's values are kept without the squashing function's amplitude and offset.
        c3_matrix = self._read(ink, w, b)
        s4 = b.s4.view(400, batch)
        c5 = torch.sigmoid_(torch.addmm(w["c5.bias"][:, None], c5_weight, s4))
        f6 = torch.sigmoid_(torch.addmm(w["f6.bias"][:, None], w["f6.weight"], c5))
        codes = self._codes
        whole = amplitude * f6 + self._offset
        # |x - w|^2 = |x|^2 - 2 x.w + |w|^2, and every code has 84 cells of +-1.
        squares = whole.square().sum(dim=0) + codes.shape[1]
        penalties = torch.addmm(squares[:, None], whole.T, codes.T, alpha=-2)
        loss, by_penalty = loss_and_slopes(penalties, labels, self._config)

        # Backward. d_x: the loss's derivative by the scaled sums of layer x, before squashing.
        d = self._slopes
        d_f6 = 2 * amplitude * (by_penalty.sum(dim=1) * whole - codes.T @ by_penalty.T)
        self._back(d_f6, f6)
        torch.mm(d_f6, c5.T, out=d["f6.weight"])
        torch.sum(d_f6, dim=1, out=d["f6.bias"])
        d_c5 = self._back(w["f6.weight"].T @ d_f6, c5)
        torch.mm(d_c5, s4.T, out=d["c5.weight"].view(120, 400))
        torch.sum(d_c5, dim=1, out=d["c5.bias"])
        d_s4 = self._back(c5_weight.T @ d_c5, s4).view(16, -1)
        self._to_subsampling(d, "s4", d_s4, b.s4_sums, w["s4.coefficient"])
        d_c3 = self._back(d_s4.expand_as(b.c3), b.c3, b.d_c3).view(64, -1)
        self._c3_tiling.split((b.s2_patches @ d_c3.T).T, d["c3.weight"].view(-1), d["c3.bias"])
        torch.mm(c3_matrix[:, :-1].T, d_c3, out=b.d_s2_patches)
        d_s2 = b.d_s2_sums.view(6, -1)
        d_s2.view(6, 2, *_C1_TILES, batch).copy_(b.by_tile(self._back(self._overlap(b), b.s2)))
        self._to_subsampling(d, "s2", d_s2, b.s2_sums.view(6, -1), w["s2.coefficient"])
        d_c1 = self._back(b.d_s2_sums.expand_as(b.c1), b.c1, b.d_c1).view(4 * _C1_ROWS, -1)
        self._c1_tiling.split((b.field_patches @ d_c1.T).T, d["c1.weight"].view(-1), d["c1.bias"])
        self._unfold(d)
        return loss, penalties

    @staticmethod
    def _to_subsampling(d: dict[str, Tensor], layer: str, d_sums: Tensor, sums: Tensor, coefficient: Tensor) -> None:
        """From the derivative by a subsampling layer's values to that by its parameters and, in place, by its sums."""
        torch.sum(sums.mul_(d_sums), dim=1, out=d[f"{layer}.coefficient"])
        torch.sum(d_sums, dim=1, out=d[f"{layer}.bias"])
        d_sums *= coefficient[:, None]

    @staticmethod
    def _overlap(b: _Buffers) -> Tensor:
        """Add up what each tile of C3 says of the S2 units in its patch: neighbouring patches overlap by four."""
        half = _C3_PATCH // 2
        shares = b.d_s2_patches.view(6, half, 2, half, 2, _C3_TILES, _C3_TILES, -1)
        # S2's row 2 (tile + step) + parity: the patch's row 2 step + parity.
        rows = b.d_s2.zero_().view(6, 7, 2, 7, 2, -1).permute(0, 2, 4, 1, 3, 5)
        for down in range(half):
            for right in range(half):
                part = shares[:, down, :, right]
                rows[:, :, :, down : down + _C3_TILES, right : right + _C3_TILES] += part
        return b.d_s2
