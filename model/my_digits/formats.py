"""File formats for digits: JSON Lines with label and strokes, read and written; pairs of IDX files, written."""

import gzip
import hashlib
import struct
from collections import Counter, deque
from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.digits.datasets import MNIST_SIZE
from model.digits.preprocess import ink_of_drawing
from model.errors import FileError, told_as
from model.files import check_size, written_together
from model.limits import LARGEST_DRAWN_BYTES, MOST_DRAWN_DIGITS, MOST_DRAWN_POINTS, MOST_DRAWN_STROKES
from model.my_digits.digit import MyDigit, as_json, from_json, line_of, value_of
from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray
from model.packed import numbered_lines, unpacked

Steps = Generator[float, None, None]
"""Work in small steps that yield how much has been done, 0 to 1; closing it before the end cancels it."""


def inks(digits: Sequence[MyDigit]) -> FloatArray:
    """(N, 32, 32), 0 for background to 1 for full ink: the digits as the network gets them."""
    fields = np.zeros((len(digits), FIELD_SIZE, FIELD_SIZE), dtype=np.float32)
    for field, digit in zip(fields, digits, strict=True):
        field[:] = ink_of_drawing(digit.drawing)
    return fields


def labels(digits: Sequence[MyDigit]) -> NDArray[np.uint8]:
    """(N,): what each digit is."""
    return np.array([digit.label for digit in digits], dtype=np.uint8)


class JsonlReading:
    """Drawn digits read from JSON Lines, packed or not, line by line; each as
    ``model.my_digits.digit.from_json`` takes it. One without a key has the same one whenever the file is read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._digits: dict[str, MyDigit] = {}
        self._strokes = self._points = 0
        self._lines: Counter[bytes] = Counter()

    @property
    def digits(self) -> tuple[MyDigit, ...]:
        """What has been read; all of it once ``run`` is through."""
        return tuple(self._digits.values())

    def run(self) -> Steps:
        """Read on at each step; gives how much of the file has been read, 0 to 1.

        Raises:
            FileError: the file is not readable, cut, far too large, empty, or a line (it is named) is wrong.
        """
        check_size(self.path, LARGEST_DRAWN_BYTES, FileError)
        with unpacked(self.path, FileError) as (stream, file):
            size = max(self.path.stat().st_size, 1)
            for number, line in numbered_lines(self.path, stream):
                self._take(number, line)
                yield min(file.tell() / size, 1.0)
        if not self._digits:
            raise FileError(self.path, "The file holds no digits.")

    def _take(self, number: int, line: bytes) -> None:
        try:
            digit = from_json(value_of(line), self._key_of(line))
        except ValueError as error:
            raise FileError(self.path, f"Line {number} cannot be read: {error}.") from error
        self._digits[digit.key] = digit  # two exports in one file may hold the same digit twice
        self._strokes += len(digit.strokes.lengths)
        self._points += sum(digit.strokes.lengths)
        for found, most, what in (
            (len(self._digits), MOST_DRAWN_DIGITS, "digits"),
            (self._strokes, MOST_DRAWN_STROKES, "strokes"),
            (self._points, MOST_DRAWN_POINTS, "points"),
        ):
            if found > most:
                problem = f"The file holds more than {most:,} {what}, the most that can be read at once."
                raise FileError(self.path, f"{problem} Split it: each line is a digit.")

    def _key_of(self, line: bytes) -> str:
        """Another for each of several lines that are alike: they are several digits."""
        digest = hashlib.blake2b(line.strip(), digest_size=16)
        alike = digest.digest()
        digest.update(b"\n%d" % self._lines[alike])
        self._lines[alike] += 1
        return digest.hexdigest()


def read_jsonl(path: Path | str) -> tuple[MyDigit, ...]:
    """Read drawn digits in one go, as ``JsonlReading`` does.

    Raises:
        FileError: the file is not readable, cut, far too large, empty, or a line (it is named) is wrong.
    """
    reading = JsonlReading(Path(path))
    deque(reading.run(), maxlen=0)
    return reading.digits


def _write_all(contents: dict[Path, bytes]) -> None:
    """Write files that belong together, packed if named ``.gz``."""
    saving = told_as(FileError, next(iter(contents)), "The digits could not be saved")
    with saving, written_together(*contents) as temporaries:
        for (path, content), temporary in zip(contents.items(), temporaries, strict=True):
            temporary.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def writing_jsonl(path: Path, digits: Sequence[MyDigit]) -> Steps:
    """Write JSON Lines that ``read_jsonl`` gives back as they were; packed if the name ends in ``.gz``.

    Yields how much has been done, 0 to 1; nothing is written before the end.

    Raises:
        FileError: it could not be written; a file that was there before is as it was.
    """
    lines = []
    for done, digit in enumerate(digits, 1):
        lines.append(line_of(as_json(digit)))
        yield done / len(digits)
    _write_all({path: b"".join(lines)})


def writing_idx(images_path: Path, digits: Sequence[MyDigit]) -> Steps:
    """Write a pair of IDX files, in MNIST's size: the pictures that the network gets, without their margin.

    The labels lie beside the images; both are packed if the name ends in ``.gz``. Yields how much has been done,
    0 to 1; nothing is written before the end.

    Raises:
        FileError: they could not be written.
    """
    edge = (FIELD_SIZE - MNIST_SIZE) // 2
    pictures = []
    for done, digit in enumerate(digits, 1):
        ink = ink_of_drawing(digit.drawing)[edge:-edge, edge:-edge]
        pictures.append(np.rint(ink * 255).astype(np.uint8).tobytes())
        yield done / len(digits)
    before, word, after = images_path.name.rpartition("images")  # a person's own word may be the same
    name = (f"{before}labels" if word else "") + after.replace("idx3", "idx1")
    labels_path = images_path.with_name(name if name != images_path.name else f"labels-{name}")
    sizes = struct.pack(">HBB3I", 0, 8, 3, len(digits), MNIST_SIZE, MNIST_SIZE)
    _write_all(
        {
            images_path: sizes + b"".join(pictures),
            labels_path: struct.pack(">HBBI", 0, 8, 1, len(digits)) + labels(digits).tobytes(),
        }
    )
