"""How large the maps of each layer can be, and how many of them stand side by side."""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS
from model.network.wiring import INPUT, shape_of


class Arranged(NamedTuple):
    """How a layer's maps are arranged, and the room for lines to its right.

    Maps take at most ``share`` of the size that the height allows. ``room`` is a share of the width that maps leave.
    """

    columns: int
    gap: float
    labelled: bool
    share: float
    room: float


ARRANGED = {
    INPUT: Arranged(1, 0, labelled=False, share=0.26, room=0.8),
    "C1": Arranged(1, 4, labelled=True, share=1.0, room=0.6),
    "S2": Arranged(1, 4, labelled=True, share=0.67, room=1.4),
    "C3": Arranged(2, 4, labelled=True, share=1.0, room=0.6),
    "S4": Arranged(2, 4, labelled=True, share=0.6, room=1.2),
    "C5": Arranged(3, 1, labelled=False, share=1.0, room=1.2),
    "F6": Arranged(CODE_COLUMNS, 0, labelled=False, share=0.24, room=1.8),
}
COLUMNS = {name: grid.columns for name, grid in ARRANGED.items()}
"""How many maps of each layer stand side by side."""
ROOMS = sum(grid.room for grid in ARRANGED.values())
_SIDE_BY_SIDE: tuple[dict[str, int], ...] = (
    {},
    {"C1": 2, "S2": 2},
    {"C3": 4, "S4": 4},
    {"C1": 2, "S2": 2, "C3": 4, "S4": 4},
)
"""Other numbers of columns, for a stage that is low and wide."""
_LARGEST_INPUT = 0.16
"""INPUT's largest share of the width."""
_WEIGHTS = {"C1": 1.0, "S2": 0.6, "C3": 1.0, "S4": 0.6, INPUT: 0.4, "C5": 0.3, "F6": 0.3}
"""How much the size of each layer's maps matters."""
_STEPS = ("C3", "S2", INPUT, "S4", "C5", "F6")
"""Who gets spare room first: layers that grow in large steps before the others."""
_READABLE = {"C1": 2, "C3": 2, "S4": 2, "C5": 2, "F6": 3}
_LEAST: tuple[dict[str, int], ...] = (_READABLE | {INPUT: 2, "S2": 2}, _READABLE | {INPUT: 2}, _READABLE, {})
"""Pixels that a layer's units do not fall below; the first for which there is room. With one, little is seen."""
_SHRUNK = 0.45
"""The share of their largest size that the other layers keep while one is enlarged."""
_BETTER = 1.1
"""How much larger maps must become to make another arrangement worth it."""
_WORTH_A_LABEL = 0.8
"""The share of its size that a map may be left with for a label above it."""
_MOST_OF_C1 = 0.6
"""The largest share of C1's side that S2's may have: it halves, and has to look like that."""
_BISECTIONS = 9


class Sizes(NamedTuple):
    """For each layer but OUTPUT: the screen pixels along a unit's side, and how many maps stand side by side."""

    pixels: dict[str, int]
    columns: dict[str, int]


class Space(NamedTuple):
    """What there is room for, all in screen pixels.

    ``width`` is for maps and the gaps between those of one layer, ``whole`` the view's width, ``height`` that between
    titles and sizes, ``below`` below INPUT. ``gaps`` are between the maps of each layer. ``folded`` layers take nothing
    of the width.
    """

    width: float
    whole: float
    height: float
    label: float
    below: float
    gaps: Mapping[str, int]
    folded: frozenset[str]


def choose_sizes(space: Space, enlarged: str | None) -> Sizes:
    """Those with which the maps become largest; with one layer enlarged, the others shrink for it."""
    if enlarged is not None:
        chosen = _best(space, ({},), {}, _SHRUNK) or Sizes(dict.fromkeys(ARRANGED, 1), dict(COLUMNS))
        return _with_enlarged(space, chosen, enlarged)
    for least in _LEAST:
        if found := _best(space, _SIDE_BY_SIDE, least, 1.0):
            return found
    return Sizes(dict.fromkeys(ARRANGED, 1), dict(COLUMNS))


def _best(space: Space, others: Iterable[dict[str, int]], least: Mapping[str, int], share: float) -> Sizes | None:
    """The arrangement and sizes that are worth most; None where there is no room for the least sizes."""
    best, chosen = 0.0, None
    for other in others:
        columns = COLUMNS | other
        most = _most(space, columns, share)
        largest = max(1, int(most["C1"]))
        # C1 grows in large steps, so each of its sizes is tried, down to half of the largest.
        for c1 in range(largest, max(least.get("C1", 1), largest // 2) - 1, -1):
            pixels = _grown(space, columns, most, least, c1)
            worth = math.prod(pixels[name] ** weight for name, weight in _WEIGHTS.items()) if pixels else 0.0
            if worth > best * _BETTER:
                best, chosen = worth, Sizes(pixels, columns)
    return chosen


def _most(space: Space, columns: Mapping[str, int], share: float) -> dict[str, float]:
    """The largest side of each layer's units that the height and the layer's share allow, not yet whole pixels."""
    found = {}
    for name, grid in ARRANGED.items():
        if name == "F6":
            side = space.height * grid.share / CODE_ROWS
        elif name == INPUT:
            side = min(space.height * grid.share, space.whole * _LARGEST_INPUT)
        else:
            side = by_height(space, name, columns[name]) * grid.share
        found[name] = share * side / shape_of(name)[1]
    return found


def by_height(space: Space, name: str, columns: int) -> float:
    """The largest side of a map that the height allows; without labels where these would cost too much."""
    maps, side = shape_of(name)
    pitch = space.height / -(-maps // columns)
    bare, labelled = pitch - space.gaps[name], pitch - space.label
    worth_it = labelled // side >= _WORTH_A_LABEL * (bare // side)
    return labelled if ARRANGED[name].labelled and worth_it else bare


def _wide(space: Space, columns: Mapping[str, int]) -> tuple[dict[str, int], float]:
    """How much wider each layer becomes with each pixel of its units, and how wide all gaps between maps are."""
    shown = [name for name in ARRANGED if name not in space.folded]
    per_pixel = dict.fromkeys(ARRANGED, 0) | {name: columns[name] * shape_of(name)[1] for name in shown}
    return per_pixel, sum((columns[name] - 1) * space.gaps[name] for name in shown)


def _grown(
    space: Space, columns: Mapping[str, int], most: Mapping[str, float], least: Mapping[str, int], c1: int
) -> dict[str, int]:
    """A unit's pixels in each layer, where C1's are given and all others grow alike; empty where that has no room."""
    per_pixel, gaps = _wide(space, columns)
    room = space.width - gaps - c1 * per_pixel["C1"]
    names = _STEPS
    limits = [min(most[name], 2 * _MOST_OF_C1 * c1) if name == "S2" else most[name] for name in names]
    wide = [per_pixel[name] for name in names]

    def width(pixels: list[int]) -> int:
        return sum(map(int.__mul__, pixels, wide))

    smallest = [least.get(name, 1) for name in names]

    def sized(share: float) -> list[int]:
        return [max(low, int(share * limit)) for low, limit in zip(smallest, limits, strict=True)]

    if width(smallest) > room:
        return {}
    low, high = 0.0, 1.0
    for _ in range(_BISECTIONS):
        share = (low + high) / 2
        low, high = (share, high) if width(sized(share)) <= room else (low, share)
    pixels = sized(low)
    left = room - width(pixels)
    for place, limit in enumerate(limits):
        if pixels[place] + 1 <= limit and wide[place] <= left:
            pixels[place] += 1
            left -= wide[place]
    return dict(zip(names, pixels, strict=True)) | {"C1": c1}


def _with_enlarged(space: Space, sizes: Sizes, name: str) -> Sizes:
    """One layer has all that the others leave, in as many columns as make its maps largest."""
    per_pixel, gaps = _wide(space, sizes.columns)
    used = gaps + sum(per_pixel[other] * pixels for other, pixels in sizes.pixels.items() if other != name)
    gap, (maps, side) = space.gaps[name], shape_of(name)
    width = space.width - used + (sizes.columns[name] - 1) * gap

    def most_with(columns: int) -> float:
        high = by_height(space, name, columns)
        return min((width + gap) / columns - gap, high - space.below if name == INPUT else high)

    # F6 stays the picture of 7x12 that it is.
    columns = CODE_COLUMNS if name == "F6" else max(range(1, maps + 1), key=most_with)
    pixels = max(1, int(most_with(columns) / side))
    return Sizes(sizes.pixels | {name: pixels}, sizes.columns | {name: columns})
