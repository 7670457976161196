"""Working memory for batches of one size, and every view of it that the batched gradient needs, made once.

Two things decide the layout. The digits are the *innermost* dimension, so that whatever the map's shape every loop runs
over contiguous memory. And up to S4 the *outermost* one is parts of the batch, one a thread: a thread then meets in its
own cache what it wrote an operation earlier, where one matrix for all digits would be cut by columns in a product and
by rows in what follows.

Making a view costs about as much as a small operation, and a batch needs a hundred: that is why they stand here.
"""

import torch
from torch import Tensor

from model.network.architecture import FIELD_SIZE

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
    most = max(1, min(threads, batch // _FEWEST))
    return next(parts for parts in range(most, 0, -1) if batch % parts == 0)


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

        # Columns by their place in a tile, then tile: so what all tiles have at one place lies side by side.
        (down, right), (high, wide), (patch_high, patch_wide) = C1_TILE, _C1_TILES, _C1_PATCH
        tiles = high * wide * digits
        self.field = new(parts, right, FIELD_SIZE, FIELD_SIZE // right, digits)
        self.field_patches = new(parts, patch_high * patch_wide + 1, tiles)
        self.field_patches[:, -1] = 1
        # (part, patch row, patch column / 4, patch column mod 4, tile row, tile column, digit)
        part, place, row, step, digit = self.field.stride()
        self.field_shifts = self.field.as_strided(
            (parts, patch_high, patch_wide // right, right, high, wide, digits),
            (part, row, step, place, down * row, step, digit),
        )
        self.field_places = self.field_patches[:, :-1].view(self.field_shifts.shape)

        # (part, unit of a 2x2 block, map and block of the tile, tile and digit)
        self.c1, self.d_c1 = new(parts, 4, _C1_ROWS, tiles), new(parts, 4, _C1_ROWS, tiles)
        self.c1_rows, self.d_c1_rows = self.c1.flatten(1, 2), self.d_c1.flatten(1, 2)

        # (part, map, column mod 2, row, column / 2, digit): C1's tiles and their blocks as they come, and again
        # columns by their place in a tile, of C3 this time.
        self.s2_sums, self.s2, self.d_s2 = (new(parts, 6, 2, 14, 7, digits) for _ in range(3))
        self.s2_sums_by_c1 = self.s2_sums.view(parts, -1, tiles)
        self.d_s2_by_c1 = self.d_s2.view(parts, 1, -1, tiles).expand_as(self.c1)
        self.s2_sums_by_map, self.s2_by_map, self.d_s2_by_map = (
            x.view(parts, 6, -1) for x in (self.s2_sums, self.s2, self.d_s2)
        )

        tiles, patch = _C3_TILES**2 * digits, 6 * _C3_PATCH**2
        self.s2_patches, self.d_s2_patches = new(parts, patch + 1, tiles), new(parts, patch, tiles)
        self.s2_patches[:, -1] = 1
        # (part, map, patch row, patch column / 2, patch column mod 2, tile row, tile column, digit)
        part, s2_map, place, row, step, digit = self.s2.stride()
        self.s2_shifts = self.s2.as_strided(
            (parts, 6, _C3_PATCH, _C3_PATCH // 2, 2, _C3_TILES, _C3_TILES, digits),
            (part, s2_map, row, step, place, 2 * row, step, digit),
        )
        self.s2_places = self.s2_patches[:, :-1].view(self.s2_shifts.shape)
        self.overlaps = self._overlaps()

        self.c3, self.d_c3 = new(parts, 4, 16, tiles), new(parts, 4, 16, tiles)
        self.c3_rows, self.d_c3_rows = self.c3.flatten(1, 2), self.d_c3.flatten(1, 2)
        self.c3_by_tile, self.d_c3_by_tile = (x.view(parts, 4, 16, -1, digits) for x in (self.c3, self.d_c3))

        # From S4 on all digits lie side by side.
        self.s4_sums = new(parts, 16, _C3_TILES**2, digits)
        self.s4, self.d_s4 = new(400, batch), new(400, batch)
        self.s4_by_part, self.d_s4_by_part = (
            s4.view(16, _C3_TILES**2, parts, digits).permute(2, 0, 1, 3) for s4 in (self.s4, self.d_s4)
        )
        self.d_s4_by_c3 = self.d_s4_by_part[:, None].expand_as(self.c3_by_tile)

        self.c5, self.d_c5 = new(120, batch), new(120, batch)
        self.f6, self.f6_whole, self.d_f6 = new(84, batch), new(84, batch), new(84, batch)

    def ink_as_field(self, ink: Tensor) -> Tensor:
        """(B, 1, 32, 32) seen in the order of ``field``."""
        _, right, high, wide, digits = self.field.shape
        return ink.view(self.parts, digits, high, wide, right).permute(0, 4, 2, 3, 1)

    def _overlaps(self) -> list[tuple[Tensor, Tensor]]:
        """Which units of S2 (the first) the tiles of C3 read at one step of their patch (the second): 4 units a tile.

        S2's row 2 (tile + step) + parity is the patch's row 2 step + parity, and so it is with columns.
        """
        half, parts = _C3_PATCH // 2, self.parts
        shares = self.d_s2_patches.view(parts, 6, half, 2, half, 2, _C3_TILES, _C3_TILES, -1)
        units = self.d_s2.view(parts, 6, 2, 7, 2, 7, -1).permute(0, 1, 4, 2, 3, 5, 6)
        return [
            (units[..., down : down + _C3_TILES, right : right + _C3_TILES, :], shares[:, :, down, :, right])
            for down in range(half)
            for right in range(half)
        ]
