"""The rate over a run."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from model.training.optimizers.schedules import RateCurve, rate_at
from model.training.presets import MODERN, PAPER_1998
from model.training.recipes import Schedule, TrainingConfig
from tests.model.samples import PROPERTY


@PROPERTY
@given(passes=st.integers(2, 30), a_pass=st.integers(2, 60))
def test_one_cycle_is_torchs(passes: int, a_pass: int) -> None:
    config = replace(MODERN, passes=passes)
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    # One more than there are, so that the last update still has a rate of its own.
    theirs = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=config.rate, total_steps=passes * a_pass + 1, cycle_momentum=False
    )
    for update in range(passes * a_pass):
        assert rate_at(config, update, a_pass) == pytest.approx(optimizer.param_groups[0]["lr"], rel=1e-6)
        optimizer.step()
        theirs.step()


def test_the_papers_rates_pass_by_pass() -> None:
    rates = [rate_at(PAPER_1998, number * 60_000 + 59_999, 60_000) for number in range(20)]
    assert rates == pytest.approx([5e-4] * 2 + [2e-4] * 3 + [1e-4] * 3 + [5e-5] * 4 + [1e-5] * 8)


def test_a_constant_rate_is_constant() -> None:
    config = replace(MODERN, schedule=Schedule.CONSTANT, rate=0.25)
    assert {rate_at(config, update, 7) for update in range(70)} == {0.25}


def test_the_curve_of_the_papers_rate_steps_where_it_steps() -> None:
    curve = RateCurve(PAPER_1998, 100)
    points = curve.points(20)
    assert points[:4] == [(0, 5e-4), (1, 5e-4), (1, 5e-4), (2, 5e-4)]
    jumps = {x: (before, after) for (x, before), (same, after) in pairwise(points) if x == same and before != after}
    assert jumps == {2: (5e-4, 2e-4), 5: (2e-4, 1e-4), 8: (1e-4, 5e-5), 12: (5e-5, 1e-5)}
    assert points[-1] == (20, 1e-5)
    assert curve.points(2.5)[-1] == (2.5, 2e-4)
    assert curve.points(0) == []


@pytest.mark.parametrize("config", [MODERN, PAPER_1998, replace(MODERN, schedule=Schedule.CONSTANT)])
def test_the_curve_goes_through_every_updates_rate(config: TrainingConfig) -> None:
    config, a_pass = replace(config, passes=6), 40
    points = RateCurve(config, a_pass).points(6)
    x, y = zip(*points, strict=True)
    assert (x[0], x[-1]) == (0, 6)
    assert list(x) == sorted(x)
    for update in range(6 * a_pass):
        # Just before its end, so that a step is passed on its own side.
        near = np.interp((update + 1 - 1e-6) / a_pass, x, y)
        assert near == pytest.approx(rate_at(config, update, a_pass), rel=1e-3, abs=1e-6 * config.rate)


def test_a_rate_that_was_changed_by_hand_steps_where_it_was() -> None:
    constant = replace(MODERN, schedule=Schedule.CONSTANT, rate=1e-3, passes=4)
    known = RateCurve(constant, 10, ((15, 0.5), (30, 2.0)))
    assert known.points(4) == [(0, 1e-3), (1.5, 1e-3), (1.5, 5e-4), (3, 5e-4), (3, 2e-3), (4, 2e-3)]
    seen = RateCurve(constant, 10)
    for updates in range(1, 41):
        factor = 2.0 if updates > 30 else 0.5 if updates > 15 else 1.0
        seen.note(updates, 1e-3 * factor)
    assert seen.points(4) == known.points(4)
