"""Labelled digits: IDX files, gzip-packed or not, and the MNIST that comes with the program.

IDX is the format that MNIST is published in, big-endian: two zero bytes, the type (8: unsigned byte), the number of
dimensions, a 32-bit size for each dimension, then the values.
"""

import math
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from model.assets import asset
from model.errors import DataError
from model.files import check_size, finish_left_over
from model.limits import MOST_DIGITS
from model.network.architecture import FIELD_SIZE
from model.packed import unpacked

MNIST_SIZE = 28
_UNSIGNED_BYTE = 0x08
_LARGEST_HEADER = 16


@dataclass(frozen=True)
class Digits:
    """Labelled digits as they are in the files.

    ``images`` is (N, 28, 28) or (N, 32, 32), uint8, 255 = full ink; ``labels`` is (N,), uint8, 0 to 9. ``left_out``
    says what is wrong with each picture that could not be read; a subset does not tell.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    name: str = ""
    left_out: tuple[DataError, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    def subset(self, positions: NDArray[np.int64] | slice) -> "Digits":
        """The digits at these positions, in that order."""
        return Digits(self.images[positions], self.labels[positions], self.name)

    def fields(self) -> NDArray[np.uint8]:
        """(N, 32, 32), uint8: 28x28 images get a border of background (section III.A)."""
        return with_border(self.images)


def with_border(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(..., 32, 32): the same of (..., 28, 28) with a border of background; larger images as they are."""
    missing = FIELD_SIZE - images.shape[-1]
    if missing == 0:
        return images
    before = missing // 2
    sides = (before, missing - before)
    return np.pad(images, (*((0, 0) for _ in images.shape[:-2]), sides, sides))


@contextmanager
def _content_of(path: Path) -> Iterator[IO[bytes]]:
    check_size(path, MOST_DIGITS * FIELD_SIZE**2 + _LARGEST_HEADER, DataError)
    with unpacked(path, DataError) as (content, _):
        yield content


def _read_shape(stream: IO[bytes], path: Path, dimensions: int) -> tuple[int, ...]:
    """Read an IDX header and check it; the sizes of all dimensions."""
    start = stream.read(4)
    if len(start) < 4:
        raise DataError(path, f"The file holds {len(start)} bytes, too few for an IDX file.")
    zeros, kind, found = struct.unpack(">HBB", start)
    if zeros != 0 or kind != _UNSIGNED_BYTE:
        raise DataError(path, "This is not an IDX file of bytes (it does not start with 00 00 08).")
    if found != dimensions:
        what = {1: "labels", 3: "images"}
        raise DataError(
            path,
            f"An IDX file of {what.get(dimensions, 'data')} has {dimensions} dimension{'s' if dimensions > 1 else ''};"
            f" this one has {found}" + (f" (it holds {what[found]})." if found in what else "."),
        )
    sizes = stream.read(4 * dimensions)
    if len(sizes) < 4 * dimensions:
        raise DataError(path, "The file ends inside its header.")
    return struct.unpack(f">{dimensions}I", sizes)


def _header_of(path: Path, dimensions: int) -> tuple[int, ...]:
    """The sizes that an IDX file promises; no content is read."""
    with _content_of(path) as stream:
        return _read_shape(stream, path, dimensions)


def count_images(path: Path | str) -> int:
    """How many images an IDX file promises; no content is read.

    Raises:
        DataError: the file cannot be read, or is not an IDX file of images.
    """
    return _header_of(Path(path), 3)[0]


def read_idx(path: Path | str, dimensions: int) -> NDArray[np.uint8]:
    """Read one IDX file of unsigned bytes, gzip-packed or not.

    Args:
        path: the file.
        dimensions: how many the data must have: 3 for images, 1 for labels.

    Raises:
        DataError: the file cannot be read, is not IDX, has another type or number of dimensions, or has the wrong size.
    """
    path = Path(path)
    with _content_of(path) as stream:
        shape = _read_shape(stream, path, dimensions)
        expected = math.prod(shape)
        sides = f"{' x '.join(map(str, shape))} = " if len(shape) > 1 else ""
        promise = f"its header promises {sides}{expected:,} bytes"
        if expected > MOST_DIGITS * FIELD_SIZE**2:
            raise DataError(path, f"The file is damaged or far too large: {promise}.")
        # One byte more than promised shows that a file is too long, whatever a packed file unfolds to.
        content = stream.read(expected + 1)
    if len(content) < expected:
        raise DataError(path, f"The file is too short: {promise}, it holds {len(content):,}.")
    if len(content) > expected:
        raise DataError(path, f"The file is too long: {promise}, it holds more.")
    return np.frombuffer(content, dtype=np.uint8).reshape(shape)


def _check_sizes(shape: tuple[int, ...], labels: int, images_path: Path | str, labels_path: Path | str) -> None:
    count, height, width = shape
    if (height, width) not in ((MNIST_SIZE, MNIST_SIZE), (FIELD_SIZE, FIELD_SIZE)):
        raise DataError(images_path, f"The images are {height}x{width}; LeNet-5 takes 28x28 or 32x32.")
    if count == 0:
        raise DataError(images_path, "The file holds no images.")
    if count > MOST_DIGITS:
        raise DataError(images_path, f"The file is too large: at most {MOST_DIGITS:,} images; this has {count:,}.")
    if count != labels:
        raise DataError(labels_path, f"The file holds {labels:,} labels, but {images_path} holds {count:,} images.")


def checked(digits: Digits, images_path: Path | str, labels_path: Path | str) -> Digits:
    """The digits that were read from these files or folders, if the network can be trained on them.

    Raises:
        DataError: there are none or too many, of another size than 28x28 or 32x32, or a label is not 0 to 9.
    """
    _check_sizes(digits.images.shape, len(digits.labels), images_path, labels_path)
    wrong = np.flatnonzero(digits.labels > 9)
    if wrong.size:
        position = int(wrong[0])
        raise DataError(labels_path, f"The label at position {position} must be 0 to 9, not {digits.labels[position]}.")
    return digits


def read_pair(images_path: Path | str, labels_path: Path | str) -> Digits:
    """Read an IDX pair, images of 28x28 or 32x32 and their labels.

    Raises:
        DataError: a file is not usable, or the two do not belong together.
    """
    finish_left_over(Path(labels_path))
    # Before anything is unpacked: a small packed file may promise gigabytes.
    (labels,) = _header_of(Path(labels_path), 1)
    _check_sizes(_header_of(Path(images_path), 3), labels, images_path, labels_path)
    digits = Digits(read_idx(images_path, 3), read_idx(labels_path, 1), str(images_path))
    return checked(digits, images_path, labels_path)


_held: WeakValueDictionary[str, Digits] = WeakValueDictionary()


def _mnist(prefix: str, name: str) -> Digits:
    """Read-only, and the same for all who have it at a time."""
    held = _held.get(prefix)
    if held is None:
        images, labels = (asset("mnist", f"{prefix}-{part}-ubyte.gz") for part in ("images-idx3", "labels-idx1"))
        held = _held[prefix] = replace(read_pair(images, labels), name=name)
        held.images.flags.writeable = held.labels.flags.writeable = False
    return held


def mnist_training() -> Digits:
    """MNIST's 60,000 training digits."""
    return _mnist("train", "MNIST training set")


def mnist_test() -> Digits:
    """MNIST's 10,000 test digits."""
    return _mnist("t10k", "MNIST test set")


def hold_out(digits: Digits, count: int, seed: int) -> tuple[Digits, Digits]:
    """Set ``count`` digits aside, drawn by ``seed``.

    Returns:
        The digits to train on, and the held-out digits; both in the file's order.

    Raises:
        ValueError: ``count`` leaves nothing to train on.
    """
    if not 0 <= count < len(digits):
        raise ValueError(f"digits held out must be 0 to {len(digits) - 1:,}, not {count:,}")
    order = np.random.default_rng(seed).permutation(len(digits))
    return digits.subset(np.sort(order[count:])), digits.subset(np.sort(order[:count]))
