"""A unit's path: all units that it depends on, and all that depend on it, layer by layer.

In every layer a path is one rectangle in each map, exactly the units that can have an effect.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from model.network.wiring import Block, Unit, readers, reads, shape_of

UnitPath = tuple[tuple[Block, ...], ...]
"""One entry a layer, nearest layer first."""


@lru_cache(maxsize=256)
def path_back(unit: Unit) -> UnitPath:
    """All that the unit depends on, back to INPUT."""
    return _follow(unit, reads)


@lru_cache(maxsize=256)
def path_forward(unit: Unit) -> UnitPath:
    """All that depends on the unit, forward to OUTPUT."""
    return _follow(unit, readers)


def _follow(unit: Unit, step: Callable[[Unit], tuple[Block, ...]]) -> UnitPath:
    path: list[tuple[Block, ...]] = []
    blocks = step(unit)
    while blocks:
        path.append(blocks)
        if shape_of(blocks[0].layer)[1] == 1:
            blocks = blocks[:1]  # all units of C5 and F6 have the same connections
        # The two corners of a rectangle reach as far as the whole.
        blocks = _merged(block for here in blocks for corner in _corners(here) for block in step(corner))
    return tuple(path)


def _corners(block: Block) -> tuple[Unit, Unit]:
    return block.unit_at(0, 0), block.unit_at(block.height - 1, block.width - 1)


def _merged(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The smallest rectangle around all blocks of each map."""
    hulls: dict[int, Block] = {}
    for block in blocks:
        known = hulls.get(block.map, block)
        top, left = min(known.top, block.top), min(known.left, block.left)
        bottom = max(known.top + known.height, block.top + block.height)
        right = max(known.left + known.width, block.left + block.width)
        hulls[block.map] = Block(block.layer, block.map, top, left, bottom - top, right - left)
    return tuple(hulls[index] for index in sorted(hulls))
