"""Files that mean harm, or that others must be able to read."""

import os
import stat
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from safetensors.torch import save_file

from model.digits.pictures import read_picture
from model.errors import WeightsError
from model.network.weights import load_weights, save_weights
from model.network.weights_info import WeightsInfo
from model.training.engine.lenet5 import LeNet5, parameters_of
from tests.model.network.test_weights import GOOD_METADATA


@pytest.mark.parametrize(
    "damage",
    [
        {"rejection": '{"largest_penalty": 1' + "0" * 400 + ', "smallest_margin": 0}'},
        {"origin": "[" * 100_000},
    ],
    ids=["number too large", "nested too deep"],
)
def test_hostile_metadata_is_told(damage: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "hostile.safetensors"
    save_file(LeNet5().state_dict(), path, {**GOOD_METADATA, **damage})
    with pytest.raises(WeightsError, match=r"hostile\.safetensors: .*damaged"):
        load_weights(path)


def test_thresholds_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    path = tmp_path / "nan.safetensors"
    rejection = '{"largest_penalty": NaN, "smallest_margin": NaN}'
    save_file(LeNet5().state_dict(), path, {**GOOD_METADATA, "rejection": rejection})
    with pytest.raises(WeightsError, match="damaged"):
        load_weights(path)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_saved_weights_can_be_read_by_those_the_umask_lets_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        save_weights(parameters_of(LeNet5()), WeightsInfo(), tmp_path / "w.safetensors")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "w.safetensors").stat().st_mode) == 0o644


def test_a_dark_empty_page_of_sixteen_bits_has_no_ink(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 4, (60, 60)).astype(np.uint16)
    Image.fromarray(noise).save(tmp_path / "a.png")
    assert not read_picture(tmp_path / "a.png").any()
