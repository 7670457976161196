"""``lenet`` as it is called: what it prints, what it writes, how it fails."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from model.assets import shipped_weights
from model.cli.main import main
from model.digits.datasets import mnist_test, mnist_training
from model.digits.evaluation import evaluate
from model.digits.pictures import read_picture
from model.digits.preprocess import ink_of_picture
from model.network.changes import Changes, changes_from_text
from model.network.recognise import recognise
from model.network.weights import load_weights
from model.network.wiring import Unit
from tests.model.digits.test_datasets import idx
from tests.model.full_disk import full_disk


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    digits = mnist_test().subset(np.arange(500))
    (tmp_path / "images").write_bytes(idx(digits.images))
    (tmp_path / "labels").write_bytes(idx(digits.labels))
    return ["--images", str(tmp_path / "images"), "--labels", str(tmp_path / "labels")]


def test_too_little_memory_is_told_in_a_line(
    two: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr("model.cli.recognise.recognise", too_much)
    assert main(["recognize", str(two)]) == 1
    assert capsys.readouterr().err == "lenet: Not enough memory\n"


ONES = "".join(f'{{"label": 1, "strokes": [[[0, 0], [0, {height}]]]}}\n' for height in (8, 9))


@pytest.mark.parametrize("command", ["train", "teach"])
def test_too_little_memory_for_torch_is_told_in_a_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(*_arguments: object, **_others: object) -> None:
        torch.empty(10**15)

    monkeypatch.setattr(torch.nn.Module, "__init__", too_much)
    (tmp_path / "digits.jsonl").write_text(ONES)
    digits = [str(tmp_path / "digits.jsonl")] if command == "teach" else ["--count", "200", "--held-out", "100"]
    assert main([command, *digits, "--out", str(tmp_path / "mine.safetensors")]) == 1
    assert capsys.readouterr().err == "lenet: Not enough memory\n"


def test_evaluate_says_what_evaluation_finds(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    parameters, _ = load_weights(shipped_weights())
    expected = evaluate(parameters, mnist_test().subset(np.arange(500)))
    assert main(["evaluate", *pair]) == 0
    assert f"{expected.errors} of 500 misread" in capsys.readouterr().out
    assert main(["evaluate", *pair, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures == {"n": 500, "errors": expected.errors, "error_percent": expected.error_percent}
    assert figures["error_percent"] < 2


def test_evaluate_counts_with_separators(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    some = mnist_test().subset(np.arange(1100))
    monkeypatch.setattr("model.cli.evaluate.mnist_test", lambda: some)
    assert main(["evaluate"]) == 0
    assert " of 1,100 misread, error " in capsys.readouterr().out


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
    assert main(["recognize", "--json", *(str(tmp_path / name) for name in names[1:3])]) == 1
    bad, answer = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert bad["file"] == str(tmp_path / "bad.png")
    assert bad["problem"]
    assert (answer["verdict"], answer["digit"]) == ("digit", 2)


def test_evaluate_counts_for_a_changed_network(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    parameters, _ = load_weights(shipped_weights())
    changes = Changes({("C3", 7): 0.0, Unit("C5", 3): -1.0, ("S4", 15): 0.5})
    expected = evaluate(parameters, mnist_test().subset(np.arange(500)), changes)
    options = ["--change", "C3.7=0", "--change", "c5.3.0.0=-1", "--change", "S4.15=0.5"]
    assert main(["evaluate", *pair, "--json", *options]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["n"], figures["errors"]) == (500, expected.errors)
    assert figures["changes"] == ["C3.7=0", "C5.3.0.0=-1", "S4.15=0.5"]
    assert main(["evaluate", *pair, "--change", "C5.3=0"]) == 0
    assert "(changed: C5.3=0)" in capsys.readouterr().out


def test_evaluate_leaves_out_each_map_in_turn(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    parameters, _ = load_weights(shipped_weights())
    digits, changed = mnist_test().subset(np.arange(500)), Changes({("C3", 7): 0.0})
    expected = {
        f"C1.{number}": evaluate(parameters, digits, changed.with_factor(("C1", number), 0)).error_percent
        for number in range(6)
    }
    assert main(["evaluate", *pair, "--change", "C3.7=0", "--each", "c1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["without"] == pytest.approx(expected)
    assert main(["evaluate", *pair, "--change", "C3.7=0", "--each", "c1"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [f"  without {place}   {percent:6.2f} %" for place, percent in expected.items()]


def test_a_change_can_ruin_the_answers(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    options = [option for index in range(6) for option in ("--change", f"S2.{index}=0")]
    assert main(["evaluate", *pair, "--json", *options]) == 0
    assert json.loads(capsys.readouterr().out)["error_percent"] > 80


def test_recognize_marks_a_changed_network(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recognize", str(two), "--change", "C3.7=0"]) == 0
    assert capsys.readouterr().out.endswith("  (changed: C3.7=0)\n")
    assert main(["recognize", "--json", str(two), "--change", "C3.7=0"]) == 0
    changed = json.loads(capsys.readouterr().out)
    assert changed["changes"] == ["C3.7=0"]
    assert main(["recognize", "--json", str(two)]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert "changes" not in plain
    assert plain["penalty"] != changed["penalty"]


@pytest.mark.parametrize("change", ["C3.7=0", None])
def test_recognize_saves_all_activations(two: Path, change: str | None) -> None:
    out = two.with_name("out.npz")
    options = [] if change is None else ["--change", change]
    assert main(["recognize", "--activations", str(out), *options, str(two)]) == 0
    parameters, info = load_weights(shipped_weights())
    changes = changes_from_text([] if change is None else [change])
    answer = recognise(parameters, ink_of_picture(read_picture(two)), info.rejection, changes)
    with np.load(out) as saved:
        assert list(saved) == ["ink", "INPUT", "C1", "S2", "C3", "S4", "C5", "F6", "OUTPUT", "changes"]
        np.testing.assert_array_equal(saved["ink"], answer.ink, strict=True)
        for name in ("C1", "S2", "C3", "S4", "C5", "F6"):
            np.testing.assert_array_equal(saved[name], answer.layer(name).squeeze(), strict=True)
        np.testing.assert_array_equal(saved["OUTPUT"], answer.penalties, strict=True)
        np.testing.assert_allclose(saved["INPUT"], 1.275 * answer.ink - 0.1, rtol=1e-6)
        assert saved["changes"].tolist() == ([] if change is None else [change])
    assert sorted(two.parent.iterdir()) == [out, two]


def test_activations_are_of_one_picture(two: Path) -> None:
    out = two.with_name("out.npz")
    with pytest.raises(SystemExit, match="for one picture, not for 2"):
        main(["recognize", "--activations", str(out), str(two), str(two)])
    assert not out.exists()


def test_activations_replace_no_picture(two: Path) -> None:
    before = two.read_bytes()
    for pictures in ([str(two)], [str(two.with_name("other.png"))]):
        with pytest.raises(SystemExit, match=r"two\.png exists and is no \.npz file, so it is not replaced"):
            main(["recognize", "--activations", str(two), *pictures])
    assert two.read_bytes() == before


def test_activations_are_written_whole_or_not_at_all(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = two.with_name("gone") / "out.npz"
    assert main(["recognize", "--activations", str(gone), str(two)]) == 1
    printed = capsys.readouterr()
    assert f"{gone}: The activations could not be saved" in printed.err
    assert not printed.out
    out = two.with_name("out.npz")
    out.write_text("kept")
    bad = two.with_name("bad.png")
    bad.write_text("no picture")
    assert main(["recognize", "--activations", str(out), str(bad)]) == 1
    assert out.read_text() == "kept"
    bad.unlink()

    with full_disk():
        assert main(["recognize", "--activations", str(out), str(two)]) == 1
    assert out.read_text() == "kept"
    assert sorted(two.parent.iterdir()) == [out, two]


def test_train_writes_weights_with_all_that_is_known_of_them(tmp_path: Path) -> None:
    digits = mnist_training().subset(np.arange(400))
    (tmp_path / "i").write_bytes(idx(digits.images))
    (tmp_path / "l").write_bytes(idx(digits.labels))
    out = tmp_path / "mine.safetensors"
    data = ["--images", str(tmp_path / "i"), "--labels", str(tmp_path / "l")]
    assert main(["train", *data, "--out", str(out), "--passes", "1", "--held-out", "50", "--seed", "9"]) == 0
    _, info = load_weights(out)
    assert info.origin.seed == info.origin.recipe["seed"] == 9
    assert info.origin.facts.training_set == str(tmp_path / "i")
    assert (info.origin.facts.trained_on, info.origin.facts.held_out) == (350, 50)
    assert info.origin.mnist_test_errors
    versions = info.origin.facts.versions
    assert all((versions.lenet, versions.torch, versions.python))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--images", "i", "--out", "x.safetensors"], "go together"),
        (["--raw-folder", "r", "--pictures", "p", "--out", "x.safetensors"], "one way only"),
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
    assert "60,000 digits cannot be held out of 60,000:" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(torch.cuda.is_available(), reason="here it could")
@pytest.mark.parametrize("device", ["cuda", "teapot"])
def test_a_device_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], device: str) -> None:
    assert main(["train", "--device", device, "--count", "6000", "--out", str(tmp_path / "x.safetensors")]) == 1
    assert f"cannot compute on {device}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--count", "60001"], "--count 60,001 is more than there are: 60,000 digits"),
        (
            ["--count", "2000"],
            "this run holds 2,000 digits out, which leaves none to train on: give more digits, or --held-out",
        ),
        (
            ["--preset", "default", "--start", "mnist"],
            "this recipe has pen digits, which come from files: give --pen, or --pen-share 0",
        ),
    ],
)
def test_counts_that_do_not_fit_are_told(tmp_path: Path, options: list[str], words: str) -> None:
    with pytest.raises(SystemExit, match=words):
        main(["train", "--out", str(tmp_path / "x.safetensors"), "--threads", "1", *options])
    assert not list(tmp_path.iterdir())


def test_a_preset_that_holds_out_all_of_a_file_is_told(pair: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="this run holds 2,000 digits out, which leaves none to train on"):
        main(["train", *pair, "--out", str(tmp_path / "x.safetensors"), "--threads", "1"])
