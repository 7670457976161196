"""My digits in files for others: JSON Lines with label and strokes, and pairs of IDX files."""

import gzip
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from model.architecture import FIELD_SIZE
from model.datasets import MNIST_SIZE
from model.errors import FileError
from model.files import written_whole
from model.my_digit import MyDigit, as_json, from_json, line_of, value_of
from model.preprocess import ink_of_drawing
from model.records import FloatArray

_LONGEST_LINE = 4 * 2**20
_LARGEST_BYTES = 256 * 2**20
"""Unpacked: eighty times what thirty people wrote in an afternoon."""


def inks(digits: Sequence[MyDigit]) -> FloatArray:
    """(N, 32, 32), 0 for background to 1 for full ink: the digits as the network gets them."""
    fields = np.zeros((len(digits), FIELD_SIZE, FIELD_SIZE), dtype=np.float32)
    for field, digit in zip(fields, digits, strict=True):
        field[:] = ink_of_drawing(digit.drawing)
    return fields


def labels(digits: Sequence[MyDigit]) -> NDArray[np.uint8]:
    """(N,): what each digit is."""
    return np.array([digit.label for digit in digits], dtype=np.uint8)


def _lines(path: Path, stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that say something, with their numbers from 1; never more of them in memory than one."""
    number = total = 0
    while line := stream.readline(_LONGEST_LINE + 1):
        number += 1
        total += len(line)
        if len(line) > _LONGEST_LINE:
            raise FileError(path, f"Line {number} is far too long for a drawn digit.")
        if total > _LARGEST_BYTES:
            raise FileError(path, "The file is far too large for drawn digits.")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


def _read(path: Path, stream: IO[bytes]) -> tuple[MyDigit, ...]:
    digits: dict[str, MyDigit] = {}
    for number, line in _lines(path, stream):
        try:
            digit = from_json(value_of(line))
        except ValueError as error:
            raise FileError(path, f"Line {number} cannot be read: {error}.") from error
        digits[digit.key] = digit  # two exports in one file may hold the same digit twice
    if not digits:
        raise FileError(path, "The file holds no digits.")
    return tuple(digits.values())


def read_jsonl(path: Path | str) -> tuple[MyDigit, ...]:
    """Read drawn digits from JSON Lines, gzip-packed or not; each line as ``model.my_digit.from_json`` takes it.

    Raises:
        FileError: the file is not readable, cut, far too large, empty, or a line (it is named) is wrong.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            if not packed:
                return _read(path, file)
            with gzip.open(file) as stream:
                return _read(path, cast("IO[bytes]", stream))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileError(path, f"The file is packed but cut short or damaged ({error}).") from error
    except OSError as error:
        raise FileError(path, f"The file cannot be read ({error.strerror or error}).") from error


def _write_all(contents: dict[Path, bytes]) -> None:
    """Write files that belong together; those named ``.gz`` are packed. None takes its place before all are written."""
    try:
        with ExitStack() as stack:
            for path, content in contents.items():
                temporary = stack.enter_context(written_whole(path))
                temporary.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    except OSError as error:
        raise FileError(next(iter(contents)), f"The digits could not be saved ({error.strerror or error}).") from error


def write_jsonl(path: Path | str, digits: Sequence[MyDigit]) -> None:
    """Write digits as JSON Lines that ``read_jsonl`` gives back as they were; packed if the name ends in ``.gz``.

    Raises:
        FileError: it could not be written; a file that was there before is as it was.
    """
    _write_all({Path(path): b"".join(line_of(as_json(digit)) for digit in digits)})


def write_idx(path: Path | str, digits: Sequence[MyDigit], size: int = MNIST_SIZE) -> tuple[Path, Path]:
    """Write digits as a pair of IDX files, in the pictures that the network gets.

    Args:
        path: the file of the images, or a folder that is there. Packed if the name ends in ``.gz``.
        digits: what to write.
        size: 28, as MNIST has it, or 32, the network's whole field.

    Returns:
        The paths of the images and of the labels.

    Raises:
        FileError: they could not be written.
    """
    if size not in (MNIST_SIZE, FIELD_SIZE):
        raise ValueError(f"pictures of {size}x{size} are not for LeNet-5")
    images_path = Path(path)
    if images_path.is_dir():
        images_path = images_path / "my-digits-images-idx3-ubyte"
    labels_path = images_path.with_name(_name_for_labels(images_path.name))
    edge = (FIELD_SIZE - size) // 2
    pictures = np.rint(inks(digits)[:, edge : edge + size, edge : edge + size] * 255).astype(np.uint8)
    _write_all(
        {
            images_path: struct.pack(">HBB3I", 0, 8, 3, len(digits), size, size) + pictures.tobytes(),
            labels_path: struct.pack(">HBBI", 0, 8, 1, len(digits)) + labels(digits).tobytes(),
        }
    )
    return images_path, labels_path


def _name_for_labels(images_name: str) -> str:
    name = images_name.replace("images", "labels").replace("idx3", "idx1")
    return name if name != images_name else f"labels-{images_name}"
