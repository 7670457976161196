"""What a drawing of numbers is cut into: strokes, and parts of strokes that run through several digits.

Heuristic over-segmentation (section V.A): rather too many cuts than too few, for pieces that belong together are put
together again, and the network says which of them make a digit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.connected import runs_of
from model.digits.drawing import Stroke
from model.network.records import FloatArray

_LEAST_WIDTH = 0.8
"""A stroke that is narrower than this part of its own height is no two digits."""
_FLATTEST = 0.15
"""A stroke that is lower than this part of its width is a dash."""
_COLUMNS_A_HEIGHT = 50
_LEAST_PART = 0.1
"""The least width of a piece, and distance of two cuts, as a share of the stroke's height."""
_LEAST_HEIGHT = 0.5
"""The least height of a stroke on both sides of a cut, as a share of all of it; a bar or a tail is not cut off."""
_MOST_CUTS = 24


def check_count(pieces: int, most: int | None) -> None:
    """Refuse more pieces than can be read in reasonable time.

    Raises:
        ValueError: more than ``most``.
    """
    if most is not None and pieces > most:
        raise ValueError(f"there must be at most {most:,} pieces, not {pieces:,}")


class Box(NamedTuple):
    """The box around ink, without the pen's width, in the units of the drawing or the picture; y down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def shared_width(self, other: "Box") -> float:
        """How much of both is above or below each other; negative where they are apart."""
        return min(self.right, other.right) - max(self.left, other.left)

    def shared_height(self, other: "Box") -> float:
        """How much of both is beside each other; negative where they are apart."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)


def box_around(boxes: Iterable[Box]) -> Box:
    """The box around boxes; at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def box_of(stroke: Stroke) -> Box:
    """The box around a stroke's points."""
    x, y = zip(*stroke.points, strict=True)
    return Box(min(x), min(y), max(x), max(y))


def usual(sizes: Iterable[float]) -> float:
    """The median of those that are at least half of the largest; at least one size."""
    array = np.fromiter(sizes, np.float64)
    return float(np.median(array[array >= array.max() / 2]))


@dataclass(frozen=True, eq=False)
class Patch:
    """A part of a picture's ink.

    ``ink`` (H, W), 0 for paper to 1, read-only, in pixels that are ``scale`` of the picture's; its upper left one is at
    ``left`` and ``top``. ``middle`` is where it stands in its row, in pixels of the picture: at its middle, but beyond
    the parts of the same connected ink that were cut off on its left. ``crossed`` is how wide the ink is, in widths of
    the pen, that the cut on its left goes through.
    """

    left: int
    top: int
    ink: FloatArray
    scale: float
    middle: float
    crossed: float


Part = Stroke | Patch
"""A part of a drawing, or of a picture."""


@dataclass(frozen=True)
class Piece:
    """Ink that is not cut further. Parts of the same stroke, or of the same connected ink, have the same ``whole``."""

    box: Box
    part: Part
    whole: int

    @property
    def middle(self) -> float:
        """Where it stands among the others, from left to right."""
        return self.part.middle if isinstance(self.part, Patch) else (self.box.left + self.box.right) / 2


def inked_box(pieces: Sequence[Piece]) -> Box:
    """The box around all ink of pieces, at least one, with the pen's width."""
    return box_around(_inked_box(piece) for piece in pieces)


def _inked_box(piece: Piece) -> Box:
    box, part = piece.box, piece.part
    if isinstance(part, Patch):
        height, width = part.ink.shape
        edges = part.left, part.top, part.left + width, part.top + height
        return Box(*(edge * part.scale for edge in edges))
    reach = part.width / 2
    return Box(box.left - reach, box.top - reach, box.right + reach, box.bottom + reach)


def cut_stroke(stroke: Stroke) -> tuple[Stroke, ...]:
    """A stroke in pieces, cut wherever two digits that were written in one go might join; often the stroke itself.

    That is where a column holds nothing but the line from one to the other: in the middle of such columns, and at the
    lowest point among them.
    """
    box = box_of(stroke)
    if box.width < _LEAST_WIDTH * box.height or box.height <= _FLATTEST * box.width:
        return (stroke,)
    points = np.array(stroke.points)
    edges = box.left + np.arange(int(box.width / box.height * _COLUMNS_A_HEIGHT) + 1) * box.height / _COLUMNS_A_HEIGHT
    cuts: list[float] = []
    for first, end in runs_of(_crossings(points[:, 0], edges) == 1):
        cuts += _cuts_between(points, edges[first], edges[end - 1])
    far = _LEAST_PART * box.height
    kept: list[float] = []
    for cut in sorted(cuts):
        if cut - (kept[-1] if kept else box.left) >= far and box.right - cut >= far and _is_between(points, cut, box):
            kept.append(cut)
    return _cut_at(stroke, kept[:_MOST_CUTS])


def _is_between(points: NDArray[np.float64], cut: float, box: Box) -> bool:
    """Whether there may be a digit on both sides of a cut."""
    left = points[:, 0] < cut
    heights = [float(np.ptp(points[side, 1])) for side in (left, ~left)]
    return min(heights) >= _LEAST_HEIGHT * box.height


def _crossings(x: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.int64]:
    """(E,): how often a line with these x crosses each of the columns."""
    low, high = np.minimum(x[:-1], x[1:]), np.maximum(x[:-1], x[1:])
    counts = np.zeros(len(edges) + 1, dtype=np.int64)
    np.add.at(counts, np.searchsorted(edges, low), 1)
    np.add.at(counts, np.searchsorted(edges, high), -1)
    return np.cumsum(counts)[:-1]


def _cuts_between(points: NDArray[np.float64], left: float, right: float) -> list[float]:
    """Where to cut a line that crosses each of these columns once."""
    inside = points[(points[:, 0] > left) & (points[:, 0] < right)]
    middle = float(left + right) / 2
    return [middle, float(inside[inside[:, 1].argmax(), 0])] if len(inside) else [middle]


def _cut_at(stroke: Stroke, cuts: list[float]) -> tuple[Stroke, ...]:
    """Cut at these x, each of which the stroke crosses once, so that its ends lie on either side."""
    points, parts = list(stroke.points), []
    rightwards = points[0][0] < points[-1][0]
    for cut in cuts if rightwards else cuts[::-1]:
        beyond = next(n for n, (x, _) in enumerate(points) if (x >= cut if rightwards else x <= cut))
        (x0, y0), (x1, y1) = points[beyond - 1], points[beyond]
        at = cut, y0 + (y1 - y0) * (cut - x0) / (x1 - x0)
        parts.append(Stroke((*points[:beyond], at), stroke.width))
        points = [at, *points[beyond:]]
    return (*parts, Stroke(tuple(points), stroke.width))
