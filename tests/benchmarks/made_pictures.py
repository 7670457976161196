"""Digits inked beside each other: numbers as pictures, which have no strokes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.digits.drawing import Segments, Stroke
from model.network.records import FloatArray
from tests.benchmarks.made_numbers import MadeNumber

HEIGHT_PX = 64
"""Of the median digit."""
PEN = 0.1
"""In heights of the median digit."""


@dataclass(frozen=True)
class MadePicture:
    """A number as a picture (H, W), and its digits as pictures of their own; 0 for paper to 1 for full ink."""

    labels: tuple[int, ...]
    ink: FloatArray
    digits: tuple[FloatArray, ...]


def made_picture(number: MadeNumber, gap: float | None) -> MadePicture:
    """A number inked with one pen.

    Args:
        number: its digits; where they lie beside each other does not matter.
        gap: between the boxes of their ink, in parts of the median height; None pushes each digit towards those before
            it until ink touches ink.
    """
    digits = inked_digits([digit.strokes for digit in number.digits], PEN)
    whole, _ = set_beside(digits, [gap] * (len(digits) - 1))
    return MadePicture(number.labels, whole, tuple(digits))


def inked_digits(digits: Sequence[Sequence[Stroke]], pen: float) -> list[FloatArray]:
    """Each digit's ink (H, W), all of one height, without paper to the left and to the right.

    Args:
        digits: they lie as high as they stand, in any unit.
        pen: its width, in parts of the median height.
    """
    lines = [np.concatenate([stroke.segments() for stroke in strokes]) for strokes in digits]
    scale = HEIGHT_PX / max(float(np.median([np.ptp(each[..., 1]) for each in lines])), 1e-6)
    top, bottom = (
        edge(each[..., 1]) for edge, each in ((np.min, np.concatenate(lines)), (np.max, np.concatenate(lines)))
    )
    height = int((bottom - top) * scale + 2 * pen * HEIGHT_PX) + 2
    return [_inked((each - (each[..., 0].min(), top)) * scale, pen * HEIGHT_PX, height) for each in lines]


def _inked(lines: NDArray[np.float64], pen: float, height: int) -> FloatArray:
    lines = lines + pen
    width = int(lines[..., 0].max() + pen) + 2
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    centres = np.stack([x.ravel(), y.ravel(), np.ones(x.size)]).astype(np.float32)
    distances = Segments(lines[:, 0], lines[:, 1], np.float32).distances(centres)
    ink: FloatArray = np.clip((pen + 1) / 2 - distances, 0, 1).reshape(height, width).astype(np.float32)
    inked = np.flatnonzero((ink > 0).any(axis=0))
    return ink[:, inked[0] : inked[-1] + 1]


def set_beside(digits: Sequence[FloatArray], gaps: Sequence[float | None]) -> tuple[FloatArray, list[slice]]:
    """The picture of all of them, with a margin, and the columns of each.

    ``gaps`` are as for :func:`made_picture`, one for each two neighbours.
    """
    whole, columns = digits[0], [slice(0, digits[0].shape[1])]
    for digit, gap in zip(digits[1:], gaps, strict=True):
        begin = whole.shape[1] + round(gap * HEIGHT_PX) if gap is not None else _touching(whole, digit)
        columns.append(slice(max(begin, 0), max(begin, 0) + digit.shape[1]))
        wider = np.pad(whole, ((0, 0), (0, max(columns[-1].stop - whole.shape[1], 0))))
        part = wider[:, columns[-1]]
        np.maximum(part, digit, out=part)
        whole = wider
    margin = HEIGHT_PX // 3
    return np.pad(whole, margin), [slice(each.start + margin, each.stop + margin) for each in columns]


def _touching(left: FloatArray, right: FloatArray) -> int:
    """The column of ``left`` at which ``right`` begins when their ink has just come to touch."""
    inked = [picture >= 0.5 for picture in (left, right)]
    after = np.where(inked[0].any(axis=1), inked[0][:, ::-1].argmax(axis=1), left.shape[1])
    before = np.where(inked[1].any(axis=1), inked[1].argmax(axis=1), left.shape[1])
    near = [(after + np.roll(before, by)).min() for by in (-1, 0, 1)]  # a corner is enough
    return int(left.shape[1] - min(near)) - 1
