"""From a photograph of a digit on paper to its ink."""

from typing import NamedTuple

import numpy as np

from model.digits.connected import connected
from model.digits.photo.frames import without_frames
from model.digits.photo.light import Pixels, darkness, reduced
from model.digits.photo.lines import has_lines, without_lines
from model.network.records import FloatArray

FAINTEST_CONTRAST = 0.12
"""If nothing is darker than its paper by more than this, nothing is drawn."""
_PAPER, _PEN = 0.3, 0.7
"""As parts of how dark the pen is: what is lighter is paper, what is darker full ink."""
_NOISE = 5.0
"""Paper is also what lies within this many standard deviations of the noise."""
_STRONG = 0.6
"""What is darker than this part of the darkest has the pen's colour."""
_LEAST_PEN = 0.0005
"""The pen left this part of the picture at least; or so it is if all that is there is noise."""
_NEAR = 0.25
"""A piece farther away than this share of the digit's size does not belong to it."""
_SPECK = 0.03
"""A piece with less than this share of the digit's ink does not belong to it."""
_MIDDLE = 0.3
"""How far from the middle of a picture a digit may well lie, as a share of its size."""
_AT_THE_EDGE = 0.2
"""What is cut by the edge of the picture counts only so much."""


def ink_of_photograph(pixels: Pixels, alone: bool = True) -> FloatArray:
    """The ink of a digit on unevenly lit paper.

    Light and shadow, printed lines and squares, frames, noise, and what comes in over the edge are taken away; the
    digit is what lies near the middle.

    Args:
        pixels: (H, W, 3).
        alone: there is one digit; otherwise all that is written stays.

    Returns:
        (h, w), 0 for paper to 1 for full ink; smaller than the photograph if that is large; all zeros if there is
        nothing on it.
    """
    dark = darkness(reduced(pixels))
    found = _between_lines(dark, alone)
    if found is None:
        # A digit as large as the picture: its own strokes may run from edge to edge.
        found = _digit(_ink(dark), alone)
    return np.zeros(dark.shape[:2], dtype=np.float32) if found is None else found.ink


def ink_of_even_picture(ink: FloatArray, alone: bool = True) -> FloatArray:
    """Ink (H, W) of a picture on even paper, without frames and lines; the array itself, where there are none."""
    small = reduced(ink)
    if has_lines(small):
        found = _between_lines(small[:, :, None], alone)
        if found is not None:
            return found.ink
    rest = without_frames(small)
    return ink if rest is small else rest


def _between_lines(dark: FloatArray, alone: bool) -> "_Digit | None":
    """The digit without the lines of the paper; None where it does not lie within the picture then."""
    found = _digit(without_frames(_ink(without_lines(dark))), alone)
    return None if found is None or found.cut else found


def _ink(dark: FloatArray) -> FloatArray:
    """(H, W), 0 to 1: where it is about as dark as the pen, in the pen's colour."""
    grey = dark.mean(axis=2)
    least = max(4, round(_LEAST_PEN * grey.size))
    peak = float(np.partition(grey, -least, axis=None)[-least])
    if peak < FAINTEST_CONTRAST:
        return np.zeros_like(grey)
    colour = np.median(dark[grey > _STRONG * peak], axis=0)
    part = dark @ (colour / (colour @ colour))
    noise = 1.48 * float(np.median(np.abs(part)))
    paper = max(_PAPER, _NOISE * noise)
    ink: FloatArray = np.clip((part - paper) / (_PEN - _PAPER), 0, 1)
    return ink


class _Digit(NamedTuple):
    """``ink`` (H, W) without all else; ``cut`` if the edge of the picture cuts it."""

    ink: FloatArray
    cut: bool


def _digit(ink: FloatArray, alone: bool) -> _Digit | None:
    """The darkest piece near the middle, with what is near to it; None if there is no ink."""
    pieces = connected(ink > 0)
    if not len(pieces):
        return None
    height, width = ink.shape
    mass = pieces.sums(ink)
    x, y = (pieces.lefts + pieces.rights) / 2, (pieces.tops + pieces.bottoms) / 2
    away = np.hypot((x / width - 0.5) / _MIDDLE, (y / height - 0.5) / _MIDDLE)
    cut = (pieces.lefts == 0) | (pieces.tops == 0) | (pieces.rights == width) | (pieces.bottoms == height)
    main = int(np.argmax(mass * np.exp(-(away**2)) * np.where(cut, _AT_THE_EDGE, 1)))
    near = pieces.gaps(main) < _NEAR * max(pieces.heights[main], pieces.widths[main])
    kept = (near | (not alone)) & ~cut & (mass > _SPECK * mass[main])
    kept[main] = True
    return _Digit(ink * np.append(False, kept)[pieces.labels], bool(cut[main]))
