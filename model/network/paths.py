"""From one unit all the way back to the input and all the way on to the output, layer by layer.

In every layer, what belongs to a unit's way is one rectangle a map: what is shown is what can really have an effect.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from model.network.wiring import Block, Unit, readers, reads, shape_of

UnitPath = tuple[tuple[Block, ...], ...]
"""One entry a layer, nearest layer first."""


@lru_cache(maxsize=256)
def path_back(unit: Unit) -> UnitPath:
    """What the unit reads, what that reads, and so on to INPUT."""
    return _follow(unit, reads)


@lru_cache(maxsize=256)
def path_on(unit: Unit) -> UnitPath:
    """What reads the unit, what reads that, and so on to OUTPUT."""
    return _follow(unit, readers)


def _follow(unit: Unit, step: Callable[[Unit], tuple[Block, ...]]) -> UnitPath:
    way: list[tuple[Block, ...]] = []
    blocks = step(unit)
    while blocks:
        way.append(blocks)
        if shape_of(blocks[0].layer)[1] == 1:
            blocks = blocks[:1]  # units of C5 and F6 are joined to the same ones, all of them
        # A rectangle's two corners reach as far as all of it does.
        blocks = _merged(block for here in blocks for corner in _corners(here) for block in step(corner))
    return tuple(way)


def _corners(block: Block) -> tuple[Unit, Unit]:
    bottom, right = block.top + block.height - 1, block.left + block.width - 1
    return Unit(block.layer, block.map, block.top, block.left), Unit(block.layer, block.map, bottom, right)


def _merged(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """One rectangle a map around all that lies in it."""
    hulls: dict[int, Block] = {}
    for block in blocks:
        known = hulls.get(block.map, block)
        top, left = min(known.top, block.top), min(known.left, block.left)
        bottom = max(known.top + known.height, block.top + block.height)
        right = max(known.left + known.width, block.left + block.width)
        hulls[block.map] = Block(block.layer, block.map, top, left, bottom - top, right - left)
    return tuple(hulls[index] for index in sorted(hulls))
