"""What a picture of numbers is cut into: connected pieces of ink, and parts of those that run through several digits.

Over-segmentation as for strokes (section V.A): a connected piece is cut along ways from top to bottom, through each of
its thin places the one that crosses the least ink. Where digits touch, a way goes through that place, and around the
ink above and below it. Ways are found in finer pixels than the ink is read in: the network reads blurred ink better.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.connected import Connected, connected
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import check_picture, ink_of_drawing, ink_of_picture
from model.network.records import FloatArray, frozen
from model.numbers.pieces import Box, Part, Patch, Piece, check_count, usual
from model.numbers.ways import INKED, seams_of, ways_through

_HEIGHT_PX = 56
"""Larger pictures are reduced until digits are about so high; the network sees twenty pixels of them."""
_CUT_HEIGHT_PX = 80
"""Cuts are looked for where digits are about so high: lines that touch are told apart by their rims."""
_LEAST_SIZE = 0.06
"""Smaller pieces, in heights of the usual one, are specks."""
_NEXT = 1e-3
"""How far to the right, in pixels, the next part stands at least."""


def pieces_of_picture(ink: FloatArray, most: int | None = None) -> list[Piece]:
    """A picture (H, W), 0 for paper to 1 for full ink, in pieces, from the top.

    Raises:
        ValueError: there are more than ``most``, even before any is cut, or the picture is none of ink.
    """
    check_picture(ink)
    found = connected(ink >= INKED)
    if not len(found):
        return []
    height = _usual_height(found)
    fine, scale = _reduced(ink, height / _CUT_HEIGHT_PX), max(height / _HEIGHT_PX, 1.0)
    ink = _reduced(ink, scale)
    found = connected(ink >= INKED)
    if not len(found):  # too faint to be left in larger pixels
        return []
    pen, fine_pen = _pen_width(ink), _pen_width(fine)
    large = np.flatnonzero(np.maximum(found.widths, found.heights) >= _LEAST_SIZE * _usual_height(found)).tolist()
    check_count(len(large), most)
    labels = _with_rims(found.labels, ink)
    pieces = []
    for place in large:
        left, top = max(int(found.lefts[place]) - 1, 0), max(int(found.tops[place]) - 1, 0)
        whole = slice(top, found.bottoms[place] + 1), slice(left, found.rights[place] + 1)
        own = np.where(labels[whole] == place + 1, ink[whole], np.float32(0))
        beyond, crossed = _cut(own, left, top, ink.shape, fine, fine_pen)
        parts = _parts(own, left, top, scale, beyond, crossed)
        pieces += [Piece(_middle_box(patch, pen), patch, place + 1) for patch in parts]
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


def _reduced(ink: FloatArray, scale: float) -> FloatArray:
    """The picture in pixels that are ``scale`` of its own, if that is more than 1."""
    from PIL import Image  # what only draws does not wait for it

    if scale <= 1:
        return ink
    width, height = (max(1, round(side / scale)) for side in (ink.shape[1], ink.shape[0]))
    reduced = Image.fromarray(ink).resize((width, height), Image.Resampling.BOX)
    return np.asarray(reduced, dtype=np.float32)


def _usual_height(pieces: Connected) -> float:
    """Of the higher pieces, or of a wide one if there is no other."""
    return usual(np.maximum(pieces.heights, pieces.widths / 4))


def _pen_width(ink: FloatArray) -> float:
    """In pixels, from how much ink there is for how much rim. A line at any angle has 4 / pi of its length as rim."""
    inked = np.pad(ink >= 0.5, 1)
    rim = int(np.count_nonzero(np.diff(inked, axis=0)) + np.count_nonzero(np.diff(inked, axis=1)))
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


def _cut(
    own: FloatArray, left: int, top: int, shape: tuple[int, ...], fine: FloatArray, pen: float
) -> tuple[NDArray[np.int64], list[float]]:
    """Beyond how many cuts each pixel of a connected piece is, and how wide ink is at each cut, in widths of the pen.

    Cuts are looked for in ``fine``, the same picture as that of this shape which the piece is from, and ``pen`` is the
    pen's width there. The first of the widths is that of no cut.
    """
    rows = _matched(top, own.shape[0], shape[0], fine.shape[0])
    columns = _matched(left, own.shape[1], shape[1], fine.shape[1])
    inside = own[np.ix_(rows.owners, columns.owners)] > 0
    seams = seams_of(np.where(inside, fine[rows.inside, columns.inside], np.float32(0)))
    places = np.arange(inside.shape[1])
    beyond = np.zeros(inside.shape, dtype=np.int64)
    for way in ways_through(seams, pen):
        beyond += places >= way[:, None]
    crossed = [seams.crossed(beyond >= place) / pen for place in range(int(beyond.max()) + 1)]
    return beyond[np.ix_(rows.middles, columns.middles)], crossed


class _Match(NamedTuple):
    """Rows, or columns, of a piece and of the same ink in a finer picture.

    ``inside`` are those of the finer picture, ``owners`` (F,) says in which of the piece each of them is, and
    ``middles`` (N,) which of them is at the middle of each of the piece's.
    """

    inside: slice
    owners: NDArray[np.int64]
    middles: NDArray[np.int64]


def _matched(first: int, count: int, size: int, fine_size: int) -> _Match:
    owners = ((np.arange(fine_size) + 0.5) * size / fine_size).astype(np.int64) - first
    begin, end = np.searchsorted(owners, [0, count]).tolist()
    middles = ((np.arange(first, first + count) + 0.5) * fine_size / size).astype(np.int64) - begin
    return _Match(slice(begin, end), owners[begin:end], middles)


def _parts(
    ink: FloatArray, left: int, top: int, scale: float, beyond: NDArray[np.int64], crossed: Sequence[float]
) -> Iterator[Patch]:
    """A connected piece in parts, from left to right, where it is cut so; often in one."""
    middle = -np.inf
    for place, wide in enumerate(crossed):
        part = np.where(beyond == place, ink, np.float32(0))
        rows, inked = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        if len(rows):
            tight = frozen(part[rows[0] : rows[-1] + 1, inked[0] : inked[-1] + 1])
            first = left + int(inked[0])
            # A part may reach below those on its left, but it is beyond the cut.
            middle = max((first + tight.shape[1] / 2) * scale, middle + _NEXT)
            yield Patch(first, top + int(rows[0]), tight, scale, middle, wide)
