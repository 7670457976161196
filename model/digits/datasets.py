"""Labelled digits: IDX files, packed or not, and the MNIST that ships.

IDX is the format of the MNIST distribution: big-endian, a magic number whose third byte is the type (8: unsigned byte)
and whose fourth is the number of dimensions, one 32-bit size a dimension, then the bytes.
"""

import gzip
import math
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from model.assets import asset
from model.errors import DataError
from model.network.architecture import FIELD_SIZE

MNIST_SIZE = 28
_UNSIGNED_BYTE = 0x08
_LARGEST_BYTES = 2**31
"""No data set of digits for this network comes near 2 GiB; a header that asks for more is foreign or broken."""
MOST_DIGITS = 500_000
"""Half a gigabyte at 32x32; eight times MNIST."""


@dataclass(frozen=True)
class Digits:
    """Labelled digits as they lie in the files.

    ``images`` is (N, 28, 28) or (N, 32, 32), uint8, 255 = full ink; ``labels`` is (N,), uint8, 0 to 9.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    name: str = ""

    def __len__(self) -> int:
        return len(self.labels)

    def subset(self, positions: NDArray[np.int64]) -> "Digits":
        """The digits at these positions, in that order."""
        return Digits(self.images[positions], self.labels[positions], self.name)

    def fields(self) -> NDArray[np.uint8]:
        """(N, 32, 32), uint8: 28x28 images get the border of background that the paper gives them."""
        missing = FIELD_SIZE - self.images.shape[1]
        if missing == 0:
            return self.images
        before = missing // 2
        return np.pad(self.images, ((0, 0), (before, missing - before), (before, missing - before)))


@contextmanager
def _unpacking(path: Path) -> Iterator[IO[bytes]]:
    """The file's content as a stream, unpacked where it is packed; what goes wrong while reading is a DataError."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            if packed:
                with gzip.open(file) as stream:
                    yield cast("IO[bytes]", stream)
            else:
                yield file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(path, f"The file is packed but cut short or damaged ({error}).") from error
    except OSError as error:
        raise DataError(path, f"The file cannot be read ({error.strerror or error}).") from error


def _read_shape(stream: IO[bytes], path: Path, dimensions: int) -> tuple[int, ...]:
    """Read an IDX header and check it."""
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
            f"An IDX file of {what.get(dimensions, 'data')} has {dimensions} dimension(s); this one has {found}"
            + (f" (it holds {what[found]})." if found in what else "."),
        )
    sizes = stream.read(4 * dimensions)
    if len(sizes) < 4 * dimensions:
        raise DataError(path, "The file ends inside its header.")
    return struct.unpack(f">{dimensions}I", sizes)


def _header_of(path: Path, dimensions: int) -> tuple[int, ...]:
    """The sizes that an IDX file promises; no content is read."""
    with _unpacking(path) as stream:
        return _read_shape(stream, path, dimensions)


def read_idx(path: Path | str, dimensions: int) -> NDArray[np.uint8]:
    """Read one IDX file of unsigned bytes, gzip-packed or not.

    Args:
        path: the file.
        dimensions: how many it must have: 3 for images, 1 for labels.

    Raises:
        DataError: the file is not readable, not IDX, of another type or number of dimensions, short, long or oversized.
    """
    path = Path(path)
    with _unpacking(path) as stream:
        shape = _read_shape(stream, path, dimensions)
        expected = math.prod(shape)
        sides = f"{' x '.join(map(str, shape))} = " if len(shape) > 1 else ""
        promise = f"its header promises {sides}{expected:,} bytes"
        if expected > _LARGEST_BYTES:
            raise DataError(path, f"The file is damaged or far too large: {promise}.")
        # Never more than promised, whatever a packed file may unfold to.
        content = stream.read(expected + 1)
    if len(content) < expected:
        raise DataError(path, f"The file is too short: {promise}, it holds {len(content):,}.")
    if len(content) > expected:
        raise DataError(path, f"The file is too long: {promise}, it holds more.")
    return np.frombuffer(content, dtype=np.uint8).reshape(shape)


def _check_headers(images_path: Path, labels_path: Path) -> None:
    """Before anything is unpacked: a small packed file may promise gigabytes."""
    count, height, width = _header_of(images_path, 3)
    (labels,) = _header_of(labels_path, 1)
    if (height, width) not in ((MNIST_SIZE, MNIST_SIZE), (FIELD_SIZE, FIELD_SIZE)):
        raise DataError(images_path, f"The images are {height}x{width}; LeNet-5 takes 28x28 or 32x32.")
    if count == 0:
        raise DataError(images_path, "The file holds no images.")
    if count > MOST_DIGITS:
        raise DataError(images_path, f"The file holds {count:,} images; at most {MOST_DIGITS:,} can be read.")
    if count != labels:
        raise DataError(labels_path, f"The file holds {labels} labels, but {images_path} holds {count} images.")


def read_pair(images_path: Path | str, labels_path: Path | str) -> Digits:
    """Read an IDX pair, images of 28x28 or 32x32 and their labels.

    Raises:
        DataError: a file is bad, or the two do not belong together.
    """
    _check_headers(Path(images_path), Path(labels_path))
    images = read_idx(images_path, 3)
    labels = read_idx(labels_path, 1)
    if labels.max() > 9:
        position = int(np.argmax(labels > 9))
        raise DataError(labels_path, f"The label at position {position} is {labels[position]}; digits are 0 to 9.")
    return Digits(images, labels, str(images_path))


def mnist_training() -> Digits:
    """The 60,000 training digits of MNIST, as they ship."""
    pair = read_pair(asset("mnist", "train-images-idx3-ubyte.gz"), asset("mnist", "train-labels-idx1-ubyte.gz"))
    return Digits(pair.images, pair.labels, "MNIST training set")


def mnist_test() -> Digits:
    """The 10,000 test digits of MNIST, as they ship."""
    pair = read_pair(asset("mnist", "t10k-images-idx3-ubyte.gz"), asset("mnist", "t10k-labels-idx1-ubyte.gz"))
    return Digits(pair.images, pair.labels, "MNIST test set")


def hold_out(digits: Digits, count: int, seed: int) -> tuple[Digits, Digits]:
    """Set ``count`` digits aside, drawn by ``seed``.

    Returns:
        The digits to train on, and those held out; both keep the file's order.

    Raises:
        ValueError: ``count`` would leave nothing to train on.
    """
    if not 0 <= count < len(digits):
        raise ValueError(f"{count} of {len(digits)} digits cannot be held out")
    order = np.random.default_rng(seed).permutation(len(digits))
    return digits.subset(np.sort(order[count:])), digits.subset(np.sort(order[:count]))
