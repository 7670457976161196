"""A person's own digits in a run: how often, what is held out, frozen from its start, and told in its log."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.torch import save_file

from model.cli.main import main
from model.digits.data_source import DataSource
from model.digits.datasets import Digits
from model.my_digits.digit import PackedStrokes
from model.my_digits.formats import inks
from model.my_digits.store import DigitStore
from model.network.weights import load_weights
from model.training.checkpoint import CheckpointError
from model.training.log import TrainingLog, load_log, log_beside
from model.training.own_digits import OwnDigits, OwnSource
from model.training.run import Run, save_run
from model.training.run_digits import read_digits
from model.training.setup import OwnPart, RunSetup
from tests.model.hand import written
from tests.model.samples import PROPERTY, write_jsonl
from tests.model.short_runs import BRIEF, after, finished
from tests.model.training.test_checkpoint import assert_same

pytestmark = pytest.mark.usefixtures("few_test_digits")

ADA = written(3)
ALONE = RunSetup(replace(BRIEF, held_out=6))
BESIDE = RunSetup(BRIEF, DataSource(count=500))


def ada(share: float | None) -> OwnDigits:
    return OwnSource.of("Ada", ADA, share).read()


def nothing(_done: int, _of: int) -> None:
    return


def as_set(images: np.ndarray[Any, np.dtype[np.uint8]]) -> set[bytes]:
    return {image.tobytes() for image in images}


def test_own_digits_come_as_the_network_gets_them() -> None:
    own = ada(None)
    np.testing.assert_allclose(own.digits.fields() / 255, inks(ADA), atol=0.5 / 255)
    assert own.digits.labels.tolist() == [digit.label for digit in ADA]


@PROPERTY
@given(count=st.integers(1, 2000), beside=st.integers(1, 60_000), share=st.floats(0.01, 0.5))
def test_each_is_shown_as_often_as_comes_nearest_to_the_share(count: int, beside: int, share: float) -> None:
    times = OwnPart("Ada", count, share).times(beside)
    assert times >= 1
    wanted = share / (1 - share) * beside
    assert times == 1 or abs(times * count - wanted) <= count / 2 + 1e-6


def test_beside_mnist_all_are_trained_on_and_only_mnist_is_held_out() -> None:
    read = read_digits(BESIDE, ada(0.2), nothing)
    plain = read_digits(BESIDE, None, nothing)
    assert read.facts.own_digits is not None
    times = read.facts.own_digits.times
    assert times == 3  # 400 of MNIST; 3 x 30 are nearest to a fifth of all
    np.testing.assert_array_equal(read.held_out.images, plain.held_out.images)
    assert len(read.held_out) == 100
    np.testing.assert_array_equal(read.training.fields()[:400], plain.training.fields())
    own = ada(0.2).digits
    np.testing.assert_array_equal(read.training.images[400:], np.concatenate([own.images] * times))
    np.testing.assert_array_equal(read.training.labels[400:], np.concatenate([own.labels] * times))
    assert not as_set(read.held_out.fields()) & as_set(own.images)


def test_alone_a_part_is_held_out_by_its_seed_and_never_trained_on() -> None:
    read = read_digits(ALONE, ada(None), nothing)
    assert (len(read.training), len(read.held_out)) == (24, 6)
    assert not as_set(read.training.images) & as_set(read.held_out.images)
    again = read_digits(ALONE, ada(None), nothing)
    np.testing.assert_array_equal(read.held_out.images, again.held_out.images)
    other = read_digits(replace(ALONE, config=replace(ALONE.config, split_seed=2)), ada(None), nothing)
    assert as_set(read.held_out.images) != as_set(other.held_out.images)


def test_a_digit_that_was_imported_twice_is_one_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PackedStrokes, "drawing", None)  # of thousands, unpacking takes half a second
    again = [replace(digit, key=f"{at:032x}", label=(digit.label + 1) % 10) for at, digit in enumerate(ADA[:5])]
    source = OwnSource.of("Ada", [*ADA, *again])
    assert source.part.count == len(ADA)
    # What was said last counts.
    assert [digit.label for digit in source.drawn[:5]] == [digit.label for digit in again]


@pytest.mark.parametrize(("count", "wanted", "held_out"), [(40, 2000, 8), (40, 3, 3), (40, 0, 0), (4, 2000, 0)])
def test_alone_a_fifth_at_most_is_held_out(count: int, wanted: int, held_out: int) -> None:
    assert OwnPart("Ada", count).held_out(wanted) == held_out
    assert OwnPart("Ada", count, 0.1).held_out(wanted) == wanted


def test_a_few_can_be_looked_at_again_and_again() -> None:
    source = OwnSource.of("Ada", ADA[:5])
    assert [digit.label for digit in source.some(3, 7).drawn] == [3, 4, 0, 1, 2, 3, 4]
    assert OwnSource("Ada", ()).some(3, 7).drawn == ()


def test_too_few_are_told() -> None:
    with pytest.raises(ValueError, match="no digits of Ada"):
        Run(ALONE, own=OwnSource("Ada", ()).read())
    with pytest.raises(ValueError, match="30 digits cannot be held out of 30"):
        Run(replace(ALONE, config=replace(BRIEF, held_out=30)), own=ada(None))
    with pytest.raises(ValueError, match="less than 1 of a pass"):
        OwnPart("Ada", 3, 1.0)


@pytest.mark.parametrize(("setup", "share"), [(ALONE, None), (BESIDE, 0.2)], ids=["alone", "beside"])
def test_going_on_is_the_same_bit_for_bit_whatever_became_of_the_kept_digits(
    tmp_path: Path, setup: RunSetup, share: float | None
) -> None:
    store = DigitStore(tmp_path)
    store.add_all(ADA)
    whole = finished(Run(setup, own=OwnSource.of("Ada", store.digits, share).read()))
    checkpoint = tmp_path / "run.checkpoint"
    after(Run(setup, checkpoint, own=OwnSource.of("Ada", store.digits, share).read()), passes=2)
    store.remove(ADA[0].key)
    store.relabel({ADA[1].key: 5})
    store.add_all(written(1, seed=9))
    store.path.rename(tmp_path / "gone")
    again = Run.resume(checkpoint)
    assert [result.number for result in again.training.passes] == [1, 2]
    assert again.log.setup.own == whole.log.setup.own == OwnPart("Ada", 30, share)
    finished(again)
    for best in (False, True):
        assert_same(again.network(best), whole.network(best))


def spoiled(path: Path, change: dict[str, torch.Tensor | None]) -> None:
    with safe_open(path, framework="pt") as file:
        metadata = file.metadata()
        state = {name: file.get_tensor(name) for name in list(file.keys())}
    state = {name: value for name, value in {**state, **change}.items() if value is not None}
    save_file(state, path, metadata)


@pytest.mark.parametrize(
    "change",
    [
        {"own/images": None},
        {"own/labels": None},
        {"own/images": torch.zeros((30, 28, 28), dtype=torch.uint8)},
        {"own/images": torch.zeros((30, 32, 32), dtype=torch.uint8)},
        {"own/labels": torch.full((30,), 77, dtype=torch.uint8)},
        {"own/labels": torch.zeros((31,), dtype=torch.int64)},
    ],
)
def test_a_checkpoint_without_its_own_digits_is_told(tmp_path: Path, change: dict[str, torch.Tensor | None]) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    after(Run(ALONE, checkpoint, own=ada(None)), passes=1)
    Run.resume(checkpoint)
    spoiled(checkpoint, change)
    with pytest.raises(CheckpointError, match="no longer holds the digits of Ada"):
        Run.resume(checkpoint)


def test_the_log_tells_whose_digits_how_many_and_how_often(tmp_path: Path) -> None:
    run = after(Run(BESIDE, own=ada(0.2)), passes=1)
    save_run(*run.weights(best=False), run.log, tmp_path / "w.safetensors")
    log = load_log(log_beside(tmp_path / "w.safetensors"))
    assert log.setup.own == OwnPart("Ada", 30, 0.2)
    assert log.facts.own_digits is not None
    assert log.facts.own_digits.times == 3
    assert (log.facts.trained_on, log.facts.held_out) == (490, 100)
    assert log.facts.training_set == "MNIST training set and Ada's digits"
    origin = load_weights(tmp_path / "w.safetensors")[1].origin
    assert origin.facts.own_digits == log.facts.own_digits


@pytest.mark.parametrize(
    "own", [3, {}, {"person": "Ada", "count": "many", "share": None}, {"person": "Ada", "count": 3, "share": 7}]
)
def test_what_a_log_says_wrongly_of_them_makes_it_none(own: object) -> None:
    values = json.loads(json.dumps(TrainingLog(ALONE).as_json()))
    with pytest.raises((ValueError, TypeError, KeyError)):
        TrainingLog.from_json({**values, "facts": {"own_digits": own}})


def train(tmp_path: Path, *options: str) -> int:
    file = tmp_path / "ada.jsonl"
    if not file.exists():
        write_jsonl(file, ADA)
    out = str(tmp_path / "w.safetensors")
    return main(["train", "--digits", str(file), "--out", out, "--passes", "1", "--threads", "1", *options])


def test_lenet_train_takes_a_file_of_own_digits_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(tmp_path) == 0
    assert "30 digits of ada: a pass has 24; held out: 6" in capsys.readouterr().err
    log = load_log(log_beside(tmp_path / "w.safetensors"))
    assert log.setup.own == OwnPart("ada", 30)
    assert log.setup.config.held_out == 6
    assert str(tmp_path) not in json.dumps(log.as_json())


def test_lenet_train_takes_them_beside_mnist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(tmp_path, "--own-share", "10", "--count", "1000", "--held-out", "100") == 0
    assert "30 digits of ada, each 3 times beside MNIST's: a pass has 990; held out: 100" in capsys.readouterr().err
    assert load_log(log_beside(tmp_path / "w.safetensors")).setup.own == OwnPart("ada", 30, 0.1)


def test_one_digit_shown_once_is_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_jsonl(tmp_path / "ada.jsonl", ADA[:1])
    assert train(tmp_path, "--own-share", "1", "--count", "100", "--held-out", "20") == 0
    assert "1 digit of ada, each once beside MNIST's: a pass has 81; held out: 20" in capsys.readouterr().err


def test_what_lenet_train_holds_out_when_asked_is_not_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(tmp_path, "--held-out", "20") == 0
    assert "a pass has 10; held out: 20" in capsys.readouterr().err
    assert train(tmp_path, "--held-out", "30", "--force") == 1
    assert "cannot be held out of 30" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--pictures", "p"], "one way only"),
        (["--own-share", "10", "--images", "i", "--labels", "l"], "one way only"),
        (["--count", "10"], "--count is for MNIST's"),
    ],
)
def test_lenet_train_says_at_once_what_cannot_work(tmp_path: Path, options: list[str], words: str) -> None:
    with pytest.raises(SystemExit, match=words):
        train(tmp_path, *options)


def test_a_share_needs_digits_and_bad_files_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="goes with --digits"):
        main(["train", "--out", str(tmp_path / "w.safetensors"), "--own-share", "10"])
    (tmp_path / "ada.jsonl").write_text("nonsense")
    assert train(tmp_path) == 1
    assert "Line 1" in capsys.readouterr().err


def test_mnist_is_not_needed_for_own_digits_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def unread() -> Digits:
        raise AssertionError

    monkeypatch.setattr("model.digits.reading.mnist_training", unread)
    finished(Run(ALONE, own=ada(None)))
