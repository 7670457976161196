"""A drawing as data: pen strokes in canvas units, so that it can be undone and inked at any size; or a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray, frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

Point = tuple[float, float]
"""x to the right and y down, in units of the canvas's side: both are 0 to 1 on the canvas."""

USUAL_WIDTH = 0.06
"""A pen's, in canvas units, until the person chooses another, and that of drawings from elsewhere that name none."""

STROKE_FILES = (".jsonl", ".json")
"""How the names of files end that hold drawings."""
PICTURE_FILES = (".png", ".jpg", ".jpeg", ".jfif", ".webp", ".tif", ".tiff", ".bmp")
"""And those of pictures; ``.jfif`` is what Windows calls a JPEG that a browser has saved."""

_DOT = 1e-9
"""A shorter segment has no direction."""

_Float = TypeVar("_Float", "np.float32", "np.float64")


def is_stroke_file(name: str) -> bool:
    """Whether a file of this name holds drawings, packed or not."""
    return name.lower().removesuffix(".gz").endswith(STROKE_FILES)


@dataclass(frozen=True)
class Stroke:
    """What the pen drew until it was lifted: at least one point. ``width`` is the pen's, in canvas units."""

    points: tuple[Point, ...]
    width: float

    @classmethod
    def of(cls, line: NDArray[np.float64], width: float) -> Stroke:
        """The stroke through the points of a line, (N, 2)."""
        return cls(tuple(map(tuple, line.tolist())), width)

    def segments(self) -> NDArray[np.float64]:
        """(N, 2, 2): the straight segments from point to point; a single point is a segment of length 0."""
        points = np.array(self.points if len(self.points) > 1 else self.points * 2, dtype=np.float64)
        segments = np.empty((len(points) - 1, 2, 2))
        segments[:, 0], segments[:, 1] = points[:-1], points[1:]
        return segments


class Segments(Generic[_Float]):
    """Segments from ``start`` to ``end``, both (N, 2), ready for how far points are from them, as precise as ``dtype``.

    A line of ``_lines``, (2N, 3), times a point as (x, y, 1) is how far the point lies from a segment's middle: along
    it in the first half of them, beside it in the second.
    """

    def __init__(self, start: NDArray[np.float64], end: NDArray[np.float64], dtype: type[_Float]) -> None:
        along, middle = end - start, (start + end) * 0.5
        length = np.hypot(along[:, 0], along[:, 1])
        self._halves: NDArray[_Float] = (length * 0.5).astype(dtype)[:, None]
        if np.minimum.reduce(length) <= _DOT:
            dots = length <= _DOT
            along[dots], length[dots] = (1.0, 0.0), 1.0
        lines = np.empty((2, len(length), 3))
        np.divide(along, length[:, None], out=lines[0, :, :2])
        lines[1, :, 0] = lines[0, :, 1]
        np.negative(lines[0, :, 0], out=lines[1, :, 1])
        np.negative((lines[..., :2] * middle).sum(axis=2), out=lines[..., 2])
        self._lines: NDArray[_Float] = lines.reshape(-1, 3).astype(dtype)

    def distances(self, points: NDArray[_Float]) -> NDArray[_Float]:
        """(P,): the distance of each point to the nearest segment; of ``points``, (3, P), the last row is all 1."""
        away = self._lines @ points
        beyond, beside = away[: len(self._halves)], away[len(self._halves) :]
        np.abs(beyond, out=beyond)
        beyond -= self._halves
        np.maximum(beyond, 0, out=beyond)
        away *= away
        beyond += beside
        distances: NDArray[_Float] = np.sqrt(np.minimum.reduce(beyond, axis=0))
        return distances


def distances_to_segments(points: NDArray[np.float64], segments: NDArray[np.float64]) -> NDArray[np.float64]:
    """(P,): the distance of each point (P, 2) to the nearest of the segments (N, 2, 2)."""
    return Segments(segments[:, 0], segments[:, 1], np.float64).distances(np.vstack([points.T, np.ones(len(points))]))


def _densified(line: NDArray[np.float64], spacing: float) -> NDArray[np.float64]:
    """The same line, (N, 2), with points at most ``spacing`` apart, so that an eraser cuts exactly where it touches."""
    steps = np.diff(line, axis=0)
    pieces = np.maximum(np.ceil(np.hypot(steps[:, 0], steps[:, 1]) / spacing), 1).astype(np.int64)
    segment = np.repeat(np.arange(len(steps)), pieces)
    ends = np.cumsum(pieces)
    place = np.arange(1, len(segment) + 1) - (ends - pieces)[segment]
    dense = line[segment] + place[:, None] * (steps / pieces[:, None])[segment]
    dense[ends - 1] = line[1:]
    return np.concatenate([line[:1], dense])


@dataclass(frozen=True, eq=False)
class Picture:
    """Ink that was not drawn here, as the network reads it; both arrays (32, 32), 0 for paper to 1, read-only.

    ``normalised`` is centred and scaled as MNIST was, ``as_it_is`` is not. ``name`` tells a person what it is.
    """

    normalised: FloatArray
    as_it_is: FloatArray
    name: str = ""

    def ink(self, normalise: bool) -> FloatArray:
        """One of the two."""
        return self.normalised if normalise else self.as_it_is

    def is_like(self, other: Picture) -> bool:
        """Whether it has the same name, and the same ink."""
        same = np.array_equal(self.normalised, other.normalised) and np.array_equal(self.as_it_is, other.as_it_is)
        return same and self.name == other.name

    def erased(self, path: Sequence[Point], radius: float, normalised: bool) -> Picture:
        """One of the two, ``normalised`` or not, without the ink of pixels whose centre is within ``radius`` of the
        path, in canvas units; the other is like it from then on.

        If the path touches no ink, this picture itself is returned.
        """
        rows, columns = np.mgrid[0:FIELD_SIZE, 0:FIELD_SIZE]
        centres = (np.stack([columns, rows], axis=2).reshape(-1, 2) + 0.5) / FIELD_SIZE
        far = distances_to_segments(centres, Stroke(tuple(path), 0).segments()) > radius
        outside = far.reshape(FIELD_SIZE, FIELD_SIZE)
        ink = self.ink(normalised)
        return picture_of(ink * outside, ink * outside, self.name) if ink[~outside].any() else self


def picture_of(normalised: FloatArray, as_it_is: FloatArray, name: str) -> Picture:
    """A picture of such ink, which must not be changed afterwards."""
    return Picture(frozen(normalised), frozen(as_it_is), name)


@dataclass(frozen=True)
class Drawing:
    """Strokes in the order they were drawn, or a picture.

    Every change makes a new drawing, so undo only has to keep the old one.
    """

    strokes: tuple[Stroke, ...] = ()
    picture: Picture | None = None
    """If there is one, there are no strokes."""

    @property
    def is_blank(self) -> bool:
        """Whether there is neither a stroke nor a picture."""
        return not self.strokes and self.picture is None

    def with_stroke(self, stroke: Stroke) -> Drawing:
        """These strokes and one more; a picture is left out."""
        return Drawing((*self.strokes, stroke))

    def erased(self, path: Sequence[Point], radius: float, normalised: bool = True) -> Drawing:
        """This drawing without the parts of strokes whose middle line is within ``radius`` of the path.

        A stroke that is cut in the middle becomes two. If the path touches nothing, this drawing itself is returned. Of
        a picture, ``normalised`` says which of the two is seen; without any ink it is none.
        """
        if self.picture is not None:
            picture = self.picture.erased(path, radius, normalised)
            if picture is self.picture:
                return self
            return Drawing(picture=picture) if picture.normalised.any() else Drawing()
        eraser = Stroke(tuple(path), 0).segments()
        low, high = eraser.min(axis=(0, 1)) - radius, eraser.max(axis=(0, 1)) + radius
        kept: list[Stroke] = []
        changed = False
        for stroke in self.strokes:
            line = np.array(stroke.points)
            if (line.max(axis=0) < low).any() or (line.min(axis=0) > high).any():
                kept.append(stroke)
                continue
            line = _densified(line, radius / 3)
            outside = distances_to_segments(line, eraser) > radius
            if outside.all():
                kept.append(stroke)
                continue
            changed = True
            edges = np.flatnonzero(np.diff(np.concatenate([[False], outside, [False]]).astype(np.int8)))
            for first, end in zip(edges[::2], edges[1::2], strict=True):
                kept.append(Stroke.of(line[first:end], stroke.width))
        return Drawing(tuple(kept)) if changed else self
