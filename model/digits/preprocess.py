"""From ink to the 32x32 field, as MNIST was made (section III.A).

The tight box around the digit is scaled to fit 20x20 pixels, keeping its aspect ratio, and placed so that its *centre
of mass* is the centre of the field. Drawings are scaled as strokes and then inked with a pen as wide as MNIST's, so the
answer depends on neither the size nor the position of a drawing nor on the width of the person's pen.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model.digits.drawing import Drawing, Point, Segments, Stroke
from model.limits import THINNEST_PEN
from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIGIT_BOX_PX = 20
PEN_WIDTH_PX = 2.6
"""A round pen of this width in the 20x20 box gives digits MNIST's mean ink."""
CENTRE_PX = 16.5
"""MNIST's digits have their centre of mass at pixel (14, 14) of 28x28, counted from 0: the middle of pixel 16 of 32."""
FAINTEST_INK = 0.1
"""Less ink than this counts as paper when the box around a digit is measured."""

_POINT_SPACING_PX = 0.5
_SEGMENTS_AT_ONCE = 64


def blank_ink() -> FloatArray:
    """(32, 32) without ink."""
    return np.zeros((FIELD_SIZE, FIELD_SIZE), dtype=np.float32)


def centre_of_mass(ink: NDArray[np.floating]) -> tuple[float, float]:
    """(x, y) in pixels of a picture (H, W) that has ink; (0.5, 0.5) is the middle of the first pixel."""
    columns, rows = np.add.reduce(ink, 0, np.float64), np.add.reduce(ink, 1, np.float64)
    mass = np.add.reduce(rows)
    return float(columns @ _middles(len(columns)) / mass), float(rows @ _middles(len(rows)) / mass)


@cache
def _middles(count: int) -> NDArray[np.float64]:
    middles: NDArray[np.float64] = np.arange(count, dtype=np.float64) + 0.5
    return middles


def _thinned(points: Sequence[Point], spacing: float) -> list[Point]:
    """The same line with points about as far apart, or farther where the pen was faster."""
    steps = [length // spacing for length in itertools.accumulate(map(math.dist, points, points[1:]))]
    ends = zip(points[1:], steps, [*steps[1:], -1.0], strict=True)
    return [points[0], *(point for point, step, following in ends if step != following)]


class _Piece(NamedTuple):
    """A few neighbouring segments of a line in field pixels, the box around them, and the width of the pen."""

    segments: Segments[np.float32]
    low: Point
    high: Point
    width: float


def _pieces(stroke: Stroke, width: float, scale: float, offset: Point) -> Iterator[_Piece]:
    """A stroke in the field, in pieces, so that only the pixels near each are looked at."""
    points = _thinned(stroke.points, _POINT_SPACING_PX / scale) if len(stroke.points) > 1 else stroke.points * 2
    for first in range(0, len(points) - 1, _SEGMENTS_AT_ONCE):
        some = points[first : first + _SEGMENTS_AT_ONCE + 1]
        line = np.array(some, dtype=np.float64) * scale + offset
        across, down = [x for x, _ in some], [y for _, y in some]
        low = min(across) * scale + offset[0], min(down) * scale + offset[1]
        high = max(across) * scale + offset[0], max(down) * scale + offset[1]
        yield _Piece(Segments(line[:-1], line[1:], np.float32), low, high, width)


@cache
def _pixel_centres() -> FloatArray:
    """(3, 32, 32): x, y and 1."""
    rows, columns = np.mgrid[0:FIELD_SIZE, 0:FIELD_SIZE]
    return np.stack([columns + 0.5, rows + 0.5, np.ones_like(rows)]).astype(np.float32)


def _inked(pieces: Iterable[_Piece], shift: Point = (0.0, 0.0)) -> FloatArray:
    """(32, 32): pieces, moved by some pixels, anti-aliased."""
    ink, (right_by, down_by) = blank_ink(), shift
    for segments, low, high, width in pieces:
        reach = (width + 1) / 2
        left, top = max(int(low[0] + right_by - reach), 0), max(int(low[1] + down_by - reach), 0)
        right, bottom = max(int(high[0] + right_by + reach + 1), 0), max(int(high[1] + down_by + reach + 1), 0)
        near = ink[top:bottom, left:right]
        pixels = _pixel_centres()[:, top:bottom, left:right].copy()
        pixels[0] -= right_by
        pixels[1] -= down_by
        coverage = segments.distances(pixels.reshape(3, -1))
        np.subtract(reach, coverage, out=coverage)
        np.minimum(np.maximum(coverage, 0, out=coverage), 1, out=coverage)
        # A pen thinner than a pixel covers only a part of the pixels that it crosses.
        coverage *= min(width, 1.0)
        np.maximum(near, coverage.reshape(near.shape), out=near)
    return ink


class Placing(NamedTuple):
    """Where a drawing lies in the field: ``scale`` * canvas units + ``offset`` is in field pixels.

    ``low`` and ``high`` are the corners of the box around its points, in canvas units.
    """

    scale: float
    offset: Point
    low: Point
    high: Point


AS_IT_IS = Placing(FIELD_SIZE, (0.0, 0.0), (0.0, 0.0), (1.0, 1.0))
"""The whole canvas fills the field."""


def ink_of_drawing(drawing: Drawing, normalise: bool = True) -> FloatArray:
    """Ink a drawing into the field.

    Args:
        drawing: strokes in canvas units, or a picture.
        normalise: centre, scale and ink as MNIST was; otherwise take the whole canvas as it is.

    Returns:
        (32, 32), 0 for background to 1 for full ink.
    """
    return ink_and_placing(drawing, normalise)[0]


def ink_and_placing(drawing: Drawing, normalise: bool = True) -> tuple[FloatArray, Placing]:
    """The same, with where the drawing came to lie."""
    if drawing.picture is not None:
        return drawing.picture.ink(normalise), AS_IT_IS
    if drawing.is_blank or not normalise:
        return placed_ink(drawing.strokes, AS_IT_IS, False), AS_IT_IS
    low, high = corners(drawing.strokes)
    # A dot has no extent: it counts as large as the pen that drew it.
    extent = max(high[0] - low[0], high[1] - low[1], THINNEST_PEN, *(stroke.width for stroke in drawing.strokes))
    scale = (DIGIT_BOX_PX - PEN_WIDTH_PX) / extent
    left, top = CENTRE_PX - (low[0] + high[0]) / 2 * scale, CENTRE_PX - (low[1] + high[1]) / 2 * scale
    pieces = [piece for stroke in drawing.strokes for piece in _pieces(stroke, PEN_WIDTH_PX, scale, (left, top))]
    x, y = centre_of_mass(_inked(pieces))
    shift = CENTRE_PX - x, CENTRE_PX - y
    return _inked(pieces, shift), Placing(scale, (left + shift[0], top + shift[1]), low, high)


def corners(strokes: Sequence[Stroke]) -> tuple[Point, Point]:
    """Those of the box around all points, the upper left and the lower right one."""
    across = [x for stroke in strokes for x, _ in stroke.points]
    down = [y for stroke in strokes for _, y in stroke.points]
    return (min(across), min(down)), (max(across), max(down))


def placed_ink(strokes: Sequence[Stroke], placing: Placing, normalised: bool) -> FloatArray:
    """(32, 32): strokes inked where they lie, with MNIST's pen where ``normalised``, else with their own."""
    scale, offset = placing.scale, placing.offset
    widths = [PEN_WIDTH_PX if normalised else stroke.width * scale for stroke in strokes]
    lines = zip(strokes, widths, strict=True)
    return _inked(piece for stroke, width in lines for piece in _pieces(stroke, width, scale, offset))


def check_picture(picture: FloatArray) -> None:
    """See that a picture is one of ink.

    Raises:
        ValueError: it has colours, or values of 0 to 255, whole numbers or not.
    """
    if picture.ndim != 2 or picture.dtype.kind in "iu":
        raise ValueError(f"a picture of ink must be (H, W), 0 to 1, not {picture.dtype} of the shape {picture.shape}")
    # "More" would let NaN pass; a little is left of rounding.
    if not (most := picture.max(initial=0)) < 1.01:
        raise ValueError(f"a picture of ink must be 0 for paper to 1 for full ink, not up to {most:g}")


def ink_of_picture(picture: FloatArray, normalise: bool = True) -> FloatArray:
    """Scale a picture of ink into the field.

    Args:
        picture: (H, W), 0 for paper to 1 for full ink.
        normalise: centre and scale as MNIST was; otherwise fit the whole picture into the field, keeping its aspect
            ratio.

    Returns:
        (32, 32), 0 for background to 1 for full ink.

    Raises:
        ValueError: as of :func:`check_picture`.
    """
    from PIL import Image  # what only draws does not wait for it

    check_picture(picture)
    inked = picture >= FAINTEST_INK
    if not inked.any():
        return blank_ink()
    height, width = picture.shape
    if normalise:
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        picture = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        source_side = FIELD_SIZE * max(picture.shape) / DIGIT_BOX_PX
        x, y = centre_of_mass(picture)
        left, top = (c - CENTRE_PX / FIELD_SIZE * source_side for c in (x, y))
    else:
        source_side = float(max(height, width))
        left, top = (width - source_side) / 2, (height - source_side) / 2
    height, width = picture.shape
    # Add only the paper that is missing: a whole field around a photograph would take a gigabyte.
    above, before = max(0, math.ceil(-top)), max(0, math.ceil(-left))
    below, behind = max(0, math.ceil(top + source_side - height)), max(0, math.ceil(left + source_side - width))
    padded = Image.fromarray(np.pad(picture, ((above, below), (before, behind))))
    box = (left + before, top + above, left + before + source_side, top + above + source_side)
    # Pillow widens its triangle filter with the scale, so thin strokes do not break when they shrink.
    field = padded.resize((FIELD_SIZE, FIELD_SIZE), Image.Resampling.BILINEAR, box=box)
    return np.clip(np.asarray(field, dtype=np.float32), 0, 1)
