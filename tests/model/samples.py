"""What tests share and what needs no torch: settings of hypothesis, small IDX files, pen strokes."""

import gzip
import struct
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hypothesis import settings
from numpy.typing import NDArray

from model.digits.datasets import Digits
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.my_digits.digit import MyDigit
from model.my_digits.formats import writing_jsonl
from model.network.parameters import Parameters
from model.network.records import FloatArray

# No database of past failures: the same examples everywhere.
PROPERTY = settings(max_examples=30, derandomize=True, database=None)


def idx_bytes(array: NDArray[np.uint8]) -> bytes:
    """The bytes of an IDX file that holds this array."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_pair(folder: Path, digits: Digits, packed: bool = False) -> tuple[Path, Path]:
    """Write digits as an IDX pair; returns the images' and the labels' path."""
    paths = folder / "images-idx3", folder / "labels-idx1"
    for path, array in zip(paths, (digits.images, digits.labels), strict=True):
        content = idx_bytes(array)
        path.write_bytes(gzip.compress(content) if packed else content)
    return paths


def write_jsonl(path: Path, digits: Sequence[MyDigit]) -> None:
    """Write drawn digits as JSON Lines in one go."""
    deque(writing_jsonl(path, digits), maxlen=0)


def same_parameters(one: Parameters, other: Parameters) -> bool:
    """Whether they are equal bit for bit."""
    return one.squashing is other.squashing and np.array_equal(one.matrices.flat, other.matrices.flat)


def drawing_of(*lines: list[tuple[float, float]], width: float = 0.05) -> Drawing:
    """A drawing with one stroke a line."""
    return Drawing(tuple(Stroke(tuple(line), width) for line in lines))


def drawn_four() -> FloatArray:
    """(32, 32): the ink of a 4 drawn with two strokes."""
    return ink_of_drawing(drawing_of([(0.3, 0.2), (0.25, 0.55), (0.75, 0.5)], [(0.65, 0.2), (0.6, 0.9)]))
