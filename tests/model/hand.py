"""A made-up person's hand: each digit as strokes, no two alike, without a file of real ones."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from model.digits.drawing import Drawing, Point, Stroke
from model.my_digits.digit import MyDigit, new_digit
from tests.model.samples import drawing_of

ElidedLabel = list[tuple[float, float]]

_SHAPES: dict[int, list[ElidedLabel]] = {
    0: [[(0.5, 0.1), (0.3, 0.2), (0.25, 0.5), (0.3, 0.8), (0.5, 0.9), (0.7, 0.8), (0.75, 0.5), (0.7, 0.2), (0.5, 0.1)]],
    1: [[(0.52, 0.1), (0.5, 0.5), (0.48, 0.9)]],
    2: [[(0.3, 0.25), (0.4, 0.12), (0.6, 0.12), (0.7, 0.3), (0.6, 0.5), (0.3, 0.88), (0.75, 0.88)]],
    3: [
        [
            (0.3, 0.15), (0.5, 0.1), (0.7, 0.2), (0.65, 0.4), (0.45, 0.48),
            (0.7, 0.58), (0.72, 0.78), (0.5, 0.9), (0.3, 0.85),
        ]
    ],
    4: [[(0.4, 0.1), (0.25, 0.55), (0.75, 0.55)], [(0.65, 0.2), (0.62, 0.9)]],
    5: [[(0.7, 0.1), (0.35, 0.1), (0.32, 0.45), (0.55, 0.4), (0.72, 0.6), (0.65, 0.82), (0.45, 0.9), (0.28, 0.82)]],
    6: [[(0.6, 0.1), (0.4, 0.3), (0.3, 0.65), (0.4, 0.88), (0.6, 0.88), (0.68, 0.7), (0.55, 0.55), (0.33, 0.65)]],
    7: [[(0.25, 0.12), (0.75, 0.12), (0.6, 0.45), (0.45, 0.9)]],
    8: [
        [
            (0.68, 0.2), (0.5, 0.1), (0.33, 0.22), (0.4, 0.4), (0.62, 0.58), (0.68, 0.78), (0.5, 0.9), (0.32, 0.78),
            (0.4, 0.58), (0.62, 0.4), (0.68, 0.2),
        ]
    ],
    9: [[(0.68, 0.3), (0.55, 0.12), (0.35, 0.2), (0.35, 0.4), (0.5, 0.48), (0.68, 0.3), (0.65, 0.6), (0.58, 0.9)]],
}  # fmt: skip
PEN = 0.015
"""Of numbers, in canvas units."""
_LONG_FLAG: ElidedLabel = [(0.15, 0.35), (0.6, 0.1), (0.52, 0.9)]


def _shaken(lines: list[ElidedLabel], random: np.random.Generator) -> Drawing:
    slant, stretch = random.uniform(-0.12, 0.12), random.uniform(0.85, 1.15)

    def moved(x: float, y: float) -> tuple[float, float]:
        dx, dy = random.normal(0, 0.012, 2)
        return float(0.5 + (x - 0.5) * stretch - slant * (y - 0.5) + dx), float(y + dy)

    return drawing_of(*([moved(x, y) for x, y in line] for line in lines))


def flagged_one(seed: int) -> Drawing:
    """A 1 with a flag so long that it is taken for a 7."""
    return _shaken([_LONG_FLAG], np.random.default_rng(seed))


def written(per_digit: int, seed: int = 1) -> list[MyDigit]:
    """So many of each digit, 0 to 9 and again."""
    random = np.random.default_rng(seed)
    return [new_digit(label, _shaken(_SHAPES[label], random)) for _ in range(per_digit) for label in range(10)]


def beside(digits: Sequence[Drawing], gap: float, height: float = 0.2) -> tuple[Drawing, ...]:
    """Digits set in a row, their own heights kept, their middles aligned; the row begins at 0, 0.

    Args:
        digits: as they were drawn, in any units.
        gap: between the boxes of neighbours, in parts of their median height; negative where they overlap.
        height: what the median height becomes.
    """
    points = [np.concatenate([stroke.points for stroke in digit.strokes]) for digit in digits]
    boxes = [(each.min(axis=0), each.max(axis=0)) for each in points]
    median = max(float(np.median([high[1] - low[1] for low, high in boxes])), 1e-6)
    edge, placed = 0.0, []
    for digit, (low, high) in zip(digits, boxes, strict=True):
        corner = np.array([low[0] - edge, (low[1] + high[1]) / 2])
        lines = [(np.array(stroke.points) - corner) / median * height for stroke in digit.strokes]
        placed.append(drawing_of(*([(x, y) for x, y in line.tolist()] for line in lines), width=PEN))
        edge += float(high[0] - low[0]) + gap * median
    return tuple(placed)


def number(digits: str, gap: float = 0.2, seed: int = 1) -> Drawing:
    """A number in this person's hand."""
    hand = [digit.drawing for digit in written(1, seed)]
    return together(beside([hand[int(digit)] for digit in digits], gap))


def together(drawings: Iterable[Drawing]) -> Drawing:
    """All their strokes on one canvas."""
    return Drawing(tuple(stroke for drawing in drawings for stroke in drawing.strokes))


def moved(drawing: Drawing, x: float, y: float) -> Drawing:
    """The same elsewhere."""
    return Drawing(tuple(Stroke(tuple((a + x, b + y) for a, b in s.points), s.width) for s in drawing.strokes))


def dense(line: Sequence[Point], steps: int = 6) -> tuple[Point, ...]:
    """As many points as a mouse sends."""
    points: list[Point] = []
    for (x, y), (next_x, next_y) in pairwise(line):
        points += [(x + (next_x - x) * k / steps, y + (next_y - y) * k / steps) for k in range(steps)]
    return (*points, line[-1])
