"""Working memory for batches of one size, and every view of it that :mod:`model.batched` needs, made once.

Two things decide the layout. The digits are the *innermost* dimension, so that whatever the map's shape every loop runs
over contiguous memory. And up to S4 the *outermost* one is parts of the batch, one a thread: a thread then meets in its
own cache what it wrote an operation earlier, where one matrix for all digits would be cut by columns in a product and
by rows in what follows.

Making a view costs about as much as a small operation, and a batch needs a hundred: that is why they stand here.
"""

import torch
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

_FEWEST = 32
"""Digits in a part: with fewer, loops over the innermost dimension get too short."""


def parts_of(batch: int, threads: int) -> int:
    """Into how many equal parts a batch falls, at most one a thread."""
    return max(parts for parts in range(1, threads + 1) if parts == 1 or (batch % parts == 0 <= batch - parts * _FEWEST))


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

        self.parts = parts = parts_of(batch, torch.get_num_threads())
        digits = batch // parts

        (down, right), (high, wide) = C1_TILE, _C1_TILES
        tiles = high * wide * digits
        self.field = new(parts, FIELD_SIZE**2, digits)
        self.field_patches = new(parts, _C1_PATCH[0] * _C1_PATCH[1] + 1, tiles)
        self.field_patches[:, -1] = 1
        shape, row = (parts, *_C1_PATCH, high, wide, digits), FIELD_SIZE * digits
        self.field_shifts = self.field.as_strided(
            shape, (FIELD_SIZE * row, row, digits, down * row, right * digits, 1)
        )
        self.field_places = self.field_patches[:, :-1].view(shape)

        # (part, unit of a 2x2 block, map and block of the tile, tile and digit)
        self.c1, self.d_c1 = new(parts, 4, _C1_ROWS, tiles), new(parts, 4, _C1_ROWS, tiles)
        self.c1_rows, self.d_c1_rows = self.c1.flatten(1, 2), self.d_c1.flatten(1, 2)

        self.s2_sums, self.d_s2_sums = new(parts, _C1_ROWS, tiles), new(parts, _C1_ROWS, tiles)
        self.s2_sums_by_map, self.d_s2_sums_by_map = (x.view(parts, 6, -1) for x in (self.s2_sums, self.d_s2_sums))
        self.d_s2_sums_by_c1 = self.d_s2_sums[:, None].expand_as(self.c1)
        tiled = (parts, 6, 2, high, wide, digits)
        self.s2_sums_by_tile, self.d_s2_sums_by_tile = self.s2_sums.view(tiled), self.d_s2_sums.view(tiled)
        self.s2, self.d_s2 = new(parts, 6, 14, 14, digits), new(parts, 6, 14, 14, digits)
        self.s2_by_tile, self.d_s2_by_tile = (
            s2.view(parts, 6, high, wide, 2, digits).permute(0, 1, 4, 2, 3, 5) for s2 in (self.s2, self.d_s2)
        )

        tiles = _C3_TILES**2 * digits
        patch = 6 * _C3_PATCH**2
        self.s2_patches, self.d_s2_patches = new(parts, patch + 1, tiles), new(parts, patch, tiles)
        self.s2_patches[:, -1] = 1
        shape, row = (parts, 6, _C3_PATCH, _C3_PATCH, _C3_TILES, _C3_TILES, digits), 14 * digits
        self.s2_shifts = self.s2.as_strided(shape, (6 * 14 * row, 14 * row, row, digits, 2 * row, 2 * digits, 1))
        self.s2_places = self.s2_patches[:, :-1].view(shape)
        self.overlaps = self._overlaps()

        self.c3, self.d_c3 = new(parts, 4, 16, tiles), new(parts, 4, 16, tiles)
        self.c3_rows, self.d_c3_rows = self.c3.flatten(1, 2), self.d_c3.flatten(1, 2)
        # From S4 on all digits lie side by side.
        self.s4_sums = new(parts, 16, _C3_TILES**2, digits)
        self.s4, self.d_s4 = new(400, batch), new(400, batch)
        self.s4_by_part, self.d_s4_by_part = (
            s4.view(16, _C3_TILES**2, parts, digits).permute(2, 0, 1, 3) for s4 in (self.s4, self.d_s4)
        )
        self.c3_by_tile, self.d_c3_by_tile = (x.view(parts, 4, 16, -1, digits) for x in (self.c3, self.d_c3))
        self.d_s4_by_c3 = self.d_s4_by_part[:, None].expand_as(self.c3_by_tile)

        self.c5, self.d_c5 = new(120, batch), new(120, batch)
        self.f6, self.f6_whole, self.d_f6 = new(84, batch), new(84, batch), new(84, batch)

    def _overlaps(self) -> list[tuple[Tensor, Tensor]]:
        """Which units of S2 (the first) the tiles of C3 read at one step of their patch (the second): 4 units a tile.

        S2's row 2 (tile + step) + parity is the patch's row 2 step + parity, and so it is with columns.
        """
        half, parts = _C3_PATCH // 2, self.parts
        shares = self.d_s2_patches.view(parts, 6, half, 2, half, 2, _C3_TILES, _C3_TILES, -1)
        units = self.d_s2.view(parts, 6, 7, 2, 7, 2, -1).permute(0, 1, 3, 5, 2, 4, 6)
        return [
            (units[..., down : down + _C3_TILES, right : right + _C3_TILES, :], shares[:, :, down, :, right])
            for down in range(half)
            for right in range(half)
        ]
