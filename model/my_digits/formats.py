"""File formats for digits: JSON Lines with label and strokes, read and written; pairs of IDX files, written."""

import gzip
import io
import struct
import zlib
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from model.digits.datasets import MNIST_SIZE
from model.digits.preprocess import ink_of_drawing
from model.errors import FileError
from model.files import check_size, written_whole
from model.limits import LARGEST_DRAWN_BYTES, LONGEST_LINE, MOST_DRAWN_DIGITS, MOST_DRAWN_POINTS, MOST_DRAWN_STROKES
from model.my_digits.digit import MyDigit, as_json, from_json, line_of, value_of
from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray

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


def _lines(path: Path, stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that say something, with their numbers from 1; never more of them in memory than one."""
    number = total = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        total += len(line)
        if len(line) > LONGEST_LINE:
            raise FileError(path, f"Line {number} is far too long for a drawn digit: at most {LONGEST_LINE:,} bytes.")
        if total > LARGEST_DRAWN_BYTES:
            raise FileError(path, f"The file is far too large: at most {LARGEST_DRAWN_BYTES:,} bytes, unpacked.")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


class JsonlReading:
    """Drawn digits read from JSON Lines, packed or not, line by line; each as
    ``model.my_digits.digit.from_json`` takes it.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._digits: dict[str, MyDigit] = {}
        self._strokes = self._points = 0

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
        try:
            with self.path.open("rb") as file:
                packed = file.read(2) == b"\x1f\x8b"
                size = max(file.seek(0, io.SEEK_END), 1)
                file.seek(0)
                with _unpacked(file, packed) as stream:
                    for number, line in _lines(self.path, stream):
                        self._take(number, line)
                        yield min(file.tell() / size, 1.0)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FileError(self.path, f"The file is packed but cut short or damaged ({error}).") from error
        except OSError as error:
            raise FileError(self.path, f"The file cannot be read ({error.strerror or error}).") from error
        if not self._digits:
            raise FileError(self.path, "The file holds no digits.")

    def _take(self, number: int, line: bytes) -> None:
        try:
            digit = from_json(value_of(line))
        except ValueError as error:
            raise FileError(self.path, f"Line {number} cannot be read: {error}.") from error
        self._digits[digit.key] = digit  # two exports in one file may hold the same digit twice
        self._strokes += len(digit.drawing.strokes)
        self._points += sum(len(stroke.points) for stroke in digit.drawing.strokes)
        for found, most, what in (
            (len(self._digits), MOST_DRAWN_DIGITS, "digits"),
            (self._strokes, MOST_DRAWN_STROKES, "strokes"),
            (self._points, MOST_DRAWN_POINTS, "points"),
        ):
            if found > most:
                raise FileError(self.path, f"The file holds more than {most:,} {what}, the most that can be read.")


@contextmanager
def _unpacked(file: IO[bytes], packed: bool) -> Iterator[IO[bytes]]:
    if packed:
        with gzip.open(file) as stream:
            yield cast("IO[bytes]", stream)
    else:
        yield file


def read_jsonl(path: Path | str) -> tuple[MyDigit, ...]:
    """Read drawn digits in one go, as ``JsonlReading`` does.

    Raises:
        FileError: the file is not readable, cut, far too large, empty, or a line (it is named) is wrong.
    """
    reading = JsonlReading(Path(path))
    _run(reading.run())
    return reading.digits


def _run(steps: Iterator[object]) -> None:
    deque(steps, maxlen=0)


def _write_all(contents: dict[Path, bytes]) -> None:
    """Write files that belong together. None takes its place before all are written."""
    try:
        with ExitStack() as stack:
            for path, content in contents.items():
                temporary = stack.enter_context(written_whole(path))
                temporary.write_bytes(content)
    except OSError as error:
        raise FileError(next(iter(contents)), f"The digits could not be saved ({error.strerror or error}).") from error


def writing_jsonl(path: Path, digits: Sequence[MyDigit]) -> Steps:
    """As ``write_jsonl``, digit by digit; gives how much has been done, 0 to 1. Nothing is written before the end."""
    content = io.BytesIO()
    with _packing(content, path.suffix == ".gz") as stream:
        for done, digit in enumerate(digits, 1):
            stream.write(line_of(as_json(digit)))
            yield done / len(digits)
    _write_all({path: content.getvalue()})


@contextmanager
def _packing(content: io.BytesIO, packed: bool) -> Iterator[IO[bytes]]:
    if packed:
        with gzip.GzipFile(fileobj=content, mode="wb", mtime=0) as stream:
            yield cast("IO[bytes]", stream)
    else:
        yield content


def write_jsonl(path: Path | str, digits: Sequence[MyDigit]) -> None:
    """Write digits as JSON Lines that ``read_jsonl`` gives back as they were; packed if the name ends in ``.gz``.

    Raises:
        FileError: it could not be written; a file that was there before is as it was.
    """
    _run(writing_jsonl(Path(path), digits))


def writing_idx(images_path: Path, digits: Sequence[MyDigit], size: int = MNIST_SIZE) -> Steps:
    """As ``write_idx``, digit by digit; gives how much has been done, 0 to 1. Nothing is written before the end."""
    edge = (FIELD_SIZE - size) // 2
    pictures = []
    for done, digit in enumerate(digits, 1):
        ink = ink_of_drawing(digit.drawing)[edge : edge + size, edge : edge + size]
        pictures.append(np.rint(ink * 255).astype(np.uint8).tobytes())
        yield done / len(digits)
    labels_path = images_path.with_name(_name_for_labels(images_path.name))
    contents = {
        images_path: struct.pack(">HBB3I", 0, 8, 3, len(digits), size, size) + b"".join(pictures),
        labels_path: struct.pack(">HBBI", 0, 8, 1, len(digits)) + labels(digits).tobytes(),
    }
    if images_path.suffix == ".gz":
        contents = {path: gzip.compress(content, mtime=0) for path, content in contents.items()}
    _write_all(contents)


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
    _run(writing_idx(images_path, digits, size))
    return images_path, images_path.with_name(_name_for_labels(images_path.name))


def _name_for_labels(images_name: str) -> str:
    name = images_name.replace("images", "labels").replace("idx3", "idx1")
    return name if name != images_name else f"labels-{images_name}"
