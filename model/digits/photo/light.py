"""Light: how dark a photograph is against the paper around each place, whatever light falls on it."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from model.network.records import FloatArray

Pixels = NDArray[np.uint8]
"""(H, W) or (H, W, 3)."""
_Value = TypeVar("_Value", np.uint8, np.float32)
LONGEST_SIDE_PX = 512
"""Larger photographs are reduced: what is looked for is as large as the digit, not as its pixels."""
_COARSE_PX = 128
BROADEST_STROKE = 0.33
"""What is darker than its surroundings may be ink if it is narrower than this share of the picture's longer side."""
_DARKEST_PAPER = 16
"""The least grey, of 255, that darkness is measured against."""
_SAME_GREY = 8
"""How much the grey of even paper may differ, of 255."""
_MOST_UNEVEN = 0.1
"""A part of even paper may be hidden by blots broader than a stroke."""
_EXACTLY = 0.01
"""What is nearer to the paper's grey than this is bare."""
_INKED = 0.75
"""What is farther from the paper's grey than this part of the farthest is ink."""
_LEAST_BARE = 0.25
"""The least part of a picture on even paper that is bare; ink may be as even, but there is less of it."""
_TWO_GREYS = 0.75
"""The least part of a picture of two greys that is bare or ink."""
_LEAST_NOISE = 3
"""What is farther from the paper's grey than this at half of its places is noise, or grain."""


def reduced(values: NDArray[_Value], longest: int = LONGEST_SIDE_PX) -> NDArray[_Value]:
    """A picture (H, W) or (H, W, 3) with at most ``longest`` pixels on its longer side; itself if it is no larger."""
    factor = -(-max(values.shape[:2]) // longest)
    if factor == 1:
        return values
    return np.asarray(Image.fromarray(values).reduce(factor), dtype=values.dtype)


def _highest(values: Pixels, window: int, axis: int) -> Pixels:
    """The largest value of each ``window`` neighbours along an axis, which becomes shorter by ``window - 1``."""
    line = np.moveaxis(values, axis, 0)
    left = len(line) - window + 1
    reach = 1
    while 2 * reach <= window:
        line = np.maximum(line[:-reach], line[reach:])
        reach *= 2
    return np.moveaxis(np.maximum(line[:left], line[window - reach :][:left]), 0, axis)


def paper_around(pixels: Pixels, cut: bool = False) -> Pixels:
    """How bright the paper is below the ink: what is dark and narrow is filled (grey-scale closing).

    Slopes of light and edges of shadows stay as they are, so that nothing is left of them beside their paper. With
    ``cut`` what is dark along an edge of the picture is taken for narrow, too; slopes are then flat there.
    """
    window = max(3, round(BROADEST_STROKE * max(pixels.shape[:2])))
    margins = [(window - 1, window - 1)] * 2 + [(0, 0)] * (pixels.ndim - 2)
    filled = np.pad(pixels, margins, constant_values=255) if cut else np.pad(pixels, margins, mode="edge")
    for _ in range(2):
        for axis in (0, 1):
            filled = _highest(filled, window, axis)
        filled = 255 - filled  # the lowest is the highest of the negative
    return filled


def rim_of(grey: FloatArray) -> float:
    """The median of a picture's outermost pixels."""
    return float(np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])))


def _has_two_greys(away: FloatArray) -> bool:
    """Whether nearly all of a picture is as its paper or as its ink, by how far (H, W) each place is from the paper."""
    bare, inked = away < _EXACTLY, away > _INKED * away.max()
    return bool(bare.mean() >= _LEAST_BARE and (bare | inked).mean() >= _TWO_GREYS)


def even_paper(grey: FloatArray) -> float | None:
    """The grey of the paper if it is the same all over a picture (H, W), 0 for black to 1 for white; else None."""
    pixels = reduced(np.rint(grey * 255).astype(np.uint8))
    rim = rim_of(grey)
    if _has_two_greys(np.abs(grey - np.float32(rim))):
        return rim
    found: list[float] = []
    for negative in (False, True):
        seen = 255 - pixels if negative else pixels
        around = paper_around(seen, cut=True).astype(np.float32)
        paper = float(np.median(around))
        uneven = float((np.abs(around - paper) > _SAME_GREY).mean())
        away = np.abs(seen - np.float32(paper))
        near = away[away < 4 * _SAME_GREY]
        bare = near.size >= _LEAST_BARE * away.size
        if bare and uneven <= _MOST_UNEVEN and np.median(near) <= _LEAST_NOISE:
            found.append(1 - paper / 255 if negative else paper / 255)
    if not found:
        return None
    # What the rim says is exact, but the rim may be a frame.
    paper = min(found, key=lambda one: abs(one - rim))
    return rim if abs(paper - rim) <= _SAME_GREY / 255 else paper


def is_dark_on_light(grey: Pixels) -> bool:
    """Whether the narrow parts of a picture (H, W) are its dark ones: then filling them leaves smooth paper."""
    few = reduced(grey, _COARSE_PX)
    return _roughness(paper_around(few)) <= _roughness(paper_around(255 - few))


def _roughness(paper: Pixels) -> float:
    exact = paper.astype(np.float32)
    return float(sum(np.abs(np.diff(exact, axis=axis)).sum() for axis in (0, 1)))


def darkness(pixels: Pixels) -> FloatArray:
    """(H, W, 3): how much of the light each place takes in each colour, 0 as the paper to 1 for black.

    On a dark picture with light strokes: how much lighter it is than its surroundings.
    """
    soft = np.asarray(Image.fromarray(pixels).filter(ImageFilter.BoxBlur(1)))
    if is_dark_on_light(np.asarray(Image.fromarray(soft).convert("L"))):
        around = paper_around(soft)
        light = np.maximum(around, _DARKEST_PAPER)
    else:
        soft = 255 - soft
        around = paper_around(soft)
        light = np.full_like(around, 255)
    taken: FloatArray = (around.astype(np.float32) - soft) / light.astype(np.float32)
    taken -= np.median(taken, axis=(0, 1)).astype(np.float32)
    return taken
