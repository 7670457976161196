"""A run's log: it comes back as it was, and what is none is told."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.digits.data_source import DataKind, DataSource
from model.digits.distortion import Distortion
from model.network.weights_info import RunFacts
from model.training.log import LogError, TrainingLog, load_log, log_beside, save_log
from model.training.run import Run
from tests.model.full_disk import full_disk
from tests.model.short_runs import BRIEF, after, finished, setup_of


@pytest.fixture(scope="module")
def log() -> dict[str, Any]:
    """As it is written after one pass; a test that changes it makes a copy."""
    return after(Run(setup_of(BRIEF)), passes=1).log.as_json()


def test_paths_of_a_notebook_are_written_down_as_text(tmp_path: Path) -> None:
    paths: Any = tmp_path, tmp_path / "labels"
    setup = replace(setup_of(BRIEF), data=DataSource(DataKind.IDX_PAIR, paths, strokes=paths[:1]))
    save_log(TrainingLog(setup, RunFacts()), tmp_path / "a.training.json")
    assert load_log(tmp_path / "a.training.json").setup == setup
    assert setup.data.paths == (str(tmp_path), str(tmp_path / "labels"))


@pytest.mark.usefixtures("few_test_digits")
def test_a_log_comes_back_as_it_was(tmp_path: Path) -> None:
    setup = setup_of(replace(BRIEF, passes=2, distortion=Distortion(shear=0.2)))
    run = finished(Run(replace(setup, test_error=True)))
    path = tmp_path / "a.training.json"
    save_log(run.log, path)
    back = load_log(path)
    assert back.as_json() == run.log.as_json()
    assert back.setup == run.log.setup
    assert len(back.passes) == 2
    for read, written in zip(back.passes, run.log.passes, strict=True):
        np.testing.assert_equal(asdict(read), asdict(written))
        assert None not in vars(read).values()  # each figure is measured
    with full_disk(), pytest.raises(LogError, match="could not be saved"):
        save_log(run.log, path)
    assert load_log(path).setup == run.log.setup


def test_a_log_without_newer_figures_is_read(log: dict[str, Any]) -> None:
    kept = ("number", "training_loss", "training_error_percent", "rate", "seconds", "confusion", "mistakes", "answers")
    (read,) = TrainingLog.from_json({**log, "passes": [{name: log["passes"][0][name] for name in kept}]}).passes
    assert read.test_error_percent is None
    assert read.held_out is not None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: [],
        lambda log: {},
        lambda log: {**log, "format": "other"},
        lambda log: {**log, "passes": [{}]},
        lambda log: {**log, "passes": 3},
        lambda log: {**log, "outcome": "unheard"},
        lambda log: {**log, "setup": {**log["setup"], "config": {**log["setup"]["config"], "rate": -1.0}}},
        lambda log: {**log, "setup": {**log["setup"], "config": {**log["setup"]["config"], "batch_size": "many"}}},
        lambda log: {**log, "passes": [{**log["passes"][0], "confusion": [[1, 2], [3, 4]]}]},
        lambda log: {**log, "passes": [{**log["passes"][0], "answers": [1]}]},
    ],
)
def test_what_is_no_log_is_told(tmp_path: Path, log: dict[str, Any], spoil: object) -> None:
    assert callable(spoil)
    path = tmp_path / "a.training.json"
    path.write_text(json.dumps(spoil(log)))
    with pytest.raises(LogError, match="not a training log"):
        load_log(path)


def test_a_log_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.training.json"
    for content in (b"\xff\xfe\x00", b"", b"[" * 100_000):
        path.write_bytes(content)
        with pytest.raises(LogError, match="not a training log"):
            load_log(path)
    with pytest.raises(LogError, match="cannot be read"):
        load_log(tmp_path / "gone.json")


@pytest.mark.parametrize(
    ("weights", "log"),
    [
        ("mine.safetensors", "mine.training.json"),
        ("mine", "mine.training.json"),
        ("rate-0.01", "rate-0.01.training.json"),
        ("rate-0.02.safetensors", "rate-0.02.training.json"),
    ],
)
def test_weights_have_a_log_each(weights: str, log: str) -> None:
    assert log_beside(Path("runs", weights)) == Path("runs", log)
