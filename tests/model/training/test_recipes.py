"""Recipes and setups as data: what they refuse, and that they survive JSON."""

import json
from dataclasses import fields, replace
from typing import Any, get_type_hints

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.digits.data_source import DataKind, DataSource
from model.digits.distortion import Distortion
from model.json_records import from_json, to_json
from model.settings import limits_of, setting, settings_of
from model.strokes.rubbish import RubbishMix
from model.training.engine.criterion import Criterion, Loss
from model.training.engine.pattern_gradient import loss_and_slopes
from model.training.presets import MODERN, PRESETS
from model.training.recipes import Optimizer, Schedule, TrainingConfig
from model.training.setup import Engine, RunSetup, StartKind
from tests.model.any_recipe import CONFIGS
from tests.model.samples import PROPERTY

setups = st.builds(
    RunSetup,
    CONFIGS,
    st.sampled_from(DataKind).flatmap(
        lambda kind: st.builds(
            DataSource,
            st.just(kind),
            st.just(("a", "b", "c")[: kind.path_count]),
            st.none() | st.just(7),
            st.sampled_from(((), ("pen.jsonl:1-24", "letters.jsonl"))),
        )
    ),
    st.sampled_from(StartKind),
    start_path=st.just("c"),
    device=st.just("mps"),
    threads=st.just(3),
    engine=st.sampled_from(Engine),
)


@PROPERTY
@given(setup=setups)
def test_a_setup_survives_json(setup: RunSetup) -> None:
    assert from_json(RunSetup, json.loads(json.dumps(to_json(setup)))) == setup


@pytest.mark.parametrize(
    ("record", "name"),
    [(record, name) for record in (MODERN, MODERN.distortion, MODERN.rubbish_mix) for name in limits_of(type(record))],
)
def test_a_figure_out_of_its_range_is_refused_by_name(
    record: TrainingConfig | Distortion | RubbishMix, name: str
) -> None:
    low, high = limits_of(type(record))[name]
    for value in (low - 0.1, high + 0.1):
        changed: dict[str, Any] = {name: value}
        with pytest.raises(ValueError, match=f"{name} must be"):
            replace(record, **changed)


def test_large_figures_are_told_with_separators() -> None:
    with pytest.raises(ValueError, match=r"^held_out must be 0 to 10,000,000, not -1$"):
        replace(MODERN, held_out=-1)


@pytest.mark.parametrize(("default", "limits"), [(True, (0, 1)), ("text", (0, 1)), (Schedule.PAPER, ()), (1.0, ())])
def test_what_no_form_is_made_for_is_no_setting(default: object, limits: tuple[float, float]) -> None:
    with pytest.raises(TypeError, match="a setting must be"):
        setting(default, *([limits] if limits else []))


def test_every_setting_is_described_where_it_stands() -> None:
    for kind in (TrainingConfig, Distortion, RubbishMix):
        described = settings_of(kind)
        assert {each.name for each in fields(kind)} - set(described) <= {"distortion", "rubbish_mix"}
        for name, each in described.items():
            assert each.title, name
            assert each.text.endswith("."), name
            if each.choices:
                choices, members = list(each.choices), list(get_type_hints(kind)[name])
                assert choices == members, f"{name}: choices must list every {type(members[0]).__name__}, in its order"


@pytest.mark.parametrize("loss", list(Loss))
def test_a_figure_of_the_criterion_applies_to_the_losses_that_depend_on_it(loss: Loss) -> None:
    config, penalties = replace(MODERN, loss=loss), np.linspace(5, 95, 10)
    for name in [each.name for each in fields(Criterion) if each.name != "loss"]:
        values = [0.9 * getattr(config, name), getattr(config, name)]
        first, second = (loss_and_slopes(penalties, 0, replace(config.criterion, **{name: value})) for value in values)
        depends, applies = first[0] != second[0], settings_of(TrainingConfig)[name].applies_to(config)
        assert depends == applies, f"{name}: only_with must {'' if depends else 'not '}list {loss!r}"


def test_a_setting_applies_where_the_recipe_uses_it() -> None:
    described = settings_of(TrainingConfig)
    assert described["mu"].applies_to(PRESETS["paper"])
    assert not described["mu"].applies_to(MODERN)
    assert described["rubbish_j"].applies_to(MODERN)
    assert not described["rubbish_j"].applies_to(PRESETS["paper-eq8"])
    assert described["passes"].applies_to(MODERN)


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
