"""IDX files good and bad, the MNIST that ships, digits held out."""

import gzip
import hashlib
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.assets import asset
from model.digits.datasets import Digits, hold_out, mnist_test, mnist_training, read_idx, read_pair
from model.errors import DataError
from tests.model.samples import PROPERTY, idx_bytes, write_pair

idx = idx_bytes  # test_cli takes it from here

LABELS = np.array([3, 1, 4], dtype=np.uint8)
IMAGES = np.arange(3 * 28 * 28, dtype=np.int64).astype(np.uint8).reshape(3, 28, 28)


@pytest.mark.parametrize(
    ("name", "md5"),
    [
        ("train-images-idx3-ubyte.gz", "6bbc9ace898e44ae57da46a324031adb"),
        ("train-labels-idx1-ubyte.gz", "a25bea736e30d166cdddb491f175f624"),
        ("t10k-images-idx3-ubyte.gz", "2646ac647ad5339dbf082846283269ea"),
        ("t10k-labels-idx1-ubyte.gz", "27ae3e4e09519cfbb04c329615203637"),
    ],
)
def test_the_mnist_that_ships_is_the_published_one(name: str, md5: str) -> None:
    content = gzip.decompress(asset("mnist", name).read_bytes())
    assert hashlib.md5(content, usedforsecurity=False).hexdigest() == md5


def test_mnist_reads_as_60_000_and_10_000_digits() -> None:
    for digits, count in ((mnist_training(), 60_000), (mnist_test(), 10_000)):
        assert len(digits) == count
        assert digits.images.shape == (count, 28, 28)
        assert set(np.unique(digits.labels)) == set(range(10))
        assert "MNIST" in digits.name


@PROPERTY
@given(
    array=st.one_of(arrays(np.uint8, st.tuples(*[st.integers(0, 6)] * 3)), arrays(np.uint8, st.integers(0, 40))),
    packed=st.booleans(),
)
def test_idx_reads_back_what_was_written(
    array: np.ndarray, packed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("idx") / "data"
    content = idx_bytes(array)
    path.write_bytes(gzip.compress(content) if packed else content)
    read = read_idx(path, array.ndim)
    assert read.dtype == np.uint8
    np.testing.assert_array_equal(read, array)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("side", [28, 32])
def test_a_pair_reads_back(side: int, packed: bool, tmp_path: Path) -> None:
    images = np.full((3, side, side), 200, dtype=np.uint8)
    digits = read_pair(*write_pair(tmp_path, Digits(images, LABELS), packed))
    np.testing.assert_array_equal(digits.images, images)
    np.testing.assert_array_equal(digits.labels, LABELS)


def test_fields_get_two_pixels_of_background_around_28x28() -> None:
    fields = Digits(IMAGES, LABELS).fields()
    assert fields.shape == (3, 32, 32)
    np.testing.assert_array_equal(fields[:, 2:30, 2:30], IMAGES)
    fields = fields.copy()
    fields[:, 2:30, 2:30] = 0
    assert not fields.any()
    whole = np.ones((1, 32, 32), dtype=np.uint8)
    np.testing.assert_array_equal(Digits(whole, LABELS[:1]).fields(), whole)


GOOD = idx_bytes(IMAGES)
BAD_FILES = {
    "empty": (b"", "0 bytes"),
    "three bytes": (GOOD[:3], "3 bytes"),
    "header cut": (GOOD[:9], "inside its header"),
    "one byte short": (GOOD[:-1], "too short"),
    "one byte long": (GOOD + b"\0", "too long"),
    "header alone": (GOOD[:16], "too short"),
    "foreign text": (b"label,pixel0,pixel1\n" * 50, "not an IDX file"),
    "foreign PNG": (b"\x89PNG\r\n\x1a\n" + bytes(500), "not an IDX file"),
    "floats": (struct.pack(">HBB3I", 0, 0x0D, 3, 1, 28, 28) + bytes(4 * 784), "not an IDX file"),
    "labels": (idx_bytes(LABELS), "labels"),
    "two dimensions": (idx_bytes(IMAGES[0]), "An IDX file of images has 3 dimensions; this one has 2."),
    "header promises the sky": (struct.pack(">HBB3I", 0, 8, 3, *[2**32 - 1] * 3) + bytes(784), "far too large"),
    "one image short of its promise": (struct.pack(">HBB3I", 0, 8, 3, 2, 28, 28) + bytes(784), "too short"),
    "packed and cut": (gzip.compress(GOOD)[:-30], "cut short or damaged"),
    "packed, trailer missing": (gzip.compress(GOOD)[:-8], "cut short or damaged"),
    "packed and damaged": (gzip.compress(GOOD)[:10] + b"\xff" * 60, "cut short or damaged"),
    "packed, wrong checksum": (gzip.compress(GOOD)[:-8] + bytes(8), "cut short or damaged"),
    "packed, short inside": (gzip.compress(GOOD[:-1]), "too short"),
    "packed nothing": (gzip.compress(b""), "0 bytes"),
}


@pytest.mark.parametrize(("content", "problem"), BAD_FILES.values(), ids=list(BAD_FILES))
def test_a_bad_file_is_named_with_what_is_wrong(content: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "broken-images"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_idx(path, 3)
    assert caught.value.path == path
    assert str(path) in str(caught.value)
    assert problem in str(caught.value)


def test_images_given_as_labels_are_named(tmp_path: Path) -> None:
    path, _ = write_pair(tmp_path, Digits(IMAGES, LABELS))
    with pytest.raises(DataError, match="it holds images"):
        read_idx(path, 1)


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir], ids=["missing", "a directory"])
def test_what_is_no_file_is_named(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "nothing"
    make(path)
    with pytest.raises(DataError, match=r"nothing: .*cannot be read"):
        read_idx(path, 3)


@pytest.mark.parametrize(
    ("images", "labels", "culprit", "problem"),
    [
        (IMAGES, np.array([1, 10, 2], dtype=np.uint8), "labels-idx1", "position 1 must be 0 to 9, not 10"),
        (IMAGES, LABELS[:2], "labels-idx1", "2 labels"),
        (IMAGES[:, :20, :20], LABELS, "images-idx3", "20x20"),
        (IMAGES[:, :, :20], LABELS, "images-idx3", "28x20"),
        (IMAGES[:0], LABELS[:0], "images-idx3", "no images"),
    ],
    ids=["label above 9", "counts differ", "size", "not square", "no images"],
)
def test_a_pair_that_does_not_fit_is_refused(
    images: np.ndarray, labels: np.ndarray, culprit: str, problem: str, tmp_path: Path
) -> None:
    paths = write_pair(tmp_path, Digits(images, labels))
    with pytest.raises(DataError, match=problem) as caught:
        read_pair(*paths)
    assert caught.value.path == tmp_path / culprit


@PROPERTY
@given(size=st.integers(1, 60), seed=st.integers(0, 1000), data=st.data())
def test_digits_held_out_are_apart_complete_and_drawn_by_the_seed(size: int, seed: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, size - 1))
    images = np.zeros((size, 28, 28), dtype=np.uint8)
    images[:, 0, 0] = np.arange(size)  # each digit carries its own number
    digits = Digits(images, (np.arange(size) % 10).astype(np.uint8), "some")
    kept, aside = hold_out(digits, count, seed)
    assert (len(kept), len(aside)) == (size - count, count)
    numbers = [part.images[:, 0, 0].tolist() for part in (kept, aside)]
    assert sorted(numbers[0] + numbers[1]) == list(range(size))
    for part, order in zip((kept, aside), numbers, strict=True):
        assert order == sorted(order)
        assert part.labels.tolist() == [number % 10 for number in order]
    again = hold_out(digits, count, seed)
    assert numbers == [part.images[:, 0, 0].tolist() for part in again]


def test_another_seed_holds_out_others() -> None:
    digits = Digits(np.zeros((50, 28, 28), dtype=np.uint8), np.arange(50, dtype=np.uint8))
    assert hold_out(digits, 10, 1)[1].labels.tolist() != hold_out(digits, 10, 2)[1].labels.tolist()


@pytest.mark.parametrize("count", [-1, 3, 4])
def test_holding_out_everything_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="held out"):
        hold_out(Digits(IMAGES, LABELS), count, 1)


def packed_header(count: int, *sizes: int) -> bytes:
    dimensions = 1 + len(sizes)
    header = struct.pack(f">HBB{dimensions}I", 0, 8, dimensions, count, *sizes)
    return gzip.compress(header + bytes(50_000_000), compresslevel=1)


def test_nothing_is_unpacked_where_two_files_do_not_belong_together(tmp_path: Path) -> None:
    images, labels = tmp_path / "images.gz", tmp_path / "labels.gz"
    images.write_bytes(packed_header(60_000, 28, 28))
    labels.write_bytes(packed_header(50_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match="50,000,000 labels"):
            read_pair(images, labels)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
