"""What a picture of numbers is cut into: connected pieces of ink, and parts of those that run through several digits.

Over-segmentation as for strokes (section V.A): a connected piece is cut along the ways from top to bottom that cross
the least ink. Where digits do not touch, such a way crosses none; where they do, it goes through the place where they
do, slanted if need be.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing, ink_of_picture
from model.network.records import FloatArray
from model.numbers.connected import connected
from model.numbers.pieces import Box, Part, Patch, Piece

_INKED = 0.3
"""So dark are pixels that connect: two lines are not connected by their blurred rims."""
_HEIGHT_PX = 56
"""Larger pictures are reduced until digits are about so high; the network sees twenty pixels of them."""
_LEAST_SIZE = 0.06
"""Smaller pieces, in heights of the usual one, are specks."""
_LEAST_WIDTH = 0.5
"""A connected piece that is narrower than this part of its own height is no two digits."""
_FLATTEST = 0.15
"""One that is lower than this part of its width is a dash."""
_ASIDE = 0.03
"""What a step to the side costs, where a pixel of ink costs 1."""
_LEAST_BETWEEN = 0.3
"""Between two cuts lies so much ink at least, as a line of the pen in heights of the piece."""
_MOST_INK = 3.0
"""A cut goes through so much ink at most, in widths of the pen."""
_LEAST_HEIGHT = 0.5
"""Of the piece's height: so high is the ink on both sides of a cut."""
_MOST_CUTS = 24


def pieces_of_picture(ink: FloatArray) -> list[Piece]:
    """A picture (H, W), 0 for paper to 1 for full ink, in pieces, from the top."""
    ink, scale = _reduced(ink)
    labels = connected(ink >= _INKED)
    if not labels.any():
        return []
    boxes = _boxes(labels)
    pen = _pen_width(ink)
    least = _LEAST_SIZE * _usual_height(boxes)
    labels = _with_rims(labels, ink)
    pieces = []
    for number, box in enumerate(boxes, 1):
        if max(box.width, box.height) < least:
            continue
        left, top = max(int(box.left) - 1, 0), max(int(box.top) - 1, 0)
        whole = slice(top, int(box.bottom) + 1), slice(left, int(box.right) + 1)
        own = np.where(labels[whole] == number, ink[whole], np.float32(0))
        pieces += [Piece(_middle_box(patch, pen), patch, number) for patch in _cut(own, left, top, pen, scale)]
    return pieces


def ink_of(parts: Sequence[Part]) -> FloatArray:
    """(32, 32): parts, all of a drawing or all of a picture, scaled, centred and inked as MNIST was."""
    patches = [part for part in parts if isinstance(part, Patch)]
    if not patches:
        return ink_of_drawing(Drawing(tuple(part for part in parts if isinstance(part, Stroke))))
    return ink_of_picture(pasted(patches)[0])


def pasted(patches: Sequence[Patch]) -> tuple[FloatArray, int, int]:
    """Patches of one picture in one again, and where its upper left pixel is; one patch at least."""
    left, top = min(patch.left for patch in patches), min(patch.top for patch in patches)
    ends = [(patch.top + patch.ink.shape[0], patch.left + patch.ink.shape[1]) for patch in patches]
    bottom, right = np.array(ends).max(axis=0)
    ink: FloatArray = np.zeros((bottom - top, right - left), dtype=np.float32)
    for patch, (end_row, end_column) in zip(patches, ends, strict=True):
        ink[patch.top - top : end_row - top, patch.left - left : end_column - left] += patch.ink
    return np.minimum(ink, 1), left, top


def _reduced(ink: FloatArray) -> tuple[FloatArray, float]:
    """The picture with digits of a handy size, and how many pixels one of its pixels was."""
    from PIL import Image  # what only draws does not wait for it

    boxes = _boxes(connected(ink >= _INKED))
    scale = _usual_height(boxes) / _HEIGHT_PX if boxes else 1.0
    if scale <= 1:
        return ink, 1.0
    width, height = (max(1, round(side / scale)) for side in (ink.shape[1], ink.shape[0]))
    reduced = Image.fromarray(ink).resize((width, height), Image.Resampling.BOX)
    return np.asarray(reduced, dtype=np.float32), scale


def _boxes(labels: NDArray[np.int64]) -> list[Box]:
    """The box around each connected piece."""
    rows, columns = np.nonzero(labels)
    numbers = labels[rows, columns] - 1
    count = int(numbers.max()) + 1 if len(numbers) else 0
    lows, highs = np.full((count, 2), max(labels.shape)), np.zeros((count, 2), dtype=np.int64)
    for axis, places in enumerate((columns, rows)):
        np.minimum.at(lows[:, axis], numbers, places)
        np.maximum.at(highs[:, axis], numbers, places + 1)
    return [Box(*low, *high) for low, high in zip(lows.tolist(), highs.tolist(), strict=True)]


def _usual_height(boxes: Sequence[Box]) -> float:
    """Of the higher pieces, or of a wide one that is all there is."""
    sizes = np.array([max(box.height, box.width / 4) for box in boxes])
    return float(np.median(sizes[sizes >= sizes.max() / 2]))


def _pen_width(ink: FloatArray) -> float:
    """In pixels, from how much ink there is for how much rim. A line at any angle has 4 / pi of its length as rim."""
    inked = np.pad(ink >= 0.5, 1)
    rim = np.count_nonzero(np.diff(inked, axis=0)) + np.count_nonzero(np.diff(inked, axis=1))
    return float(8 / np.pi * ink.sum(dtype=np.float64) / max(rim, 1))


def _with_rims(labels: NDArray[np.int64], ink: FloatArray) -> NDArray[np.int64]:
    """Faint pixels belong to the piece beside them."""
    padded = np.pad(labels, 1)
    height, width = labels.shape
    nearest = labels
    for row in range(3):
        for column in range(3):
            nearest = np.where(nearest == 0, padded[row : row + height, column : column + width], nearest)
    return np.where(ink > 0, nearest, 0)


def _middle_box(patch: Patch, pen: float) -> Box:
    """The box around the middle line of its ink, in pixels of the picture."""
    inset = min(pen, *patch.ink.shape) / 2
    height, width = patch.ink.shape
    corners = patch.left + inset, patch.top + inset, patch.left + width - inset, patch.top + height - inset
    return Box(*(corner * patch.scale for corner in corners))


def _cut(ink: FloatArray, left: int, top: int, pen: float, scale: float) -> Iterator[Patch]:
    """A connected piece, cut wherever two digits that touch might join; often in one."""
    ways = _ways(ink, pen)
    columns = np.arange(ink.shape[1])
    beyond = sum((columns >= way[:, None] for way in ways), np.zeros(ink.shape, dtype=np.int64))
    for place in range(len(ways) + 1):
        part = np.where(beyond == place, ink, np.float32(0))
        rows, inked = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        if len(rows):
            tight = part[rows[0] : rows[-1] + 1, inked[0] : inked[-1] + 1]
            tight.flags.writeable = False
            yield Patch(left + int(inked[0]), top + int(rows[0]), tight, scale)


def _ways(ink: FloatArray, pen: float) -> list[NDArray[np.int64]]:
    """For each cut, from left to right, the column (H,) from which on ink is beyond it.

    Among the cheapest ways through each place of the middle row, the cheapest ones that differ.
    """
    height, width = ink.shape
    if width < _LEAST_WIDTH * height or height <= _FLATTEST * width:
        return []
    middle = height // 2
    above, below = _cheapest(ink[: middle + 1]), _cheapest(ink[middle:][::-1])
    costs = above.costs[-1] + below.costs[-1] - ink[middle]
    kept: list[NDArray[np.int64]] = []
    for column in np.argsort(costs, kind="stable").tolist():
        if costs[column] > _MOST_INK * pen or len(kept) == _MOST_CUTS:
            break
        way = np.concatenate([above.to(column), below.to(column)[-2::-1]])
        least = _LEAST_BETWEEN * height * pen
        if all(_ink_between(ink, way, other) >= least for other in kept) and _is_between(ink, way):
            kept.append(way)
    ordered = sorted(kept, key=lambda way: float(way.mean()))
    return list(np.maximum.accumulate(ordered)) if ordered else []


class _Cheapest(NamedTuple):
    """What the cheapest way from the first row to each place costs, (H, W), and by how many columns to the left, 0 to
    2, less 1, its last step came."""

    costs: NDArray[np.float64]
    turns: NDArray[np.int64]

    def to(self, column: int) -> NDArray[np.int64]:
        """The columns of the way that ends there in the last row."""
        way = [column]
        for row in range(len(self.turns) - 1, 0, -1):
            way.append(way[-1] + int(self.turns[row, way[-1]]))
        return np.array(way[::-1])


def _cheapest(ink: FloatArray) -> _Cheapest:
    costs, turns = [ink[0].astype(np.float64)], [np.zeros(ink.shape[1], dtype=np.int64)]
    for row in ink[1:]:
        around = np.pad(costs[-1], 1, constant_values=np.inf)
        steps = np.stack([around[:-2] + _ASIDE, around[1:-1], around[2:] + _ASIDE])
        turns.append(steps.argmin(axis=0) - 1)
        costs.append(steps.min(axis=0) + row)
    return _Cheapest(np.array(costs), np.array(turns))


def _ink_between(ink: FloatArray, one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    columns = np.arange(ink.shape[1])
    return float(ink[(columns >= one[:, None]) != (columns >= other[:, None])].sum())


def _is_between(ink: FloatArray, way: NDArray[np.int64]) -> bool:
    """Whether there may be a digit on both sides of a way."""
    left = np.arange(ink.shape[1]) < way[:, None]
    for side in (left, ~left):
        rows = np.flatnonzero(((ink >= _INKED) & side).any(axis=1))
        if not len(rows) or rows[-1] + 1 - rows[0] < _LEAST_HEIGHT * len(ink):
            return False
    return True
