"""SOAP: AdamW as long as its axes are the weights themselves, and along axes of its own where weights depend."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from model.digits.datasets import mnist_training
from model.digits.distortion import Distortion
from model.training.engine.lenet5 import LeNet5
from model.training.loop import Training
from model.training.optimizers.soap import TURNED_EVERY, Block, SoapSteps
from model.training.presets import MODERN
from model.training.recipes import Optimizer
from model.training.step.soap import FORGETTING
from tests.model.networks import lively_network


def random_gradients(network: LeNet5, generator: torch.Generator) -> None:
    for parameter in network.parameters():
        parameter.grad = torch.randn(parameter.shape, generator=generator)


def test_until_its_axes_turn_it_is_adamw() -> None:
    mine, theirs = lively_network(), lively_network()
    soap = SoapSteps(mine, weight_decay=0.1)
    adamw = torch.optim.AdamW(theirs.parameters(), lr=1e-2, betas=(FORGETTING, FORGETTING), weight_decay=0.1)
    generator = torch.Generator().manual_seed(1)
    for update in range(1, TURNED_EVERY + 2):
        random_gradients(theirs, generator)
        for one, other in zip(mine.parameters(), theirs.parameters(), strict=True):
            one.grad = other.grad
        soap.step(1e-2)
        adamw.step()
        pairs = zip(mine.parameters(), theirs.parameters(), strict=True)
        same = all(torch.allclose(one, other, atol=1e-5) for one, other in pairs)
        assert same == (update <= TURNED_EVERY), update


def rotation(size: int, seed: int) -> Tensor:
    axes: Tensor = torch.linalg.qr(torch.randn(size, size, generator=torch.Generator().manual_seed(seed)))[0]
    return axes


def block_of(rows: int, columns: int) -> tuple[Block, nn.Parameter, nn.Parameter]:
    weight, bias = nn.Parameter(torch.zeros(rows, columns - 1)), nn.Parameter(torch.zeros(rows))
    return Block(weight, bias, slice(None), slice(None), 1), weight, bias


@torch.no_grad()
def test_its_axes_become_those_along_which_gradients_vary() -> None:
    block, weight, bias = block_of(8, 5)
    spread, axes = torch.tensor([16.0, 8.0, 4.0, 2.0, 1.0]), rotation(5, seed=2)
    generator = torch.Generator().manual_seed(3)
    for update in range(1, 301):
        gradient = torch.randn(8, 5, generator=generator) * spread @ axes.T
        weight.grad, bias.grad = gradient[:, :-1], gradient[:, -1]
        block.step(0.0, 0.0, update)
    found = block.state["columns_axes"][0]
    np.testing.assert_allclose(found.T @ found, np.eye(5), atol=1e-5)
    along = (axes.T @ found).abs()
    assert float(along.diagonal().min()) > 0.9, "the largest variance comes first"


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("updates", torch.tensor(0), "updates must be 1 or more, not 0"),
        ("updates", torch.tensor(-3), "not -3"),
        ("updates", torch.tensor(2.0), "updates must be int64"),
        ("c5.columns_axes", torch.eye(401), r"c5\.columns_axes must be float32 \(1, 401, 401\)"),
        ("f6.mean", torch.full((1, 84, 121), float("nan")), "f6.mean holds values that are not finite"),
        ("c3.5.mean", torch.zeros(1), r"c3\.5\.mean must not be there"),
    ],
)
def test_a_state_that_is_not_its_own_is_refused(name: str, value: Tensor, problem: str) -> None:
    network = lively_network()
    soap = SoapSteps(network, weight_decay=0.0)
    random_gradients(network, torch.Generator().manual_seed(1))
    soap.step(1e-3)
    with pytest.raises(ValueError, match=problem):
        soap.restore({**soap.state(), name: value})


def test_in_as_many_passes_it_learns_more_than_adamw() -> None:
    digits = mnist_training().subset(np.arange(600))
    losses = {}
    for optimizer, rate in ((Optimizer.SOAP, 1e-2), (Optimizer.ADAMW, 2.5e-3)):  # a good one for each
        config = replace(MODERN, optimizer=optimizer, rate=rate, passes=6, batch_size=32, distortion=Distortion())
        training = Training(LeNet5(), digits, None, config)
        losses[optimizer] = [one.finished_pass.training_loss for one in training.run() if one.finished_pass][-1]
    assert losses[Optimizer.SOAP] < losses[Optimizer.ADAMW] / 2
