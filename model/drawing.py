"""A drawing as data: pen strokes in canvas units, so that it can be scaled, undone and re-inked at any width."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
"""x to the right and y down, in units of the canvas's side: the canvas is 0 to 1 both ways."""


@dataclass(frozen=True)
class Stroke:
    """What the pen drew from down to up: at least one point. ``width`` is the pen's, in canvas units."""

    points: tuple[Point, ...]
    width: float

    def segments(self) -> NDArray[np.float64]:
        """(N, 2, 2): the straight pieces, each from point to point; a single point is a piece of no length."""
        points = np.array(self.points if len(self.points) > 1 else self.points * 2, dtype=np.float64)
        return np.stack([points[:-1], points[1:]], axis=1)


def distances_to_segments(points: NDArray[np.float64], segments: NDArray[np.float64]) -> NDArray[np.float64]:
    """(P, N): how far each of the points (P, 2) lies from each of the segments (N, 2, 2)."""
    start = segments[:, 0]
    along = segments[:, 1] - start
    length_squared = np.maximum((along**2).sum(axis=1), 1e-18)
    x = points[:, 0, None] - start[:, 0]
    y = points[:, 1, None] - start[:, 1]
    t = np.clip((x * along[:, 0] + y * along[:, 1]) / length_squared, 0, 1)
    distances: NDArray[np.float64] = np.hypot(x - t * along[:, 0], y - t * along[:, 1])
    return distances


def _densified(points: Sequence[Point], spacing: float) -> NDArray[np.float64]:
    """The same line with points at most ``spacing`` apart, so that an eraser cuts where it touches."""
    dense = [np.array(points[:1], dtype=np.float64)]
    for start, end in pairwise(points):
        pieces = max(1, int(np.ceil(np.hypot(end[0] - start[0], end[1] - start[1]) / spacing)))
        dense.append(np.linspace(start, end, pieces + 1)[1:])
    return np.concatenate(dense)


@dataclass(frozen=True)
class Drawing:
    """Strokes in the order drawn. Every change gives a new drawing, so that undo is to keep the old one."""

    strokes: tuple[Stroke, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not self.strokes

    def with_stroke(self, stroke: Stroke) -> "Drawing":
        """This drawing and one more stroke."""
        return Drawing((*self.strokes, stroke))

    def erased(self, path: Sequence[Point], radius: float) -> "Drawing":
        """This drawing without the parts of strokes whose middle line comes within ``radius`` of the path.

        A stroke that is cut in the middle becomes two. Where the path touches nothing, the same drawing comes back.
        """
        eraser = Stroke(tuple(path), 0).segments()
        low, high = eraser.min(axis=(0, 1)) - radius, eraser.max(axis=(0, 1)) + radius
        kept: list[Stroke] = []
        changed = False
        for stroke in self.strokes:
            box = np.array(stroke.points)
            if (box.max(axis=0) < low).any() or (box.min(axis=0) > high).any():
                kept.append(stroke)
                continue
            line = _densified(stroke.points, radius / 3)
            outside = distances_to_segments(line, eraser).min(axis=1) > radius
            if outside.all():
                kept.append(stroke)
                continue
            changed = True
            edges = np.flatnonzero(np.diff(np.concatenate([[False], outside, [False]]).astype(np.int8)))
            for first, end in zip(edges[::2], edges[1::2], strict=True):
                kept.append(Stroke(tuple((float(x), float(y)) for x, y in line[first:end]), stroke.width))
        return Drawing(tuple(kept)) if changed else self
