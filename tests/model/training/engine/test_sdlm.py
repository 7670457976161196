"""Stochastic diagonal Levenberg-Marquardt: the curvature against brute force, the rates against the paper's bounds."""

from dataclasses import replace
from functools import cache

import pytest
import torch
from torch import Tensor, nn
from torch.func import functional_call, jacrev

from model.digits.datasets import mnist_training
from model.network.records import Squashing
from model.training.engine.criterion import Criterion, Loss
from model.training.engine.lenet5 import LeNet5, squash, to_input
from model.training.engine.loss import loss_and_slopes
from model.training.engine.sdlm import curvature, output_curvature, unit_rates
from model.training.presets import MODERN, PAPER_1998
from model.training.recipes import TrainingConfig
from tests.model.networks import lively_network

BOTH_SQUASHINGS = pytest.mark.parametrize("squashing", list(Squashing))
EVERY_LOSS = pytest.mark.parametrize("loss", list(Loss))


def config_of(loss: Loss) -> TrainingConfig:
    # Penalties are large: on a gentle scale, all classes take part in eq. 9.
    return replace(MODERN, loss=loss, penalty_scale=50.0)


def some_ink(count: int) -> Tensor:
    return torch.rand((count, 1, 32, 32), generator=torch.Generator().manual_seed(2), dtype=torch.float64)


@pytest.mark.parametrize(
    "criterion", [Criterion(Loss.MEAN_SQUARED_ERROR, 10.0, 1.0), Criterion(Loss.MAXIMUM_A_POSTERIORI, 1e-3, 2.0)]
)
def test_at_the_output_it_is_the_exact_second_derivative(criterion: Criterion) -> None:
    """Of eq. 9, where rubbish is so cheap that its second term does not depend on the digits' penalties."""
    network = lively_network(Squashing.TANH).double()
    f6 = torch.rand(84, generator=torch.Generator().manual_seed(1), dtype=torch.float64) * 3 - 1.5

    def loss_of(values: Tensor) -> Tensor:
        return loss_and_slopes(network.output(values[None]), torch.tensor([7]), criterion)[0]

    exact = torch.diagonal(jacrev(jacrev(loss_of))(f6))
    torch.testing.assert_close(exact, torch.full_like(exact, output_curvature(criterion)))


def through(
    layer: nn.Module, values: Tensor, h: Tensor, squashing: Squashing, goes_on: bool
) -> tuple[dict[str, Tensor], Tensor]:
    """One layer of the paper's recursion by brute force: whole Jacobians, squared entry by entry.

    Args:
        layer: a layer before squashing.
        values: its input, with a batch of one.
        h: second derivative of the loss by each of its squashed outputs.
        squashing: of the network.
        goes_on: whether a layer lies below, which needs h by the inputs.

    Returns:
        h by each parameter, and by each input.
    """
    parameters: dict[str, Tensor] = dict(layer.named_parameters())
    sums = layer(values)
    slope = jacrev(lambda a: squash(a, squashing).sum())(sums)
    h_sums = (h.reshape(sums.shape) * slope**2).flatten()
    by_parameter = jacrev(lambda p: functional_call(layer, p, (values,)).flatten())(parameters)
    h_parameters = {name: torch.tensordot(h_sums, slopes**2, dims=1) for name, slopes in by_parameter.items()}
    if not goes_on:
        return h_parameters, torch.zeros(0)
    by_input = jacrev(lambda x: functional_call(layer, parameters, (x,)).flatten())(values).flatten(1)
    return h_parameters, h_sums @ by_input**2


@cache
def brute_force(squashing: Squashing) -> dict[str, Tensor]:
    """h of every parameter where the loss's second derivative by each of F6's values is 1; for others, so much more."""
    network, ink = lively_network(squashing).double(), some_ink(2)
    found: dict[str, Tensor] = {}
    for one in ink[:, None]:
        with torch.no_grad():
            values = network.activations(to_input(one))
        h = torch.ones_like(values["F6"][0])
        inputs = {"f6": "C5", "c5": "S4", "s4": "C3", "c3": "S2", "s2": "C1", "c1": ""}
        for name, below in inputs.items():
            layer_in = to_input(one) if not below else values[below]
            h_parameters, h = through(network.get_submodule(name), layer_in, h, squashing, goes_on=bool(below))
            for key, value in h_parameters.items():
                found[f"{name}.{key}"] = found.get(f"{name}.{key}", 0) + value.detach() / len(ink)
    return found


@BOTH_SQUASHINGS
@EVERY_LOSS
def test_it_is_the_brute_force_diagonal(squashing: Squashing, loss: Loss) -> None:
    network, criterion = lively_network(squashing).double(), config_of(loss).criterion
    mine = curvature(network, some_ink(2), criterion)
    assert mine.keys() == dict(network.named_parameters()).keys()
    assert all(h_mine.min() >= 0 for h_mine in mine.values())
    at_output = output_curvature(criterion)
    torch.testing.assert_close(mine, {name: at_output * value for name, value in brute_force(squashing).items()})


def test_on_a_single_layer_it_is_the_true_gauss_newton_diagonal() -> None:
    # F6's units do not share weights and nothing but the squashing lies behind them: no approximation is left.
    network, ink = lively_network(Squashing.TANH).double(), some_ink(1)
    weight = network.f6.weight.detach()
    c5 = network.activations(to_input(ink))["C5"].detach()

    def f6_of(w: Tensor) -> Tensor:
        return squash(c5 @ w.T + network.f6.bias, Squashing.TANH)[0]

    by_weight = jacrev(f6_of)(weight).reshape(84, -1)
    exact = (by_weight.T.square() * 2).sum(dim=1).view_as(weight)  # eq. 8: the outputs' second derivative is 2
    torch.testing.assert_close(
        curvature(network, ink, config_of(Loss.MEAN_SQUARED_ERROR).criterion)["f6.weight"], exact.detach()
    )


def test_rates_are_eta_over_mu_plus_h() -> None:
    h = {"f6.bias": torch.tensor([0.0, 0.03, 0.98])}
    torch.testing.assert_close(5e-4 * unit_rates(h, 0.02)["f6.bias"], torch.tensor([0.025, 0.01, 5e-4]))


def test_the_first_passs_rates_lie_about_where_the_papers_did() -> None:
    """Section III.B: between 7e-5 and 0.016. Weights do; S2's and S4's few coefficients and biases lie lower."""
    config = PAPER_1998
    network = LeNet5(config.squashing, config.initialisation, torch.Generator().manual_seed(1))
    images = mnist_training().fields()[:500]
    ink = torch.from_numpy(images.astype("float32") / 255)[:, None]
    h = curvature(network, ink, config.criterion)
    of = {name: config.rate * rate for name, rate in unit_rates(h, config.mu).items()}
    for name in ("c1.weight", "c3.weight", "c5.weight", "f6.weight", "c5.bias", "f6.bias"):
        assert of[name].min() > 7e-5, name
        assert of[name].max() < 0.016, name
    for name in ("s2.coefficient", "s2.bias", "s4.coefficient", "s4.bias", "c1.bias", "c3.bias"):
        assert of[name].min() > 1e-6, name
        assert of[name].max() < 0.016, name
