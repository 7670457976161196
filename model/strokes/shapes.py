"""Strokes moved and scaled, so that digits can be set side by side."""

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


def height_of(strokes: Strokes) -> float:
    """The height of a digit; a dash is not as low as it looks, or it would be blown up to the height of a digit."""
    width, height = map(float, np.ptp(np.concatenate(strokes), axis=0))
    return max(height, 0.4 * width, 1e-3)


def one_high(strokes: Strokes) -> Strokes:
    """The same strokes one high, their left edge at 0 and their middle at height 0."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    return tuple((stroke - (low[0], (low[1] + high[1]) / 2)) / height_of(strokes) for stroke in strokes)
