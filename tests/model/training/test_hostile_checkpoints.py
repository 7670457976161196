"""Checkpoints and logs that mean harm: they are refused before torch computes with them."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from model.errors import FileError
from model.training.checkpoint import load_checkpoint
from model.training.log import LogError, TrainingLog, load_log
from model.training.run import Run
from tests.model.short_runs import BRIEF, after, setup_of

NAN = float("nan")
Written = tuple[dict[str, Any], dict[str, Tensor]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A checkpoint's log in JSON, and its state."""
    path = tmp_path_factory.mktemp("run") / "run.checkpoint"
    after(Run(setup_of(BRIEF), path), passes=1)
    log, state = load_checkpoint(path)
    return log.as_json(), state


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        *(
            (f"stepper/0.{moment}", torch.zeros(size), rf"0\.{moment} must be float32 \(60000,\)")
            for moment in ("exp_avg", "exp_avg_sq")
            for size in (0, 1, 16)
        ),
        ("stepper/0.exp_avg", None, "0.exp_avg is missing"),
        ("stepper/0.exp_avg", torch.zeros(60_000).double(), "not float64"),
        ("stepper/0.exp_avg", torch.full((60_000,), NAN), "not finite"),
        ("stepper/0.step", torch.zeros(2), "0.step must be float32"),
        ("stepper/7.exp_avg", torch.zeros(1), "7.exp_avg must not be there"),
        ("stepper/x", torch.zeros(1), "x must not be there"),
        ("generator", torch.zeros(5056), "generator must be uint8"),
        ("generator", torch.zeros(5056, dtype=torch.uint8), "Invalid"),
        ("generator", None, "generator is missing"),
        ("rate_factor", torch.tensor(NAN).double(), "rate_factor holds"),
        ("rate_factor", torch.tensor(1e30).double(), "rate_factor must be 0.001 to 1000, not 1e"),
        ("network/f6.bias", torch.zeros(84).half(), "f6.bias must be float32"),
        ("best/f6.bias", torch.full((84,), NAN), "f6.bias holds"),
        ("elsewhere/f6.bias", torch.zeros(84), "must not be there"),
        ("own/images", torch.zeros(3).bfloat16(), "must not be there"),
    ],
)
def test_a_state_of_another_shape_is_refused(
    name: str, value: Tensor | None, problem: str, written: Written, tmp_path: Path
) -> None:
    log, state = written
    state = {key: each for key, each in {**state, name: value}.items() if each is not None}
    save_file(state, tmp_path / "run.checkpoint", {"log": json.dumps(log)})
    with pytest.raises(FileError, match=rf"run\.checkpoint: .*{problem}"):
        Run.resume(tmp_path / "run.checkpoint")


def _with(values: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    first, _, rest = path.partition(".")
    return {**values, first: _with(values[first], rest, value) if rest else value}


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("setup.config.held_out", 100.5, "held_out cannot be 100.5"),
        ("setup.config.held_out", 2000, "2,000 digits cannot be held out of 500"),
        ("setup.data.count", 1e300, "count cannot be 1e"),
        ("setup.data.count", 0, "count must be 1 or more, not 0"),
        ("setup.data.kind", "idx-pair", "idx-pair must have 2 paths, not 0"),
        ("setup.data.paths", ["\ud800"], "mnist must have 0 paths"),
        ("setup.device", {}, "device cannot be"),
        ("setup.device", "meta", "cannot compute on meta: the device must be cpu, cuda or mps"),
        ("setup.threads", 100_000, "threads must be 0 to 1,024, not 100,000"),
        ("setup.threads", -1, "threads must be 0 to 1,024"),
        ("facts.own_digits", {"person": "Ada", "count": 3}, "the digits of Ada"),
        ("setup.config.passes", 1, "numbered from 1"),
        ("setup.engine", "plain", "0.exp_avg must be"),
    ],
)
def test_a_log_out_of_range_is_refused(
    path: str, value: object, problem: str, written: Written, tmp_path: Path
) -> None:
    log, state = written
    log = _with({**log, "passes": log["passes"] * 2} if path.endswith("passes") else log, path, value)
    save_file(state, tmp_path / "run.checkpoint", {"log": json.dumps(log)})
    with pytest.raises(FileError, match=rf"run\.checkpoint: .*{problem}"):
        Run.resume(tmp_path / "run.checkpoint")


def test_a_run_that_does_not_say_its_threads_gets_some(written: Written, tmp_path: Path) -> None:
    save_file(written[1], tmp_path / "run.checkpoint", {"log": json.dumps(_with(written[0], "setup.threads", 0))})
    run = Run.resume(tmp_path / "run.checkpoint")
    assert run.log.setup.threads == 1
    next(run.go())


def test_own_digits_of_another_kind_are_refused(written: Written, tmp_path: Path) -> None:
    log = _with(written[0], "facts.own_digits", {"person": "Ada", "count": 3})
    images = torch.zeros(3, 32, 32)
    for kind in (torch.bfloat16, torch.float32):
        state = {**written[1], "own/images": images.to(kind), "own/labels": torch.zeros(3, dtype=torch.uint8)}
        save_file(state, tmp_path / "run.checkpoint", {"log": json.dumps(log)})
        with pytest.raises(FileError, match="no longer holds the digits of Ada"):
            Run.resume(tmp_path / "run.checkpoint")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", 2),
        ("number", 10**300),
        ("training_loss", NAN),
        ("seconds", float("inf")),
        ("mistakes", [-1] * 100),
        ("answers", [10]),
        ("confusion", [[10**300] * 10] * 10),
        ("confusion", [[-1] * 10] * 10),
    ],
)
def test_figures_of_a_pass_are_checked(key: str, value: object, written: Written, tmp_path: Path) -> None:
    log = written[0]
    result = {**log["passes"][0], key: value}
    path = tmp_path / "a.training.json"
    path.write_text(json.dumps({**log, "passes": [result]}))
    with pytest.raises(LogError, match="not a training log"):
        load_log(path)


@pytest.mark.parametrize("load", [load_log, load_checkpoint])
def test_what_has_no_end_is_not_read(load: Callable[[Path], object]) -> None:
    with pytest.raises(FileError, match="a device or a pipe"):
        load(Path(os.devnull))


def test_what_is_written_is_read(written: Written) -> None:
    assert TrainingLog.from_json(written[0]).as_json() == written[0]
