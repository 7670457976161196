"""The two criteria against the paper's formulas, written out in float64."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from model.training.engine.criterion import Criterion, Loss
from model.training.engine.loss import loss_and_slopes, maximum_a_posteriori, mean_loss
from tests.model.samples import PROPERTY

BATCHES = st.lists(
    st.tuples(st.lists(st.floats(0, 300), min_size=10, max_size=10), st.integers(0, 9)), min_size=1, max_size=6
)
WITH_RUBBISH = st.lists(
    st.tuples(st.lists(st.floats(0, 300), min_size=10, max_size=10), st.integers(0, 10)), min_size=1, max_size=6
)


@PROPERTY
@given(batch=BATCHES)
def test_equation_8(batch: list[tuple[list[float], int]]) -> None:
    penalties = torch.tensor([row for row, _ in batch], dtype=torch.float64)
    labels = torch.tensor([label for _, label in batch])
    expected = np.mean([row[label] for row, label in batch])
    criterion = Criterion(Loss.MEAN_SQUARED_ERROR, 10.0, 1.0)
    assert float(mean_loss(penalties, labels, criterion)) == pytest.approx(expected, rel=1e-12)


@PROPERTY
@given(batch=WITH_RUBBISH, j=st.floats(0.01, 200), scale=st.sampled_from([1.0, 8.0]))
def test_equation_9(batch: list[tuple[list[float], int]], j: float, scale: float) -> None:
    penalties = torch.tensor([row for row, _ in batch], dtype=torch.float64)
    labels = torch.tensor([label for _, label in batch])
    expected = np.mean(
        [
            (j if label == 10 else row[label] / scale) + math.log(math.exp(-j) + sum(math.exp(-y / scale) for y in row))
            for row, label in batch
        ]
    )
    criterion = Criterion(Loss.MAXIMUM_A_POSTERIORI, j, scale)
    assert float(mean_loss(penalties, labels, criterion)) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    loss, slopes = loss_and_slopes(penalties, labels, criterion)
    assert float(loss) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    penalties.requires_grad_()
    (gradient,) = torch.autograd.grad(maximum_a_posteriori(penalties, labels, j, scale), penalties)
    torch.testing.assert_close(slopes, gradient)


def test_rubbish_pushes_all_ten_penalties_up() -> None:
    penalties = torch.full((1, 10), 30.0, requires_grad=True)
    (gradient,) = torch.autograd.grad(maximum_a_posteriori(penalties, torch.tensor([10]), 6.0, 8.0), penalties)
    assert (gradient < 0).all()


@pytest.mark.parametrize("rubbish_j", [1e-3, 10.0, 1e4, 1e30])
@pytest.mark.parametrize("penalty", [0.0, 1e-30, 1e3, 1e6, 1e30])
def test_equation_9_stays_finite_where_a_plain_exponential_would_not(penalty: float, rubbish_j: float) -> None:
    penalties = torch.full((1, 10), penalty)
    penalties[0, 3] = 0
    penalties.requires_grad_()
    for label in (0, 3):
        loss = maximum_a_posteriori(penalties, torch.tensor([label]), rubbish_j)
        (gradient,) = torch.autograd.grad(loss, penalties)
        assert torch.isfinite(loss)
        assert torch.isfinite(gradient).all()


def test_equation_9_pushes_wrong_classes_away_and_the_right_one_near() -> None:
    # The known mistake is +y in the log-sum: then wrong penalties would be pulled down.
    penalties = torch.full((1, 10), 5.0, requires_grad=True)
    (gradient,) = torch.autograd.grad(maximum_a_posteriori(penalties, torch.tensor([2]), 10.0), penalties)
    assert gradient[0, 2] > 0
    assert (torch.cat([gradient[0, :2], gradient[0, 3:]]) < 0).all()


def test_a_far_rubbish_class_takes_no_part() -> None:
    penalties = torch.tensor([[4.0, 9.0, *[20.0] * 8]])
    label = torch.tensor([0])
    far = float(maximum_a_posteriori(penalties, label, 1e6))
    assert far == pytest.approx(float(torch.nn.functional.cross_entropy(-penalties, label)), abs=1e-6)
    assert float(maximum_a_posteriori(penalties, label, 1.0)) > far
