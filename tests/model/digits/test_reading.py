"""From what a person points at to digits: good folders, and what is said of bad ones."""

import gzip
import os
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image

from model.digits import reading
from model.digits.data_source import DataKind, DataSource
from model.digits.datasets import Digits, mnist_training
from model.digits.pictures import read_picture
from model.digits.reading import count_digits, fingerprint, read_source, some_digits
from model.errors import DataError
from tests.model.samples import idx_bytes, write_pair

FEW = mnist_training().subset(np.arange(40))


def test_a_part_of_mnist_is_drawn_by_its_seed() -> None:
    some = read_source(DataSource(count=300), split_seed=5)
    assert len(some) == 300
    assert fingerprint(some) == fingerprint(read_source(DataSource(count=300), split_seed=5))
    assert fingerprint(some) != fingerprint(read_source(DataSource(count=300), split_seed=6))
    assert len(read_source(DataSource(count=10**6), split_seed=5)) == 60_000


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (Digits(np.zeros((3, 30, 30), np.uint8), np.zeros(3, np.uint8)), "30x30"),
        (Digits(np.zeros((3, 32, 32), np.uint8), np.array([0, 10, 11], np.uint8)), "position 1 must be 0 to 9, not 10"),
        (Digits(np.zeros((0, 32, 32), np.uint8), np.zeros(0, np.uint8)), "no images"),
        (Digits(np.zeros((3, 32, 32), np.uint8), np.zeros(2, np.uint8)), "2 labels"),
    ],
)
def test_digits_are_checked_whatever_they_are_read_from(
    wrong: Digits, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_read_all", lambda _source, _on_read: wrong)
    with pytest.raises(DataError, match=problem):
        read_source(DataSource(DataKind.PICTURES, (str(tmp_path),)), split_seed=1)


def test_a_fingerprint_is_of_the_digits_alone() -> None:
    assert fingerprint(FEW) == fingerprint(mnist_training().subset(np.arange(40)))
    assert fingerprint(FEW) != fingerprint(FEW.subset(np.arange(40)[::-1].copy()))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("dot", ["-", "."])
def test_a_folder_as_torchvision_has_it(tmp_path: Path, packed: bool, dot: str) -> None:
    end = ".gz" if packed else ""
    for stem, array in ((f"train-images{dot}idx3-ubyte", FEW.images), (f"train-labels{dot}idx1-ubyte", FEW.labels)):
        content = idx_bytes(array)
        (tmp_path / (stem + end)).write_bytes(gzip.compress(content) if packed else content)
    digits = read_source(DataSource(DataKind.RAW_FOLDER, (str(tmp_path),)), split_seed=1)
    np.testing.assert_array_equal(digits.images, FEW.images)
    assert digits.name == str(tmp_path)


def test_a_folder_without_mnists_files_is_told(tmp_path: Path) -> None:
    source = DataSource(DataKind.RAW_FOLDER, (str(tmp_path),))
    with pytest.raises(DataError, match="holds no train-images-idx3-ubyte"):
        read_source(source, 1)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx_bytes(FEW.images))
    with pytest.raises(DataError, match="lacks train-labels-idx1-ubyte"):
        read_source(source, 1)


def test_an_idx_pair(tmp_path: Path) -> None:
    images, labels = write_pair(tmp_path, FEW)
    digits = read_source(DataSource(DataKind.IDX_PAIR, (str(images), str(labels))), split_seed=1)
    np.testing.assert_array_equal(digits.labels, FEW.labels)


@pytest.fixture
def pictures(tmp_path: Path) -> DataSource:
    for label in range(10):
        (tmp_path / str(label)).mkdir()
    for position, (image, label) in enumerate(zip(FEW.images, FEW.labels, strict=True)):
        name = f"{position:03d}.{'png' if position % 2 else 'BMP'}"
        Image.fromarray(image if position % 3 else 255 - image).save(tmp_path / str(label) / name)
    (tmp_path / "3" / "notes.txt").write_text("not a picture")
    return DataSource(DataKind.PICTURES, (str(tmp_path),))


def test_a_folder_of_pictures(pictures: DataSource) -> None:
    told: list[tuple[int, int]] = []
    digits = read_source(pictures, 1, lambda done, of: told.append((done, of)))
    assert told == [(k, 40) for k in range(40)]
    assert sorted(digits.labels) == sorted(FEW.labels)
    assert digits.images.shape == (40, 32, 32)
    # Centred and sized as MNIST already is: nearly the same digits come back.
    originals = {int(label): FEW.fields()[FEW.labels == label].astype(float) for label in range(10)}
    for image, label in zip(digits.images, digits.labels, strict=True):
        nearest = min(np.abs(image - original).mean() for original in originals[int(label)])
        assert nearest < 20  # of 255; two digits of a class differ by 25 to 60


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "7").rename(folder / "seven"), "0 to 9; 7 is missing"),
        (
            lambda folder: [path.write_text("?") for path in folder.glob("4/*")],
            "No picture of 4 can be read.*not a PNG",
        ),
        (lambda folder: [path.unlink() for path in folder.glob("*/*")], "0.*holds no PNG"),
        (lambda folder: [path.unlink() for path in folder.glob("7/*")], "7.*holds no PNG.*some of each digit"),
    ],
)
def test_what_is_wrong_with_a_folder_of_pictures_is_told(pictures: DataSource, spoil: object, words: str) -> None:
    assert callable(spoil)
    spoil(Path(pictures.paths[0]))
    with pytest.raises(DataError, match=words):
        read_source(pictures, 1)


def test_a_picture_that_cannot_be_read_is_left_out_and_told(pictures: DataSource) -> None:
    whole, folder = read_source(pictures, 1), Path(pictures.paths[0])
    (folder / "4" / "0.png").write_text("no picture")
    Image.new("L", (30, 30), 255).save(folder / "7" / "0.png")
    digits = read_source(pictures, 1)
    np.testing.assert_array_equal(digits.images, whole.images)
    np.testing.assert_array_equal(digits.labels, whole.labels)
    assert [error.path for error in digits.left_out] == [folder / "4" / "0.png", folder / "7" / "0.png"]
    assert "not a PNG" in digits.left_out[0].problem
    assert "no digit" in digits.left_out[1].problem
    some = read_source(replace(pictures, count=10), 1)
    assert (len(some), len(some.left_out)) == (10, 2)


@pytest.mark.parametrize("kind", [DataKind.RAW_FOLDER, DataKind.PICTURES])
def test_what_is_no_folder_is_told(tmp_path: Path, kind: DataKind) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "gone"):
        with pytest.raises(DataError, match="This is not a folder"):
            read_source(DataSource(kind, (str(path),)), 1)


def test_the_folder_above_raw_will_do(tmp_path: Path) -> None:
    (tmp_path / "MNIST" / "raw").mkdir(parents=True)
    images, labels = write_pair(tmp_path / "MNIST" / "raw", FEW)
    images.rename(images.with_name("train-images-idx3-ubyte"))
    labels.rename(labels.with_name("train-labels-idx1-ubyte"))
    for folder in (tmp_path / "MNIST", tmp_path / "MNIST" / "raw"):
        digits = read_source(DataSource(DataKind.RAW_FOLDER, (str(folder),)), 1)
        np.testing.assert_array_equal(digits.labels, FEW.labels)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(DataError, match="not a folder"):
        read_source(DataSource(DataKind.PICTURES, (str(tmp_path / "f"),)), 1)


def test_some_digits_to_look_at_are_of_every_class_and_follow_each_other(pictures: DataSource) -> None:
    for source in (pictures, DataSource(count=40)):
        whole = read_source(source, 1)
        first, again, after = (some_digits(source, 1, at, 24) for at in (0, 0, 24))
        np.testing.assert_array_equal(first.images, again.images)
        assert len(set(first.labels.tolist())) > 5
        # 16 that had not come, then the first ones again.
        assert sorted([*first.labels, *after.labels[:16]]) == sorted(whole.labels)
        np.testing.assert_array_equal(after.images[16:], first.images[:8])


def test_of_a_folder_of_pictures_only_some_are_read(pictures: DataSource) -> None:
    files = sorted(Path(pictures.paths[0]).glob("[0-9]/*.[!t]*"))
    with patch("model.digits.reading.read_picture", side_effect=read_picture) as reading:
        wanted = some_digits(pictures, 1, 0, 5)
        assert reading.call_count == 5 < len(files)
        np.testing.assert_array_equal(some_digits(pictures, 1, 0, 5).images, wanted.images)
        assert reading.call_count == 5  # not again for the next setting that is tried
        for path in files:
            Image.open(path).rotate(180).save(path)
            os.utime(path, (1e9, 1e9))
        assert not np.array_equal(some_digits(pictures, 1, 0, 5).images, wanted.images)
        assert reading.call_count == 10


def test_a_picture_that_cannot_be_read_does_not_spoil_the_look_at_others(pictures: DataSource) -> None:
    """It was told as if no picture of its digit could be read, where it was the only one of that digit to look at."""
    whole, folder = some_digits(pictures, 1, 0, 40), Path(pictures.paths[0])
    damaged = next(iter(folder.glob("4/*")))
    damaged.write_text("?")
    seen = [some_digits(pictures, 1, at, 5) for at in range(0, 40, 5)]
    assert sum(map(len, seen)) == len(whole) - 1
    assert [error.path for some in seen for error in some.left_out] == [damaged]
    for path in folder.glob("*/*"):
        path.write_text("?")
    with pytest.raises(DataError, match="not a PNG"):
        some_digits(pictures, 1, 0, 5)


@pytest.mark.parametrize("suffix", [".jpg", ".JPEG", ".jfif"])
def test_pictures_are_found_by_any_name_that_they_usually_have(pictures: DataSource, suffix: str) -> None:
    for path in [*Path(pictures.paths[0]).glob("5/*")]:
        Image.open(path).save(path.with_suffix(suffix), format="JPEG")
        path.unlink()
    assert sorted(read_source(pictures, 1).labels) == sorted(FEW.labels)


def test_what_a_mac_leaves_beside_pictures_is_none(pictures: DataSource) -> None:
    for path in [*Path(pictures.paths[0]).glob("*/*")]:
        path.with_name(f"._{path.name}").write_bytes(b"\0\5\26\7")
    assert read_source(pictures, 1).left_out == ()
    assert count_digits(pictures) == 40


def test_what_listens_can_end_the_reading(pictures: DataSource) -> None:
    def enough(done: int, _of: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_source(pictures, 1, enough)


def test_a_file_that_was_replaced_is_looked_at_again(tmp_path: Path) -> None:
    paths = write_pair(tmp_path, FEW)
    source = DataSource(DataKind.IDX_PAIR, tuple(map(str, paths)))
    before = some_digits(source, 1, 0, 5)
    write_pair(tmp_path, Digits(255 - FEW.images, FEW.labels))
    os.utime(paths[0], (1e9, 1e9))
    np.testing.assert_array_equal(some_digits(source, 1, 0, 5).images, 255 - before.images)
