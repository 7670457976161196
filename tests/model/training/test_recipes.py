"""Recipes and setups as data: what they refuse, and that they survive JSON."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.digits.data_source import DataKind, DataSource
from model.digits.distortion import DISTORTION_LIMITS, Distortion
from model.network.records import Initialisation, Squashing
from model.training.engine.criterion import Loss
from model.training.recipes import LIMITS, MODERN, PRESETS, Optimizer, Schedule, TrainingConfig
from model.training.setup import RunSetup, StartKind
from tests.model.samples import PROPERTY

WHOLE = {"curvature_patterns", "batch_size", "passes", "held_out", "split_seed", "seed"}
figures = {
    name: st.integers(int(low), int(high)) if name in WHOLE else st.floats(low, high)
    for name, (low, high) in LIMITS.items()
}
configs = st.builds(
    TrainingConfig,
    loss=st.sampled_from(Loss),
    squashing=st.sampled_from(Squashing),
    initialisation=st.sampled_from(Initialisation),
    optimizer=st.sampled_from(Optimizer),
    schedule=st.sampled_from(Schedule),
    distortion=st.builds(Distortion, **{name: st.floats(0, high) for name, high in DISTORTION_LIMITS.items()}),
    **figures,
)


@PROPERTY
@given(config=configs, kind=st.sampled_from(DataKind), start=st.sampled_from(StartKind), count=st.none() | st.just(7))
def test_a_setup_survives_json(config: TrainingConfig, kind: DataKind, start: StartKind, count: int | None) -> None:
    setup = RunSetup(config, DataSource(kind, ("a", "b"), count), start, "c", "mps", 3)
    assert RunSetup.from_json(json.loads(json.dumps(setup.as_json()))) == setup


@pytest.mark.parametrize("name", LIMITS)
def test_a_figure_out_of_its_range_is_refused_by_name(name: str) -> None:
    low, high = LIMITS[name]
    for value in (low - 1, high + 1):
        changed: dict[str, Any] = {name: value}
        with pytest.raises(ValueError, match=f"{name} must be"):
            replace(MODERN, **changed)


@pytest.mark.parametrize("name", DISTORTION_LIMITS)
def test_a_distortion_out_of_its_range_is_refused_by_name(name: str) -> None:
    for value in (-0.1, DISTORTION_LIMITS[name] + 0.1):
        with pytest.raises(ValueError, match=f"{name} must be"):
            replace(MODERN, distortion=Distortion(**{name: value}))


def test_the_presets_are_what_the_paper_says_and_what_ships() -> None:
    paper = PRESETS["paper"]
    assert (paper.optimizer, paper.batch_size, paper.passes, paper.schedule) == (
        Optimizer.SDLM,
        1,
        20,
        Schedule.PAPER,
    )
    assert paper.distortion.is_none
    assert paper.mu == 0.02
    assert PRESETS["paper-eq8"] == replace(paper, loss=Loss.MEAN_SQUARED_ERROR)
    assert PRESETS["modern"] == MODERN
