"""The rate over a run."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from model.training.recipes import MODERN, PAPER_1998, Schedule
from model.training.schedules import rate_at
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
