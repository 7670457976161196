"""Strokes moved and scaled, so that digits can be set beside each other."""

import numpy as np

from model.strokes.variation import Strokes


def moved(strokes: Strokes, by: tuple[float, float]) -> Strokes:
    """By so much to the right and down."""
    return tuple(stroke + by for stroke in strokes)


def scaled(strokes: Strokes, factor: float) -> Strokes:
    """As many times as large."""
    return tuple(stroke * factor for stroke in strokes)


def right_edge(strokes: Strokes) -> float:
    """The largest x."""
    return max(float(stroke[:, 0].max()) for stroke in strokes)


def one_high(strokes: Strokes) -> Strokes:
    """The same strokes one high, their left edge at 0 and their middle at height 0."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    # A dash is not blown up to the height of a digit.
    height = max(float(high[1] - low[1]), 0.4 * float(high[0] - low[0]), 1e-3)
    return tuple((stroke - (low[0], (low[1] + high[1]) / 2)) / height for stroke in strokes)
