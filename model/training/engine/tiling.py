"""A 5x5 convolution as one matrix product for whole tiles of output units: where each kernel value then stands."""

from collections.abc import Sequence

import torch
from torch import Tensor

_KERNEL = 5


class TiledConvolution:
    """The matrix that computes a tile, and the way back to the layer's own parameters.

    Its rows: place within a 2x2 block (so that subsampling adds four contiguous parts), output map, block of the tile.
    Its columns: input map, row and column of the tile's input patch; the last, for an input that is always 1, holds the
    biases.

    Args:
        sources: of each output map, the input maps that it reads; kernel values are numbered in this order.
        maps_in: how many input maps there are.
        tile: a tile's rows and columns, both even.
        vector: where the layer's parameters lie, kernel values first and biases behind them; its last element is 0.
        first: where in the vector they begin.

    Attributes:
        matrix: (4 x maps x blocks, patch + 1), filled by :meth:`fill`.
    """

    def __init__(
        self, sources: Sequence[Sequence[int]], maps_in: int, tile: tuple[int, int], vector: Tensor, first: int
    ) -> None:
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
        # (values, high x wide): where each value stands, once for every unit of the tile; biases come last.
        rows_of = [row[pairs[:, 0], None, None].expand_as(column).reshape(-1, high * wide), row.view(maps, -1)]
        columns_of = [column.reshape(-1, high * wide), torch.full((maps, high * wide), columns - 1)]
        at_row, at_column = torch.cat(rows_of), torch.cat(columns_of)
        places = torch.full((rows, columns), len(vector) - 1)
        places[at_row, at_column] = torch.arange(first, first + len(at_row))[:, None].expand_as(at_row)
        device = vector.device
        self._vector = vector
        self._places = places.flatten().to(device)
        self._uses = (at_column * rows + at_row).flatten().to(device)
        self.matrix = vector.new_zeros(rows, columns)
        self._slopes = vector.new_zeros(columns, rows)
        self._gathered = vector.new_zeros(at_row.shape)

    def fill(self) -> None:
        """Bring the parameters, as they stand, into the matrix."""
        torch.index_select(self._vector, 0, self._places, out=self.matrix.view(-1))

    def split(self, slopes: Tensor, out: Tensor) -> None:
        """Write the derivative by kernel values and biases from that by the matrix.

        Args:
            slopes: (parts, patch + 1, 4 x maps x blocks), transposed; the parts are added up.
            out: as many as the layer has parameters, in their order.
        """
        torch.sum(slopes, dim=0, out=self._slopes)
        torch.index_select(self._slopes.view(-1), 0, self._uses, out=self._gathered.view(-1))
        torch.sum(self._gathered, dim=1, out=out)
