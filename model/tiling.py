"""A 5x5 convolution as one matrix product for whole tiles of output units: where each kernel value then stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

_KERNEL = 5


@dataclass(frozen=True)
class Tiling:
    """The matrix that computes a tile: (4 x maps x blocks, patch + 1).

    Its rows: place within a 2x2 block (so that subsampling adds four contiguous parts), output map, block of the tile.
    Its columns: input map, row and column of the tile's input patch; the last, for an input that is always 1, holds the
    biases.

    ``places`` says which value stands where in the flat matrix: kernel values first, biases behind them, then a zero.
    ``kernel_uses`` and ``bias_uses`` say for each value at which places of the flat matrix it stands.
    """

    places: Tensor
    kernel_uses: Tensor
    bias_uses: Tensor
    shape: tuple[int, int]

    def matrix(self, kernels: Tensor, biases: Tensor) -> Tensor:
        """The matrix for these kernel values (flat) and biases."""
        values = torch.cat([kernels, biases, kernels.new_zeros(1)])
        return values.index_select(0, self.places).view(self.shape)

    def split(self, slopes: Tensor, kernels: Tensor, biases: Tensor) -> None:
        """From the derivative by the matrix to those by the kernel values (flat) and the biases, which are filled."""
        flat = slopes.reshape(-1)
        for uses, out in ((self.kernel_uses, kernels), (self.bias_uses, biases)):
            torch.sum(flat.index_select(0, uses.view(-1)).view(uses.shape), dim=1, out=out)


def tile_convolution(
    sources: Sequence[Sequence[int]], maps_in: int, tile: tuple[int, int], device: torch.device
) -> Tiling:
    """Lay out a convolution for tiles of output units.

    Args:
        sources: of each output map, the input maps that it reads; kernel values are numbered in this order.
        maps_in: how many input maps there are.
        tile: a tile's rows and columns, both even.
        device: where the tables are needed.
    """
    high, wide = tile
    maps, blocks = len(sources), high * wide // 4
    patch = (high + _KERNEL - 1) * (wide + _KERNEL - 1)
    rows, columns = 4 * maps * blocks, maps_in * patch + 1
    # (maps, high, wide): the row of each unit of the tile.
    y, x = torch.meshgrid(torch.arange(high), torch.arange(wide), indexing="ij")
    unit = (y % 2 * 2 + x % 2) * maps * blocks + y // 2 * (wide // 2) + x // 2
    row = torch.arange(maps)[:, None, None] * blocks + unit
    pairs = torch.tensor([(out, source) for out, reads in enumerate(sources) for source in reads])
    dy, dx = torch.meshgrid(torch.arange(_KERNEL), torch.arange(_KERNEL), indexing="ij")
    # (pairs, 5, 5, high, wide): the column that a kernel value has for a unit.
    column = (y + dy[:, :, None, None]) * (wide + _KERNEL - 1) + x + dx[:, :, None, None]
    column = column + (pairs[:, 1] * patch).view(-1, 1, 1, 1, 1)
    kernel_uses = (row[pairs[:, 0], None, None] * columns + column).reshape(-1, high * wide)
    bias_uses = (row * columns + columns - 1).reshape(maps, high * wide)
    places = torch.full((rows * columns,), len(kernel_uses) + maps)
    places[kernel_uses] = torch.arange(len(kernel_uses))[:, None].expand_as(kernel_uses)
    places[bias_uses] = len(kernel_uses) + torch.arange(maps)[:, None].expand_as(bias_uses)
    return Tiling(places.to(device), kernel_uses.to(device), bias_uses.to(device), (rows, columns))
