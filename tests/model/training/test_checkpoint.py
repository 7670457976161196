"""What is left of a run that was interrupted, and that going on gives the weights of one that was not."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from model.cli.main import main
from model.digits.data_source import DataKind, DataSource
from model.digits.datasets import mnist_training
from model.errors import DataError, WeightsError
from model.network.weights import load_weights
from model.training.checkpoint import CheckpointError, load_checkpoint
from model.training.checkpoint_log import read_log
from model.training.engine.lenet5 import LeNet5, parameters_of
from model.training.log import Outcome, load_log, log_beside
from model.training.loop import TrainingError
from model.training.presets import PAPER_1998
from model.training.recipes import Optimizer, Schedule, TrainingConfig
from model.training.run import Run, save_run
from model.training.setup import RunSetup, StartKind
from tests.model.digits.test_datasets import idx
from tests.model.full_disk import full_disk
from tests.model.samples import same_parameters
from tests.model.short_runs import BRIEF, after, finished, setup_of

pytestmark = pytest.mark.usefixtures("few_test_digits")

ROOT = Path(__file__).parents[3]
RECIPES = {
    "modern": BRIEF,
    "soap": replace(BRIEF, optimizer=Optimizer.SOAP, batch_size=16),
    "paper": replace(PAPER_1998, passes=3, held_out=100),
    "sgd": replace(BRIEF, optimizer=Optimizer.SGD, schedule=Schedule.CONSTANT, rate=2e-3, averaging=0.0),
    "sdlm in batches": replace(PAPER_1998, passes=3, batch_size=32, held_out=100, averaging=0.9),
}


def assert_same(one: LeNet5, other: LeNet5) -> None:
    for (name, a), b in zip(one.named_parameters(), other.parameters(), strict=True):
        assert torch.equal(a, b), name


@pytest.mark.parametrize("config", RECIPES.values(), ids=RECIPES)
def test_going_on_gives_the_same_weights_bit_for_bit(tmp_path: Path, config: TrainingConfig) -> None:
    setup = setup_of(config, 500 if config.batch_size > 16 else 200)
    whole = finished(Run(setup))
    checkpoint = tmp_path / "run.checkpoint"
    after(Run(setup, checkpoint), passes=1, updates=2)
    again = Run.resume(checkpoint)
    assert [result.number for result in again.training.passes] == [1]
    finished(again)
    for best in (False, True):
        assert_same(again.network(best), whole.network(best))
    for mine, theirs in zip(again.log.passes, whole.log.passes, strict=True):
        assert replace(mine, seconds=0.0, held_out=None) == replace(theirs, seconds=0.0, held_out=None)
        assert mine.held_out is not None
        assert theirs.held_out is not None
        np.testing.assert_array_equal(mine.held_out.mistakes, theirs.held_out.mistakes)
    assert again.log.outcome is Outcome.FINISHED


def test_a_changed_rate_is_remembered(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    run = Run(setup_of(BRIEF), checkpoint)
    run.training.rate_factor = 0.25
    after(run, passes=1)
    again = Run.resume(checkpoint)
    assert again.training.rate_factor == 0.25


def test_the_best_pass_is_kept() -> None:
    run = finished(Run(setup_of(BRIEF)))
    errors = [result.held_out.errors for result in run.log.passes if result.held_out]
    network, info = run.weights(best=True)
    assert info.origin.held_out_error_percent == min(errors)  # of 100
    assert info.origin.pass_ == errors.index(min(errors)) + 1
    assert_same(network, run.training.best)


def small_data(folder: Path) -> list[str]:
    digits = mnist_training().subset(np.arange(2000))
    (folder / "i").write_bytes(idx(digits.images))
    (folder / "l").write_bytes(idx(digits.labels))
    return ["--images", str(folder / "i"), "--labels", str(folder / "l"), "--held-out", "200", "--passes", "4"]


def lenet_train(*options: str) -> list[str]:
    return ["train", "--threads", "1", *options]


def test_a_process_killed_in_mid_pass_is_gone_on_with(tmp_path: Path) -> None:
    data = small_data(tmp_path)
    whole, cut = tmp_path / "whole.safetensors", tmp_path / "cut.safetensors"
    assert main(lenet_train(*data, "--out", str(whole))) == 0
    command = [sys.executable, "-m", "model", *lenet_train(*data, "--out", str(cut))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert "pass   1" in process.stdout.readline()
        process.kill()
    assert not cut.exists()
    log = read_log(tmp_path / "cut.safetensors.checkpoint")
    assert 1 <= len(log.passes) < 4
    assert main(lenet_train("--resume", "--out", str(cut))) == 0
    assert same_parameters(load_weights(whole)[0], load_weights(cut)[0])
    assert not (tmp_path / "cut.safetensors.checkpoint").exists()
    assert len(load_log(log_beside(cut)).passes) == 4


def test_a_full_disk_does_not_end_the_run_nor_harm_the_last_checkpoint(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    run = Run(setup_of(BRIEF), checkpoint)
    steps = run.go()
    while len(run.training.passes) < 1:
        next(steps)
    kept = checkpoint.read_bytes()
    with full_disk():
        while len(run.training.passes) < 2:
            next(steps)
    assert "could not be saved" in run.checkpoint_problem
    assert checkpoint.read_bytes() == kept
    assert list(tmp_path.iterdir()) == [checkpoint]
    for _ in steps:
        pass
    assert run.checkpoint_problem == ""
    assert len(load_checkpoint(checkpoint)[0].passes) == 4


def test_a_full_disk_at_the_end_is_told_and_the_weights_can_still_be_saved(tmp_path: Path) -> None:
    run = finished(Run(setup_of(BRIEF)))
    network, info = run.weights(best=True)
    out = tmp_path / "w.safetensors"
    with full_disk(), pytest.raises(WeightsError, match="could not be saved"):
        save_run(network, info, run.log, out)
    assert not list(tmp_path.iterdir())
    save_run(network, info, run.log, out)
    assert same_parameters(load_weights(out)[0], parameters_of(network))
    assert load_log(log_beside(out)).setup == run.log.setup


def test_a_checkpoint_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    after(Run(setup_of(BRIEF), checkpoint), passes=1)
    content = checkpoint.read_bytes()
    for cut in (0, 7, 400, len(content) // 2, len(content) - 1):
        checkpoint.write_bytes(content[:cut])
        with pytest.raises(CheckpointError, match=r"run\.checkpoint: The checkpoint is incomplete or damaged: "):
            Run.resume(checkpoint)


def test_a_checkpoint_is_let_go_once_it_is_read(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    after(Run(setup_of(BRIEF), checkpoint), passes=1)
    state = load_checkpoint(checkpoint)[1]
    before = {name: value.clone() for name, value in state.items()}
    with checkpoint.open("r+b") as file:
        file.write(bytes(checkpoint.stat().st_size))
    for name, value in before.items():
        assert torch.equal(state[name], value), name


def test_weights_are_no_checkpoint(tmp_path: Path) -> None:
    run = finished(Run(setup_of(BRIEF)))
    save_run(*run.weights(best=False), run.log, tmp_path / "w.safetensors")
    with pytest.raises(CheckpointError, match="not a checkpoint"):
        Run.resume(tmp_path / "w.safetensors")


def test_digits_that_vanish_or_change_are_told(tmp_path: Path) -> None:
    small_data(tmp_path)
    paths = (str(tmp_path / "i"), str(tmp_path / "l"))
    setup = RunSetup(BRIEF, DataSource(DataKind.IDX_PAIR, paths))
    checkpoint = tmp_path / "run.checkpoint"
    after(Run(setup, checkpoint), passes=1)
    labels = mnist_training().labels[:2000].copy()
    labels[5] = (labels[5] + 1) % 10
    (tmp_path / "l").write_bytes(idx(labels))
    with pytest.raises(DataError, match="no longer the digits"):
        Run.resume(checkpoint)
    (tmp_path / "l").unlink()
    with pytest.raises(DataError, match="cannot be read"):
        Run.resume(checkpoint)


@pytest.mark.parametrize("passes", [1, BRIEF.passes])
def test_weights_are_not_lost_with_the_digits_of_a_run_that_is_over(tmp_path: Path, passes: int) -> None:
    """It is ended after its last whole pass, or was finished but not saved yet."""
    small_data(tmp_path)
    paths = (str(tmp_path / "i"), str(tmp_path / "l"))
    setup = RunSetup(BRIEF, DataSource(DataKind.IDX_PAIR, paths), threads=1)
    checkpoint, ends = tmp_path / "run.checkpoint", passes < BRIEF.passes
    after(Run(setup, checkpoint), passes)
    whole = Run.resume(checkpoint, ends=ends)
    assert not whole.digits_lost
    labels = mnist_training().labels[:2000].copy()
    labels[5] = (labels[5] + 1) % 10
    for content, words in ((idx(labels), "no longer the digits"), (idx(labels[:50]), "50 labels"), (b"", "too few")):
        (tmp_path / "l").write_bytes(content)
        again = Run.resume(checkpoint, ends=ends)
        assert words in again.digits_lost
        assert "decided on MNIST's digits" in again.digits_lost
        assert (again.log.setup, again.log.facts) == (whole.log.setup, whole.log.facts)
        assert len(again.log.passes) == passes
        for best in (False, True):
            assert_same(again.weights(best)[0], whole.network(best))
        if ends:
            with pytest.raises(DataError):
                Run.resume(checkpoint)


def test_digits_that_vanish_in_mid_run_do_no_harm(tmp_path: Path) -> None:
    small_data(tmp_path)
    paths = (str(tmp_path / "i"), str(tmp_path / "l"))
    run = Run(RunSetup(BRIEF, DataSource(DataKind.IDX_PAIR, paths, count=500)), tmp_path / "run.checkpoint")
    steps = run.go()
    next(steps)
    for path in paths:
        Path(path).unlink()
    for _ in steps:
        pass
    assert len(run.log.passes) == 4


def test_a_stick_that_is_pulled_out_in_mid_run_is_told_and_not_made_anew(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    checkpoint = stick / "runs" / "run.checkpoint"
    checkpoint.parent.mkdir(parents=True)
    run = Run(setup_of(BRIEF), checkpoint)
    steps = run.go()
    while len(run.training.passes) < 1:
        next(steps)
    stick.rename(tmp_path / "pulled out")
    for _ in steps:
        pass
    assert "could not be saved" in run.checkpoint_problem
    assert not stick.exists()


def test_the_folder_vanishing_in_mid_run_does_not_end_it(tmp_path: Path) -> None:
    checkpoint = tmp_path / "runs" / "run.checkpoint"
    run = Run(setup_of(BRIEF), checkpoint)
    steps = run.go()
    while len(run.training.passes) < 1:
        next(steps)
    shutil.rmtree(checkpoint.parent)
    for _ in steps:
        pass
    assert len(load_checkpoint(checkpoint)[0].passes) == 4


def test_a_run_can_start_from_a_file_or_from_the_weights_in_use(tmp_path: Path) -> None:
    first = finished(Run(setup_of(BRIEF)))
    save_run(*first.weights(best=False), first.log, tmp_path / "w.safetensors")
    # A rate of next to nothing: what comes out is where it started.
    still = replace(BRIEF, passes=1, rate=1e-8, schedule=Schedule.CONSTANT, averaging=0.0, weight_decay=0.0)
    start, in_use = first.network(best=False), first.network(best=False)
    from_file = RunSetup(still, DataSource(count=500), StartKind.FILE, str(tmp_path / "w.safetensors"))
    for run in (
        Run(from_file),
        Run(RunSetup(still, DataSource(count=500), StartKind.IN_USE), in_use=in_use),
    ):
        finished(run)
        for a, b in zip(run.network(best=False).parameters(), start.parameters(), strict=True):
            torch.testing.assert_close(a, b, rtol=0, atol=1e-6)
    assert_same(in_use, start)
    with pytest.raises(ValueError, match="no weights in use"):
        Run(RunSetup(still, DataSource(count=500), StartKind.IN_USE))
    with pytest.raises(WeightsError):
        Run(replace(from_file, start_path=str(tmp_path / "gone.safetensors")))


def test_a_run_stopped_in_mid_pass_comes_to_its_last_whole_pass(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    run = after(Run(setup_of(BRIEF), checkpoint), passes=2, updates=2)
    assert not torch.equal(run.newest().f6.weight, run.network(best=False).f6.weight)
    assert_same(run.network(best=False), Run.resume(checkpoint).network(best=False))


@pytest.mark.parametrize("held_out", [0, 100])
def test_a_run_that_broke_off_still_has_its_good_passes(held_out: int) -> None:
    # At this rate, decay multiplies every weight by -4 an update.
    config = replace(
        BRIEF, optimizer=Optimizer.SGD, schedule=Schedule.CONSTANT, rate=5e-3, weight_decay=1.0, averaging=0.0,
        passes=400, held_out=held_out,
    )  # fmt: skip
    run = after(Run(setup_of(config)), passes=1)
    good = run.network(best=False)
    run.training.rate_factor = 1000.0
    with pytest.raises(TrainingError, match="too high"):
        finished(run)
    for best in (False, True):
        network, info = run.weights(best)
        assert all(bool(torch.isfinite(p).all()) for p in network.parameters())
        assert info.origin.passes >= 1
    assert torch.isfinite(good.f6.weight).all()
