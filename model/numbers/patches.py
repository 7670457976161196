"""What a picture of numbers is cut into: connected pieces of ink, and parts of those that run through several digits.

Over-segmentation as for strokes (section V.A): a connected piece is cut along ways from top to bottom, through each of
its thin places the one that crosses the least ink. Where digits touch, a way goes through that place, and around the
ink above and below it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.connected import connected
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing, ink_of_picture
from model.network.records import FloatArray
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
_SHARP = 12
"""Ink counts with this power of its darkness, in parts of that of lines, where a way crosses it: where two lines touch,
only their rims do."""
_ASIDE = 0.1
"""What a step to the side costs, where a pixel of ink costs 1."""
_LEAST_BETWEEN = 0.2
"""Between two cuts lies so much ink at least, as a line of the pen in heights of the piece ..."""
_MOST_CROSSED = 0.05
"""... and so much at most where the one that is mostly on the left is on the right."""
_MOST_INK = 4.0
"""A cut goes through so much ink at most, in widths of the pen."""
_LEAST_HEIGHT = 0.5
"""Of the piece's height: so high is the ink on both sides of a cut."""
_MOST_CUTS = 48
_MOST_ROWS = 1_000_000
"""All ways together go through so many rows at most: a large blot takes no longer."""
_NEXT = 1e-3
"""So far to the right, in pixels, stands the next part at least."""


def pieces_of_picture(ink: FloatArray) -> list[Piece]:
    """A picture (H, W), 0 for paper to 1 for full ink, in pieces, from the top."""
    ink, scale = _reduced(ink)
    labels = connected(ink >= _INKED).labels
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

    boxes = _boxes(connected(ink >= _INKED).labels)
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
    seams = _seams(ink)
    ways = _ways(seams, pen)
    columns = np.arange(ink.shape[1])
    beyond = sum((columns >= way[:, None] for way in ways), np.zeros(ink.shape, dtype=np.int64))
    middle = -np.inf
    for place in range(len(ways) + 1):
        part = np.where(beyond == place, ink, np.float32(0))
        rows, inked = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        if len(rows):
            tight = part[rows[0] : rows[-1] + 1, inked[0] : inked[-1] + 1]
            tight.flags.writeable = False
            first = left + int(inked[0])
            # A part may reach below those on its left, but it is beyond the cut.
            middle = max((first + tight.shape[1] / 2) * scale, middle + _NEXT)
            crossed = seams.crossed(beyond >= place) / pen
            yield Patch(first, top + int(rows[0]), tight, scale, middle, crossed)


class _Seams(NamedTuple):
    """How much ink runs from each pixel to the next: to the one on its right (H, W - 1), and to the one below.

    Where two lines touch, their rims do, and these are fainter than what is inside a line. So of ``ink`` (H, W) hardly
    anything is left where it is fainter than that.
    """

    ink: NDArray[np.float64]
    across: NDArray[np.float64]
    down: NDArray[np.float64]

    def crossed(self, beyond: NDArray[np.bool_]) -> float:
        """All that runs from what is not beyond to what is."""
        across, down = beyond[:, 1:] != beyond[:, :-1], beyond[1:] != beyond[:-1]
        return float(self.across[across].sum() + self.down[down].sum())


def _seams(ink: FloatArray) -> _Seams:
    line = float(np.median(ink[ink >= _INKED]))
    sharp = np.minimum(ink.astype(np.float64) / line, 1) ** _SHARP
    return _Seams(sharp, np.minimum(sharp[:, 1:], sharp[:, :-1]), np.minimum(sharp[1:], sharp[:-1]))


def _ways(seams: _Seams, pen: float) -> list[NDArray[np.int64]]:
    """For each cut, from left to right, the column (H,) from which on ink is beyond it.

    Through each inked place goes a cheapest way; of all these, the cheapest ones that differ and do not cross.
    """
    height, width = seams.ink.shape
    if width < _LEAST_WIDTH * height or height <= _FLATTEST * width:
        return []
    across = np.pad(seams.across, ((0, 0), (1, 1)))
    above, below = _cheapest(across, seams.down), _cheapest(across[::-1], seams.down[::-1])
    costs = above.costs + below.costs[::-1] - across
    inked = across > 0
    inked[1:, :-1] |= seams.down > 0
    rows, columns = np.nonzero((costs <= _MOST_INK * pen) & inked)
    cheapest_first = np.argsort(costs[rows, columns], kind="stable")[: _MOST_ROWS // height]
    rows, columns = rows[cheapest_first], columns[cheapest_first]
    upper, lower = above.to(rows, columns), below.to(height - 1 - rows, columns)[:, ::-1]
    ways = np.where(np.arange(height) <= rows[:, None], upper, lower)
    sums = np.pad(np.cumsum(seams.ink, axis=1), ((0, 0), (1, 0)))
    lefts = sums[np.arange(height), ways]
    between = (_heights(lefts) >= _LEAST_HEIGHT * height) & (_heights(sums[:, -1] - lefts) >= _LEAST_HEIGHT * height)
    ways, lefts = ways[between], lefts[between]
    kept: list[NDArray[np.int64]] = []
    while len(ways) and len(kept) < _MOST_CUTS:
        kept.append(ways[0])
        more = lefts - lefts[0]
        ahead, behind = np.maximum(more, 0).sum(axis=1), np.maximum(-more, 0).sum(axis=1)
        differ = ahead + behind >= _LEAST_BETWEEN * height * pen
        differ &= np.minimum(ahead, behind) <= _MOST_CROSSED * height * pen
        ways, lefts = ways[differ], lefts[differ]
    ordered = sorted(kept, key=lambda way: float(sums[np.arange(height), way].sum()))
    return list(np.maximum.accumulate(ordered)) if ordered else []


class _Cheapest(NamedTuple):
    """What the cheapest way from the first row to each place costs, (H, W + 1), and in which column it left the row
    above.

    A way goes between pixels, down and to the sides, as far as it must between one row and the next.
    """

    costs: NDArray[np.float64]
    origins: NDArray[np.int64]

    def to(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """(N, H): the columns in which the ways to these places (N,) leave each row down to theirs."""
        ways = np.repeat(columns[:, None], len(self.origins), axis=1)
        for row in range(len(self.origins) - 2, -1, -1):
            ways[:, row] = np.where(rows > row, self.origins[row + 1, ways[:, row + 1]], columns)
        return ways


def _cheapest(across: NDArray[np.float64], down: NDArray[np.float64]) -> _Cheapest:
    columns = np.arange(across.shape[1])
    costs, origins = [across[0]], [columns]
    for row, beside in zip(across[1:], down, strict=True):
        steps = np.concatenate([[0.0], np.cumsum(beside + _ASIDE)])
        right, from_left = _along(costs[-1], steps)
        left, from_right = _along(costs[-1][::-1], steps[-1] - steps[::-1])
        left, from_right = left[::-1], columns[::-1][from_right[::-1]]
        costs.append(np.minimum(right, left) + row)
        origins.append(np.where(right <= left, from_left, from_right))
    return _Cheapest(np.array(costs), np.array(origins))


def _along(costs: NDArray[np.float64], steps: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """What places of a row cost if they are reached from those on their left, too; and from which."""
    starts = costs - steps
    least = np.minimum.accumulate(starts)
    origins = np.maximum.accumulate(np.where(starts <= least, np.arange(len(costs)), 0))
    return least + steps, origins


def _heights(inks: NDArray[np.float64]) -> NDArray[np.int64]:
    """(N,): how high ink (N, H), by rows, stands."""
    inked = inks >= _INKED
    heights = inked.shape[1] - inked.argmax(axis=1) - inked[:, ::-1].argmax(axis=1)
    return np.where(inked.any(axis=1), heights, 0)
