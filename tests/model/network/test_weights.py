"""Weights files: back as they were, written whole or not at all, and every bad file named."""

import errno
import math
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from model.errors import FileError, WeightsError
from model.limits import LARGEST_WEIGHTS_BYTES
from model.network import weights
from model.network.parameters import Parameters
from model.network.records import Rejection, Squashing
from model.network.weights import load_weights, save_weights
from model.network.weights_info import Origin, WeightsInfo
from model.training.checkpoint_log import read_log
from tests.model.networks import lively_network, lively_parameters
from tests.model.samples import same_parameters

ORIGIN = Origin(seed=7, recipe={"rate": 6e-3, "none": None}, device='é\n"')
INFO = WeightsInfo(Squashing.LOGISTIC, Rejection(12.345, 8.0, 0.1), ORIGIN)
GOOD_METADATA = {
    "format": "lenet5-1",
    "squashing": "tanh",
    "rejection": '{"largest_penalty": 1.5, "smallest_margin": 0.5}',
    "origin": "{}",
}


def _tensors() -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in lively_network().state_dict().items()}


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("info", [INFO, WeightsInfo()], ids=["all known", "nothing known"])
def test_weights_come_back_bit_for_bit(info: WeightsInfo, tmp_path: Path) -> None:
    parameters, path = lively_parameters(info.squashing), tmp_path / "w.safetensors"
    save_weights(parameters, info, path)
    loaded, known = load_weights(path)
    assert same_parameters(loaded, parameters)
    assert known == info
    assert loaded.squashing is info.squashing
    assert _names(tmp_path) == ["w.safetensors"]


def test_no_thresholds_survive_as_infinity(tmp_path: Path) -> None:
    save_weights(lively_parameters(), WeightsInfo(), tmp_path / "w.safetensors")
    assert load_weights(str(tmp_path / "w.safetensors"))[1].rejection.rubbish_j == math.inf


def test_the_two_limits_of_the_first_files_become_shares(tmp_path: Path) -> None:
    """A penalty at its limit, or a margin at its own, leaves the best digit just what it needs."""
    path = tmp_path / "w.safetensors"
    save_file(_tensors(), path, {**GOOD_METADATA, "rejection": '{"largest_penalty": 40, "smallest_margin": 0.0}'})
    rejection = load_weights(path)[1].rejection
    assert rejection.rubbish_penalty == 40
    assert rejection.least_share == 0.5
    at_the_limit = np.array([40.0] + [400.0] * 9)
    assert rejection.shares(at_the_limit)[0] == pytest.approx(rejection.least_share)
    save_file(_tensors(), path, {**GOOD_METADATA, "rejection": '{"largest_penalty": 80, "smallest_margin": 12}'})
    rejection = load_weights(path)[1].rejection
    near = np.array([8.0, 20.0] + [400.0] * 8)
    assert rejection.shares(near)[0] == pytest.approx(rejection.least_share, abs=1e-3)


def test_saving_over_a_file_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    for seed in (1, 2):
        save_weights(lively_parameters(INFO.squashing, seed), INFO, path)
    assert same_parameters(load_weights(path)[0], lively_parameters(INFO.squashing, 2))
    assert _names(tmp_path) == ["w.safetensors"]


def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "w.safetensors"
    save_weights(lively_parameters(INFO.squashing, 1), INFO, path)
    before = path.read_bytes()

    def half(temporary: Path, content: bytes) -> int:
        with temporary.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(WeightsError, match=r"w\.safetensors: .*No space left"):
        save_weights(lively_parameters(INFO.squashing, 2), INFO, path)
    assert path.read_bytes() == before
    assert _names(tmp_path) == ["w.safetensors"]


def test_an_interrupted_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(weights, "save", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_weights(lively_parameters(), INFO, path)
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["w.safetensors"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="could not be saved"):
        save_weights(lively_parameters(), INFO, tmp_path / "none" / "w.safetensors")
    assert not _names(tmp_path)


@pytest.mark.parametrize("read", [load_weights, read_log])
def test_a_file_that_may_not_be_read_is_not_said_to_be_missing(
    read: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, _mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    (tmp_path / "w.safetensors").write_bytes(_good_bytes(tmp_path))
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(FileError, match=r"The file cannot be read \(Permission denied\)"):
        read(tmp_path / "w.safetensors")


def test_a_folder_in_the_way_is_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.mkdir()
    (path / "mine").write_text("kept")
    with pytest.raises(WeightsError, match="could not be saved"):
        save_weights(lively_parameters(), INFO, path)
    assert _names(tmp_path) == ["w.safetensors"]
    assert (path / "mine").read_text() == "kept"


def _good_bytes(folder: Path) -> bytes:
    save_weights(lively_parameters(), INFO, folder / "good")
    return (folder / "good").read_bytes()


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST_WEIGHTS_BYTES + 1)


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "cannot be read"),
    "a directory": (Path.mkdir, ""),
    "empty": (lambda path: path.write_bytes(b""), "The file is empty: it may have been cut off"),
    "text": (lambda path: path.write_text("weights? " * 200), "This is not a weights file"),
    "PNG": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(900)), "This is not a weights file"),
    "zeros": (lambda path: path.write_bytes(bytes(5000)), "This is not a weights file"),
    "spoilt": (
        lambda path: path.write_bytes(_good_bytes(path.parent).replace(b"__meta", b"__xxxx")),
        "is damaged: copy",
    ),
    "longer": (lambda path: path.write_bytes(_good_bytes(path.parent) + b"x"), "The file is damaged: copy it again"),
    "oversized": (_sparse, f"this has {LARGEST_WEIGHTS_BYTES + 1:,}"),
}


@pytest.mark.parametrize(("make", "problem"), BAD_FILES.values(), ids=list(BAD_FILES))
def test_a_foreign_file_is_named(make: Callable[[Path], object], problem: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.safetensors"
    make(path)
    with pytest.raises(WeightsError) as caught:
        load_weights(path)
    assert str(caught.value).startswith(str(path))
    assert problem in str(caught.value)
    # Not in the words of the library that reads it.
    assert "safetensors" not in caught.value.problem
    assert "header" not in caught.value.problem


@pytest.mark.parametrize("keep", [1, 7, 8, 100, 2000, 120_000, -1])
def test_a_file_cut_anywhere_is_named(keep: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.safetensors"
    path.write_bytes(_good_bytes(tmp_path)[:keep])
    with pytest.raises(WeightsError, match=r"cut\.safetensors: The file is incomplete: .* Copy it again, or choose"):
        load_weights(path)


def _one_nan(tensors: dict[str, torch.Tensor]) -> None:
    tensors["c5.weight"][7, 3, 2, 1] = math.nan


def _only_another(tensors: dict[str, torch.Tensor]) -> None:
    tensors.clear()
    tensors["a"] = torch.zeros(1)


BAD_TENSORS: dict[str, tuple[Callable[[dict[str, torch.Tensor]], object], str]] = {
    "missing": (lambda t: t.pop("s2.bias"), r"lacks s2\.bias"),
    "all missing": (_only_another, r"lacks .* \.\.\.; has besides a"),
    "besides": (lambda t: t.update({"f7.bias": torch.zeros(3)}), r"has besides f7\.bias"),
    "dense C3": (lambda t: t.update({"c3.weight": torch.zeros(16, 6, 5, 5)}), r"c3\.weight has the shape"),
    "NaN": (_one_nan, r"c5\.weight holds values that are not finite"),
    "infinity": (lambda t: t["c1.bias"].fill_(-math.inf), r"c1\.bias holds values that are not finite"),
    "too large": (lambda t: t["c3.bias"].fill_(3e38), r"c3\.bias holds values that are not finite, or beyond 1e\+06"),
    "brain floats": (lambda t: t.update({"f6.bias": t["f6.bias"].bfloat16()}), r"f6\.bias holds BF16"),
    "doubles": (lambda t: t.update({"f6.bias": t["f6.bias"].double()}), r"f6\.bias holds"),
    "halves": (lambda t: t.update({"f6.bias": t["f6.bias"].half()}), r"f6\.bias holds"),
}


@pytest.mark.parametrize(("spoil", "problem"), BAD_TENSORS.values(), ids=list(BAD_TENSORS))
def test_wrong_tensors_are_named(
    spoil: Callable[[dict[str, torch.Tensor]], object], problem: str, tmp_path: Path
) -> None:
    tensors, path = _tensors(), tmp_path / "wrong.safetensors"
    spoil(tensors)
    save_file(tensors, path, GOOD_METADATA)
    with pytest.raises(WeightsError, match=rf"wrong\.safetensors: .*{problem}"):
        load_weights(path)


@pytest.mark.parametrize("metadata", [None, {}, {"format": "pt"}, {**GOOD_METADATA, "format": "lenet5-2"}])
def test_safetensors_of_another_program_are_refused(metadata: dict[str, str] | None, tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    save_file(_tensors(), path, metadata)
    with pytest.raises(WeightsError, match=r"other\.safetensors: .*saved by this program"):
        load_weights(path)


@pytest.mark.parametrize(
    "damage",
    [
        {"squashing": "relu"},
        {"origin": "{"},
        {"origin": "[]"},
        {"origin": '{"taught": 5}'},
        {"origin": '{"threads": 1e300}'},
        {"rejection": "[1, 2]"},
        {"rejection": "3"},
        {"rejection": '{"largest_penalty": 1}'},
        {"rejection": '{"largest_penalty": null, "smallest_margin": 1}'},
        {"rejection": '{"rubbish_j": 6, "penalty_scale": 1e-320, "least_share": 0.5}'},
        {"rejection": '{"rubbish_j": 6, "penalty_scale": 1e308, "least_share": 0.5}'},
    ],
    ids=str,
)
def test_damaged_metadata_is_named(damage: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "damaged.safetensors"
    save_file(_tensors(), path, {**GOOD_METADATA, **damage})
    with pytest.raises(WeightsError, match=r"damaged\.safetensors: .*damaged"):
        load_weights(path)


@pytest.mark.parametrize("key", ["squashing", "rejection", "origin"])
def test_missing_metadata_is_named(key: str, tmp_path: Path) -> None:
    path = tmp_path / "poor.safetensors"
    save_file(_tensors(), path, {k: v for k, v in GOOD_METADATA.items() if k != key})
    with pytest.raises(WeightsError, match=r"poor\.safetensors: .*damaged"):
        load_weights(path)


def test_values_that_are_not_those_that_were_saved_are_told(tmp_path: Path) -> None:
    content = _good_bytes(tmp_path)
    path = tmp_path / "changed.safetensors"
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(WeightsError, match=r"changed\.safetensors: .*not those that were saved"):
        load_weights(path)


def test_what_could_not_be_read_back_is_not_saved(tmp_path: Path) -> None:
    parameters = Parameters.from_named(
        INFO.squashing, {**lively_parameters().named(), "f6.bias": np.full(84, 3e38, dtype=np.float32)}
    )
    with pytest.raises(WeightsError, match=r"f6\.bias holds values"):
        save_weights(parameters, INFO, tmp_path / "w.safetensors")
    assert not _names(tmp_path)
