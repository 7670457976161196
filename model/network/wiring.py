"""Connections: for any unit the blocks that it reads, the blocks that read it, its path, and its receptive field.

Maps, rows and columns are counted from 0. C5, F6 and OUTPUT are layers of 120, 84 and 10 maps with one unit each.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from model.network.architecture import FIELD_SIZE, LAYERS, TABLE_I

INPUT = "INPUT"
NAMES: tuple[str, ...] = (INPUT, *(layer.name for layer in LAYERS))
"""The input and the seven layers, first to last."""
OUTPUT = NAMES[-1]
HIDDEN = NAMES[1:-1]
"""The layers between, whose values are squashed."""

_SHAPES = {INPUT: (1, FIELD_SIZE)} | {layer.name: (layer.maps, layer.side) for layer in LAYERS}
_KERNEL = 5


@dataclass(frozen=True)
class Unit:
    """One value of the network.

    Raises:
        ValueError: there is no such unit; the text gives the valid range.
    """

    layer: str
    map: int
    row: int = 0
    column: int = 0

    def __post_init__(self) -> None:
        if self.layer not in _SHAPES:
            raise ValueError(f"there is no layer {self.layer!r}; the layers are {', '.join(NAMES)}")
        maps, side = _SHAPES[self.layer]
        for what, value, count in (("map", self.map, maps), ("row", self.row, side), ("column", self.column, side)):
            if not 0 <= value < count:
                there = f"{what}s 0 to {count - 1}" if count > 1 else f"only {what} 0"
                raise ValueError(f"{self.layer} has {there}, not {value}")

    def like_in(self, layer: str) -> "Unit":
        """The unit of another layer that is as far among its maps, and as far down and across in its map."""
        (maps, side), (others, other) = _SHAPES[self.layer], _SHAPES[layer]
        return Unit(layer, self.map * others // maps, self.row * other // side, self.column * other // side)


class Block(NamedTuple):
    """A rectangle of units in one map of one layer."""

    layer: str
    map: int
    top: int
    left: int
    height: int
    width: int

    def unit_at(self, row: int, column: int) -> Unit:
        """Counted from the block's upper left corner."""
        return Unit(self.layer, self.map, self.top + row, self.left + column)


def shape_of(layer: str) -> tuple[int, int]:
    """(maps, units along a map's side)."""
    return _SHAPES[layer]


def is_before(layer: str, other: str) -> bool:
    """Whether a layer comes before another, INPUT first."""
    return NAMES.index(layer) < NAMES.index(other)


def layer_before(layer: str) -> str:
    """The layer that a layer reads; ``layer`` is not INPUT."""
    return NAMES[NAMES.index(layer) - 1]


def receptive_field(unit: Unit) -> Block:
    """The part of the input that can change the unit: 5, 6, 14, 16 or 32 pixels wide (section II.B)."""
    if unit.layer == INPUT:
        return Block(INPUT, 0, unit.row, unit.column, 1, 1)
    layer = LAYERS[NAMES.index(unit.layer) - 1]
    side, step = layer.receptive_field_px, layer.step_px
    return Block(INPUT, 0, unit.row * step, unit.column * step, side, side)


def reads(unit: Unit) -> tuple[Block, ...]:
    """What the unit reads in the layer before; nothing for INPUT."""
    if unit.layer == INPUT:
        return ()
    before = layer_before(unit.layer)
    if unit.layer in ("S2", "S4"):
        return (Block(before, unit.map, 2 * unit.row, 2 * unit.column, 2, 2),)
    if unit.layer == "C3":
        return tuple(Block(before, s2_map, unit.row, unit.column, _KERNEL, _KERNEL) for s2_map in TABLE_I[unit.map])
    if unit.layer == "C1":
        return (Block(before, 0, unit.row, unit.column, _KERNEL, _KERNEL),)
    return _all_of(before)


def readers(unit: Unit) -> tuple[Block, ...]:
    """The units of the layer after that read this one; nothing for OUTPUT."""
    if unit.layer == OUTPUT:
        return ()
    after = NAMES[NAMES.index(unit.layer) + 1]
    maps, side = _SHAPES[after]
    if after in ("S2", "S4"):
        return (Block(after, unit.map, unit.row // 2, unit.column // 2, 1, 1),)
    if side == 1:
        return _all_of(after)
    if after == "C3":
        read_by = tuple(c3_map for c3_map, s2_maps in enumerate(TABLE_I) if unit.map in s2_maps)
    else:
        read_by = tuple(range(maps))
    top, left = max(0, unit.row - _KERNEL + 1), max(0, unit.column - _KERNEL + 1)
    bottom, right = min(side, unit.row + 1), min(side, unit.column + 1)
    return tuple(Block(after, index, top, left, bottom - top, right - left) for index in read_by)


@cache
def _all_of(layer: str) -> tuple[Block, ...]:
    """Every map of a layer, whole: the same objects for each path, since hundreds of paths are kept."""
    maps, side = _SHAPES[layer]
    return tuple(Block(layer, index, 0, 0, side, side) for index in range(maps))


UnitPath = tuple[tuple[Block, ...], ...]
"""All units that a unit depends on, or that depend on it: one entry a layer, nearest layer first.

In every layer a path is one rectangle in each map, exactly the units that can have an effect.
"""


@lru_cache(maxsize=64)
def path_back(unit: Unit) -> UnitPath:
    """All that the unit depends on, back to INPUT."""
    return _follow(unit, reads)


@lru_cache(maxsize=64)
def path_forward(unit: Unit) -> UnitPath:
    """All that depends on the unit, forward to OUTPUT."""
    return _follow(unit, readers)


def _follow(unit: Unit, step: Callable[[Unit], tuple[Block, ...]]) -> UnitPath:
    path: list[tuple[Block, ...]] = []
    blocks = step(unit)
    while blocks:
        path.append(blocks)
        if shape_of(blocks[0].layer)[1] == 1:
            blocks = step(blocks[0].unit_at(0, 0))  # all units of C5 and F6 have the same connections
        else:
            # The two corners of a rectangle reach as far as the whole.
            blocks = _merged(block for here in blocks for corner in _corners(here) for block in step(corner))
    return tuple(path)


def _corners(block: Block) -> tuple[Unit, Unit]:
    return block.unit_at(0, 0), block.unit_at(block.height - 1, block.width - 1)


def _merged(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The smallest rectangle around all blocks of each map."""
    hulls: dict[int, Block] = {}
    for block in blocks:
        known = hulls.setdefault(block.map, block)
        if known == block:
            continue
        top, left = min(known.top, block.top), min(known.left, block.left)
        bottom = max(known.top + known.height, block.top + block.height)
        right = max(known.left + known.width, block.left + block.width)
        hulls[block.map] = Block(block.layer, block.map, top, left, bottom - top, right - left)
    return tuple(hulls[index] for index in sorted(hulls))
