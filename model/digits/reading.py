"""Reads and counts the digits of a data source, and some of them for a preview."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.digits.data_source import MNIST_TRAINING_DIGITS, DataKind, DataSource
from model.digits.datasets import Digits, checked, count_images, mnist_training, read_pair
from model.digits.drawing import PICTURE_FILES
from model.digits.pictures import read_picture
from model.digits.preprocess import ink_of_picture
from model.errors import DataError, ImageError, told_as

_LOOKED_AT = 480
"""How many digits of a source a preview can show."""
_STEMS = (
    ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    ("train-images.idx3-ubyte", "train-labels.idx1-ubyte"),
)


def unheard(_done: int, _of: int) -> None:
    """Where nobody wants to know how far reading is."""


def read_source(source: DataSource, split_seed: int, on_read: Callable[[int, int], None] = unheard) -> Digits:
    """Read the digits of a source. Pictures of a folder that cannot be read are left out, and told in ``left_out``.

    Args:
        source: where they are, and how many to take.
        split_seed: decides which, if not all are taken.
        on_read: called with how many digits have been read and how many there are, where reading is slow. What it
            raises ends the reading.

    Raises:
        DataError: this is no data set of digits; the text says which file is wrong and why. Of a folder of pictures no
            picture of one of the digits can be read.
    """
    digits = _read_all(source, on_read)
    places = source.paths or (digits.name,)
    checked(digits, places[0], places[-1])
    if source.count is None or source.count >= len(digits):
        return digits
    some = np.random.default_rng(split_seed).permutation(len(digits))[: source.count]
    return replace(digits.subset(np.sort(some)), left_out=digits.left_out)


def _read_all(source: DataSource, on_read: Callable[[int, int], None]) -> Digits:
    match source.kind:
        case DataKind.MNIST:
            return mnist_training()
        case DataKind.IDX_PAIR:
            return read_pair(*source.paths)
        case DataKind.RAW_FOLDER:
            folder = Path(*source.paths)
            return replace(read_pair(*_raw_files(folder)), name=str(folder))
        case DataKind.PICTURES:
            folder = Path(*source.paths)
            return _every_class(_read_pictures(folder, _picture_files(folder), on_read))


def count_digits(source: DataSource) -> int:
    """How many digits a source has, as far as that is known before they are read.

    Raises:
        DataError: this is no data set of digits.
    """
    count = _count_all(source)
    return count if source.count is None else min(count, source.count)


def _count_all(source: DataSource) -> int:
    match source.kind:
        case DataKind.MNIST:
            return MNIST_TRAINING_DIGITS
        case DataKind.IDX_PAIR:
            return count_images(source.paths[0])
        case DataKind.RAW_FOLDER:
            return count_images(_raw_files(Path(*source.paths))[0])
        case DataKind.PICTURES:
            return len(_picture_files(Path(*source.paths)))


def some_digits(source: DataSource, split_seed: int, first: int, count: int) -> Digits:
    """A few of a source's digits for a preview; of a source that is slow to read only these are read.

    Pictures that cannot be read are left out, and told in ``left_out``.

    Args:
        source: where they are.
        split_seed: as for :func:`read_source`.
        first: where to start. ``first + count`` continues with the next digits; after the last, or after some
            hundreds, the first follows again.
        count: how many.

    Raises:
        DataError: this is no data set of digits, or none of these pictures can be read.
    """
    wanted = np.arange(first, first + count)
    match source.kind:
        case DataKind.MNIST | DataKind.IDX_PAIR | DataKind.RAW_FOLDER:
            digits = _kept(source, split_seed, tuple(map(_changed_at, source.paths)))
            return digits.subset(wanted % len(digits))
        case DataKind.PICTURES:
            folder = Path(*source.paths)
            files = _picture_files(folder)
            drawn = _drawn(len(files))
            chosen = tuple(files[at] for at in drawn[wanted % len(drawn)])
            some = _kept_pictures(folder, chosen, tuple(_changed_at(str(path)) for path, _ in chosen))
            if not len(some):
                raise some.left_out[0]
            return some


def _drawn(digits: int) -> NDArray[np.int64]:
    # Not in the order of the files, where all zeros may come first.
    return np.random.default_rng(0).permutation(digits)[:_LOOKED_AT]


def _changed_at(path: str) -> float:
    """When a file, or a folder's list of files, was changed; 0 where it is not there."""
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return 0.0  # what is wrong is told by whoever reads it


@lru_cache(maxsize=1)
def _kept(source: DataSource, split_seed: int, _changed: tuple[float, ...]) -> Digits:
    # Keep no more than these: a data set may be large.
    digits = read_source(source, split_seed)
    return digits.subset(_drawn(len(digits)))


@lru_cache(maxsize=1)
def _kept_pictures(folder: Path, files: tuple[tuple[Path, int], ...], _changed: tuple[float, ...]) -> Digits:
    # A preview shows the same ones again after each change of a setting: photographs take seconds to read.
    return _read_pictures(folder, files, unheard)


def _check_is_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise DataError(folder, "This is not a folder.")


def _raw_files(folder: Path) -> tuple[Path, Path]:
    _check_is_folder(folder)
    if (folder / "raw").is_dir():
        # The folder above it, the one that torchvision is given.
        folder = folder / "raw"
    for names in _STEMS:
        found = [
            next((folder / (name + end) for end in ("", ".gz") if (folder / (name + end)).is_file()), None)
            for name in names
        ]
        if found[0] and found[1]:
            return found[0], found[1]
        if found[0] or found[1]:
            raise DataError(folder, f"The folder lacks {names[1] if found[0] else names[0]}.")
    raise DataError(folder, f"The folder holds no {_STEMS[0][0]} (packed or not), as MNIST/raw does.")


def _picture_files(folder: Path) -> list[tuple[Path, int]]:
    """All picture files of a folder, each with the digit that it shows."""
    _check_is_folder(folder)
    files: list[tuple[Path, int]] = []
    for label in range(10):
        place = folder / str(label)
        if not place.is_dir():
            raise DataError(folder, f"The folder must have ten folders, 0 to 9; {label} is missing.")
        with told_as(DataError, place, "The folder cannot be read"):
            found = sorted(filter(_is_picture, place.iterdir()))
        if not found:
            raise DataError(
                place, "The folder holds no PNG, JPEG, WebP, TIFF or BMP pictures; there must be some of each digit."
            )
        files += [(path, label) for path in found]
    return files


def _is_picture(path: Path) -> bool:
    # A Mac leaves a ._1.png, which is none, beside each 1.png that it copies to a stick.
    return path.suffix.lower() in PICTURE_FILES and not path.name.startswith("._")


def _read_pictures(folder: Path, files: Sequence[tuple[Path, int]], on_read: Callable[[int, int], None]) -> Digits:
    images, labels = np.empty((len(files), 32, 32), dtype=np.uint8), np.array([label for _, label in files], np.uint8)
    read = np.zeros(len(files), dtype=np.bool_)
    left_out: list[DataError] = []
    for position, (path, _) in enumerate(files):
        on_read(position, len(files))
        try:
            ink = ink_of_picture(read_picture(path))
        except ImageError as error:
            left_out.append(DataError(path, error.problem))
            continue
        if not ink.any():
            left_out.append(DataError(path, "There is no digit in this picture."))
            continue
        images[position], read[position] = np.rint(ink * 255), True
    return Digits(images[read], labels[read], str(folder), tuple(left_out))


def _every_class(digits: Digits) -> Digits:
    """The digits of a folder, if there are some of each class."""
    for label in set(range(10)) - set(digits.labels.tolist()):
        first = next(error for error in digits.left_out if error.path.parent.name == str(label))
        raise DataError(first.path, f"No picture of {label} can be read. The first one: {first.problem}") from first
    return digits


def fingerprint(digits: Digits) -> str:
    """A digest of the digits and labels in their order."""
    digest = hashlib.blake2b(digits.labels.tobytes(), digest_size=16)
    digest.update(np.ascontiguousarray(digits.images).tobytes())
    return digest.hexdigest()
