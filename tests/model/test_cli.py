"""``lenet`` as it is called: what it prints, what it writes, how it fails."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from model.assets import shipped_weights
from model.cli import main
from model.datasets import mnist_test, mnist_training
from model.evaluation import evaluate
from model.weights import load_weights
from tests.model.test_datasets import idx


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    digits = mnist_test().subset(np.arange(500))
    (tmp_path / "images").write_bytes(idx(digits.images))
    (tmp_path / "labels").write_bytes(idx(digits.labels))
    return ["--images", str(tmp_path / "images"), "--labels", str(tmp_path / "labels")]


def test_evaluate_says_what_evaluation_finds(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    network, _ = load_weights(shipped_weights())
    expected = evaluate(network, mnist_test().subset(np.arange(500)))
    assert main(["evaluate", *pair]) == 0
    assert f"{expected.errors} of 500 misread" in capsys.readouterr().out
    assert main(["evaluate", *pair, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures == {"n": 500, "errors": expected.errors, "error_percent": expected.error_percent}
    assert figures["error_percent"] < 2


def test_evaluate_names_a_bad_file(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(pair[1]).write_bytes(b"nonsense")
    assert main(["evaluate", *pair]) == 1
    assert pair[1] in capsys.readouterr().err


def test_images_want_their_labels(pair: list[str]) -> None:
    with pytest.raises(SystemExit, match="go together"):
        main(["evaluate", *pair[:2]])


def test_recognize_reads_pictures_and_goes_on_after_a_bad_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digits = mnist_test()
    dark_on_light = Image.fromarray(255 - digits.images[0]).resize((150, 150), Image.Resampling.BICUBIC)
    dark_on_light.save(tmp_path / "seven.jpg")
    Image.fromarray(digits.images[1]).save(tmp_path / "two.png")
    Image.new("L", (40, 40), 255).save(tmp_path / "blank.bmp")
    (tmp_path / "bad.png").write_text("no picture")
    names = ["seven.jpg", "bad.png", "two.png", "blank.bmp"]
    assert main(["recognize", *(str(tmp_path / name) for name in names)]) == 1
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert ": 7  penalty " in lines[0]
    assert "margin" in lines[0]
    assert ": 2  penalty " in lines[1]
    assert lines[2].endswith(": blank")
    assert "bad.png" in printed.err
    assert main(["recognize", "--json", str(tmp_path / "two.png")]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["digit"]) == ("digit", 2)


def test_train_writes_weights_with_all_that_is_known_of_them(tmp_path: Path) -> None:
    digits = mnist_training().subset(np.arange(400))
    (tmp_path / "i").write_bytes(idx(digits.images))
    (tmp_path / "l").write_bytes(idx(digits.labels))
    out = tmp_path / "mine.safetensors"
    data = ["--images", str(tmp_path / "i"), "--labels", str(tmp_path / "l")]
    assert main(["train", *data, "--out", str(out), "--passes", "1", "--held-out", "50", "--seed", "9"]) == 0
    _, info = load_weights(out)
    assert info.origin["seed"] == info.origin["recipe"]["seed"] == 9
    assert info.origin["training_set"] == str(tmp_path / "i")
    assert (info.origin["trained_on"], info.origin["held_out"]) == (350, 50)
    assert info.origin["mnist_test_errors"] > 0
    assert set(info.origin["versions"]) == {"lenet", "torch", "python"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--images", "i", "--out", "x.safetensors"], "go together"),
        (["--raw-folder", "r", "--pictures", "p", "--out", "x.safetensors"], "one way only"),
        (["--count", "0", "--out", "x.safetensors"], "1 or more"),
        (["--out", "gone/x.safetensors"], "not a folder"),
        (["--out", "."], "is a folder"),
    ],
)
def test_train_says_at_once_what_cannot_work(arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit, match=words):
        main(["train", *arguments])


def test_a_run_that_does_not_stay_finite_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    explosive = ["--optimizer", "sgd", "--rate", "10", "--weight-decay", "1", "--schedule", "constant"]
    out = str(tmp_path / "x.safetensors")
    assert main(["train", "--out", out, "--passes", "2", "--threads", "1", "--count", "15000", *explosive]) == 1
    assert "too high" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_more_digits_held_out_than_there_are_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--held-out", "60000", "--out", str(tmp_path / "x.safetensors")]) == 1
    assert "cannot be held out" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_knob_out_of_its_range_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--out", "x.safetensors", "--batch-size", "0"])
    assert "must be 1 to 4096" in capsys.readouterr().err


@pytest.mark.skipif(torch.cuda.is_available(), reason="here it could")
@pytest.mark.parametrize("device", ["cuda", "teapot"])
def test_a_device_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], device: str) -> None:
    assert main(["train", "--device", device, "--count", "6000", "--out", str(tmp_path / "x.safetensors")]) == 1
    assert f"cannot compute on {device}" in capsys.readouterr().err
