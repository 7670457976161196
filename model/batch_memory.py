"""Working memory for batches of one size, and every view of it that :mod:`model.batched` needs, made once.

The batch is the innermost dimension throughout. Making a view costs about as much as a small operation, and there are
a hundred in a batch: that is why they stand here.
"""

from torch import Tensor

from model.architecture import FIELD_SIZE

C1_TILE = (2, 4)
"""A 2x4 tile of C1 reads 6x8 of the field and is two units of S2; 14x7 tiles make the map."""
C3_TILE = (2, 2)
"""A 2x2 tile of C3 reads 6x6 of S2, and is one unit of S4; 5x5 tiles make the map."""

_C1_PATCH, _C1_TILES = (6, 8), (14, 7)
_C1_ROWS = 2 * 6
"""Units of S2 in a tile of C1, of all maps."""
_C3_PATCH, _C3_TILES = 6, 5


class BatchMemory:
    """Named by layer; ``d_x`` is the loss's derivative by what ``x`` holds, or by the sums that were squashed into it.

    The last row of each patch matrix is always 1, for the biases.

    Args:
        batch: how many digits.
        like: a tensor of the type and on the device to compute with.
    """

    def __init__(self, batch: int, like: Tensor) -> None:
        def new(*shape: int) -> Tensor:
            return like.new_zeros(shape)

        (down, right), (high, wide) = C1_TILE, _C1_TILES
        tiles = high * wide * batch
        self.field = new(FIELD_SIZE**2, batch)
        self.field_patches = new(_C1_PATCH[0] * _C1_PATCH[1] + 1, tiles)
        self.field_patches[-1] = 1
        shape, row = (*_C1_PATCH, high, wide, batch), FIELD_SIZE * batch
        self.field_shifts = self.field.as_strided(shape, (row, batch, down * row, right * batch, 1))
        self.field_places = self.field_patches[:-1].view(shape)

        # (unit of a 2x2 block, map and block of the tile, tile and digit)
        self.c1, self.d_c1 = new(4, _C1_ROWS, tiles), new(4, _C1_ROWS, tiles)
        self.c1_rows, self.d_c1_rows = self.c1.view(4 * _C1_ROWS, tiles), self.d_c1.view(4 * _C1_ROWS, tiles)

        self.s2_sums, self.d_s2_sums = new(_C1_ROWS, tiles), new(_C1_ROWS, tiles)
        self.s2_sums_by_map, self.d_s2_sums_by_map = self.s2_sums.view(6, -1), self.d_s2_sums.view(6, -1)
        self.d_s2_sums_by_c1 = self.d_s2_sums.expand_as(self.c1)
        tiled = (6, 2, high, wide, batch)
        self.s2_sums_by_tile, self.d_s2_sums_by_tile = self.s2_sums.view(tiled), self.d_s2_sums.view(tiled)
        self.s2, self.d_s2 = new(6, 14, 14, batch), new(6, 14, 14, batch)
        self.s2_by_tile, self.d_s2_by_tile = (
            s2.view(6, high, wide, 2, batch).permute(0, 3, 1, 2, 4) for s2 in (self.s2, self.d_s2)
        )

        tiles = _C3_TILES**2 * batch
        self.s2_patches, self.d_s2_patches = new(6 * _C3_PATCH**2 + 1, tiles), new(6 * _C3_PATCH**2, tiles)
        self.s2_patches[-1] = 1
        shape, row = (6, _C3_PATCH, _C3_PATCH, _C3_TILES, _C3_TILES, batch), 14 * batch
        self.s2_shifts = self.s2.as_strided(shape, (14 * row, row, batch, 2 * row, 2 * batch, 1))
        self.s2_places = self.s2_patches[:-1].view(shape)
        self.overlaps = self._overlaps()

        self.c3, self.d_c3 = new(4, 16, tiles), new(4, 16, tiles)
        self.c3_rows, self.d_c3_rows = self.c3.view(64, tiles), self.d_c3.view(64, tiles)
        self.s4_sums, self.s4_maps, self.d_s4_maps = new(16, tiles), new(16, tiles), new(16, tiles)
        self.s4, self.d_s4 = self.s4_maps.view(400, batch), self.d_s4_maps.view(400, batch)
        self.d_s4_by_c3 = self.d_s4_maps.expand_as(self.c3)

        self.c5, self.d_c5 = new(120, batch), new(120, batch)
        self.f6, self.f6_whole, self.d_f6 = new(84, batch), new(84, batch), new(84, batch)

    def _overlaps(self) -> list[tuple[Tensor, Tensor]]:
        """Which units of S2 (the first) the tiles of C3 read at one step of their patch (the second): 4 units a tile.

        S2's row 2 (tile + step) + parity is the patch's row 2 step + parity, and so it is with columns.
        """
        half = _C3_PATCH // 2
        shares = self.d_s2_patches.view(6, half, 2, half, 2, _C3_TILES, _C3_TILES, -1)
        units = self.d_s2.view(6, 7, 2, 7, 2, -1).permute(0, 2, 4, 1, 3, 5)
        return [
            (units[:, :, :, down : down + _C3_TILES, right : right + _C3_TILES], shares[:, down, :, right])
            for down in range(half)
            for right in range(half)
        ]
