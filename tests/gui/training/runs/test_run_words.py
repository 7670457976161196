"""What a run is called."""

from dataclasses import replace

import pytest

from lenet_gui.training.runs.run_words import changes_of, name_of, title_of
from model.digits.data_source import DataKind, DataSource
from model.digits.distortion import Distortion
from model.training.presets import DEFAULT, MODERN, ONE_MINUTE, PAPER_1998, PAPER_EQ8
from model.training.recipes import Optimizer
from model.training.setup import OwnPart, RunSetup, StartKind


@pytest.mark.parametrize(
    ("config", "own", "title"),
    [
        (PAPER_1998, None, "Paper 1998"),
        (replace(PAPER_1998, held_out=2000, split_seed=3), None, "Paper 1998"),
        (replace(PAPER_1998, seed=3), None, "Paper 1998 (Seed 3)"),
        (replace(ONE_MINUTE, rate=0.02, seed=2), None, "Short run (Rate 0.02, Seed 2)"),
        (PAPER_EQ8, None, "Paper 1998, eq. 8"),
        (replace(MODERN, passes=40), None, "MNIST only, 40 passes"),
        (replace(ONE_MINUTE, passes=1), None, "Short run, 1 pass"),
        (replace(MODERN, rate=1e-3), None, "MNIST only (Rate 0.001)"),
        (
            replace(ONE_MINUTE, passes=40, rate=0.02, batch_size=1),
            None,
            "Short run, 40 passes (Rate 0.02, Batch size 1)",
        ),
        (replace(ONE_MINUTE, optimizer=Optimizer.SGD), None, "Short run (Optimizer SGD with momentum)"),
        (replace(ONE_MINUTE, distortion=Distortion()), None, "Short run (Distortions)"),
        (replace(MODERN, pen_share=0.125), None, "MNIST only (Pen digits 12.5 %)"),
        (replace(MODERN, averaging=0.0), None, "MNIST only (Averaging none)"),
        (replace(MODERN, mu=0.5), None, "MNIST only"),  # AdamW has none
        (replace(ONE_MINUTE, rate=0.02, batch_size=1, averaging=0.0), None, "Own recipe, 10 passes"),
        (ONE_MINUTE, OwnPart("me", 40), "Short run, my digits"),
        (ONE_MINUTE, OwnPart("Ada", 40, 0.1), "Short run, Ada's digits"),
    ],
)
def test_a_run_is_called_by_its_recipe(config: object, own: OwnPart | None, title: str) -> None:
    assert isinstance(config, type(MODERN))
    assert title_of(RunSetup(config, own=own)) == title


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (DataSource(count=600), "Short run"),
        (DataSource(DataKind.PICTURES, ("pictures/scans/",)), "Short run, scans"),
        (DataSource(DataKind.IDX_PAIR, ("data\\images-idx3", "data\\labels-idx1")), "Short run, images-idx3"),
    ],
)
def test_a_run_on_files_is_called_after_them_too(data: DataSource, title: str) -> None:
    assert title_of(RunSetup(ONE_MINUTE, data)) == title


@pytest.mark.parametrize(
    ("setup", "title"),
    [
        (RunSetup(ONE_MINUTE, start=StartKind.IN_USE), "Short run (From the weights in use)"),
        (RunSetup(ONE_MINUTE, start=StartKind.MNIST_ONLY), "Short run (From the MNIST-only weights)"),
        (
            RunSetup(ONE_MINUTE, start=StartKind.FILE, start_path="C:\\nets\\a.safetensors"),
            "Short run (From a.safetensors)",
        ),
        (RunSetup(DEFAULT, start=StartKind.MNIST_ONLY), "Default"),
        (RunSetup(DEFAULT), "Default (From random weights)"),
        (RunSetup(ONE_MINUTE, start=StartKind.IN_USE, recipe="Mine"), "Mine"),
    ],
)
def test_a_run_is_told_by_where_it_starts_unless_its_recipe_starts_there(setup: RunSetup, title: str) -> None:
    assert title_of(setup) == title


def test_what_differs_is_told_apart_from_the_name_too() -> None:
    setup = RunSetup(replace(ONE_MINUTE, rate=0.02, batch_size=1), own=OwnPart("Ada", 40))
    assert changes_of(setup) == "Rate 0.02, Batch size 1"
    assert title_of(setup, with_changes=False) == "Short run, Ada's digits"
    assert changes_of(replace(setup, recipe="Mine")) == changes_of(RunSetup(ONE_MINUTE)) == ""


def test_runs_that_began_in_one_minute_have_names_of_their_own() -> None:
    names = {name_of(RunSetup(ONE_MINUTE), f"2026-11-29T14:14:0{second}") for second in range(3)}
    assert "Short run, 2026-11-29 14:14:00" in names
    assert len(names) == 3
