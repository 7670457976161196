"""Frames: a box around the digit, as on forms, even where the digit touches it; or any other closed line around it."""

import itertools
from typing import NamedTuple

import numpy as np

from model.digits.connected import connected
from model.digits.photo.lines import carried_through, grown
from model.digits.photo.shear import Shear, slope_of_lines
from model.network.records import FloatArray

_SHORTEST = 0.3
"""The shortest side of a frame, as a share of the picture's shorter side."""
_BROADEST = 0.12
"""The broadest that a side can be, as a share of its length."""
_CORNER = 0.15
"""How far apart two sides that meet may end, as a share of a side's length."""
_LEAST_INSIDE = 0.25
"""What is in a box is at least as high or wide as this part of it; else the box is the digit."""
_LEAST_RINGED = 0.4
"""The same for other frames: a zero may have something in it, too."""
_BEYOND = 2
"""Pixels: so far does the rim of a side reach."""


class _Side(NamedTuple):
    """A straight line: lines ``first`` to before ``end`` of a shear, from column ``left`` to before ``right``."""

    first: int
    end: int
    left: int
    right: int

    @property
    def length(self) -> int:
        return self.right - self.left

    def ends(self, shear: Shear) -> tuple[tuple[int, int], tuple[int, int]]:
        """(row, column) of both."""
        middle = (self.first + self.end) // 2
        return (
            (int(shear.rows[middle, self.left]), self.left),
            (int(shear.rows[middle, self.right - 1]), self.right - 1),
        )


def without_frames(ink: FloatArray) -> FloatArray:
    """Ink (H, W), 0 to 1, without what frames other ink; where nothing is framed, the array itself."""
    rest = _without_ring(_without_box(ink))
    return rest if rest is ink or _extent(rest) >= _LEAST_INSIDE * _extent(ink) else ink


def _extent(ink: FloatArray) -> int:
    """Height or width of the box around ink, whichever is larger."""
    inked = ink > 0.5
    return max((int(np.ptp(np.flatnonzero(inked.any(axis=axis)))) for axis in (0, 1) if inked.any()), default=0)


def _without_ring(ink: FloatArray) -> FloatArray:
    """Without a closed line that other ink lies in."""
    pieces = connected(ink > 0)
    if len(pieces) < 2:
        return ink
    outer = int(np.argmax(pieces.heights * pieces.widths))
    top, bottom, left, right = (int(ends[outer]) for ends in (pieces.tops, pieces.bottoms, pieces.lefts, pieces.rights))
    inside = (pieces.tops > top) & (pieces.bottoms < bottom) & (pieces.lefts > left) & (pieces.rights < right)
    if not inside.any():
        return ink
    largest = np.maximum(pieces.heights, pieces.widths)
    framed = int(np.argmax(np.where(inside, largest, 0)))
    if largest[framed] < _LEAST_RINGED * largest[outer]:
        return ink
    core = pieces.labels[pieces.tops[framed] : pieces.bottoms[framed], pieces.lefts[framed] : pieces.rights[framed]]
    if (core == outer + 1).any():
        return ink
    rest: FloatArray = ink * (pieces.labels != outer + 1)
    return rest


def _without_box(ink: FloatArray) -> FloatArray:
    """Without a box of four straight sides."""
    level, upright = ink, ink.T
    shears = [Shear(some.shape, slope_of_lines(some)) for some in (level, upright)]
    rows, columns = (_sides(some, shear) for some, shear in zip((level, upright), shears, strict=True))
    boxes = [
        (*pair, *other)
        for pair in itertools.combinations(rows, 2)
        for other in itertools.combinations(columns, 2)
        if _meet(pair, shears[0], other, shears[1])
    ]
    if not boxes:
        return ink
    rest = ink.copy()
    box = max(boxes, key=lambda sides: sum(side.length for side in sides))
    for side in box[:2]:
        _remove(rest, shears[0], side)
    for side in box[2:]:
        _remove(rest.T, shears[1], side)
    return rest


def _sides(ink: FloatArray, shear: Shear) -> list[_Side]:
    """Long and thin straight lines; the longest come first."""
    mask = grown(shear.taken(ink, 0)) > 0  # a line may wander by a pixel
    columns = np.arange(mask.shape[1])
    run = columns - np.maximum.accumulate(np.where(mask, -1, columns), axis=1)
    longest, right = run.max(axis=1), run.argmax(axis=1)
    shortest = _SHORTEST * min(ink.shape)
    sides: list[_Side] = []
    seen = np.zeros(len(longest), dtype=np.bool_)
    for line in np.argsort(-longest, kind="stable").tolist():
        length = int(longest[line])
        if length < shortest or len(sides) == 6:
            break
        if seen[line]:
            continue
        first, end = line, line + 1
        while first > 0 and longest[first - 1] > 0.6 * length:
            first -= 1
        while end < len(longest) and longest[end] > 0.6 * length:
            end += 1
        seen[max(0, first - 2) : end + 2] = True
        if end - first <= max(7, _BROADEST * length):
            sides.append(_Side(first, end, int(right[line]) + 1 - length, int(right[line]) + 1))
    return sides


def _meet(rows: tuple[_Side, _Side], shear: Shear, columns: tuple[_Side, _Side], upright: Shear) -> bool:
    """Whether four sides are a box: the ends of the rows are those of the columns."""
    near = _CORNER * min(side.length for side in (*rows, *columns))
    above, below = sorted(rows)
    left, right = sorted(columns)
    corners = [*above.ends(shear), *below.ends(shear)]
    others = [end[::-1] for end in (*left.ends(upright), *right.ends(upright))]
    others = [others[0], others[2], others[1], others[3]]
    return all(max(abs(a[0] - b[0]), abs(a[1] - b[1])) <= near + 3 for a, b in zip(corners, others, strict=True))


def _remove(ink: FloatArray, shear: Shear, side: _Side) -> None:
    first, end = max(0, side.first - 1), min(len(shear.rows), side.end + 1)
    carried = carried_through(ink[:, :, None], shear, first, end)[:, :, 0]
    before = shear.taken(ink, 0)[first:end]
    part = slice(max(0, side.left - _BEYOND), side.right + _BEYOND)
    before[:, part] = np.minimum(carried, before)[:, part]
    shear.put(ink, first, before)
