"""The network's arithmetic: its first weights, its forward pass against a plain twin."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from model.network.records import Initialisation, Squashing
from model.training.engine.lenet5 import LeNet5, squash, to_input
from tests.model import numpy_twin
from tests.model.networks import lively_network, random_fields
from tests.model.samples import PROPERTY

BOTH_SQUASHINGS = pytest.mark.parametrize("squashing", list(Squashing))
BOTH_INITIALISATIONS = pytest.mark.parametrize("initialisation", list(Initialisation))


def test_the_input_scale_is_the_papers() -> None:
    torch.testing.assert_close(to_input(torch.tensor([0.0, 1.0])), torch.tensor([-0.1, 1.175]))


@PROPERTY
@given(a=st.floats(-50, 50))
def test_squashing_follows_its_formula(a: float) -> None:
    value = torch.tensor(a, dtype=torch.float64)
    assert float(squash(value, Squashing.TANH)) == pytest.approx(1.7159 * math.tanh(2 * a / 3), abs=1e-12)
    assert float(squash(value, Squashing.LOGISTIC)) == pytest.approx(1 / (1 + math.exp(-a)), abs=1e-12)


@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_the_papers_squashing_keeps_plus_and_minus_one(sign: float) -> None:
    assert float(squash(torch.tensor(sign), Squashing.TANH)) == pytest.approx(sign, abs=1e-4)


@BOTH_INITIALISATIONS
def test_first_weights_fill_the_papers_range_by_each_units_own_fan_in(initialisation: Initialisation) -> None:
    network = LeNet5(initialisation=initialisation, generator=torch.Generator().manual_seed(3))
    c3_fan_ins = [25 * len(sources) for sources in numpy_twin.TABLE_I for _ in sources]
    by_fan_in = [
        (25, network.c1.weight),
        *((fan_in, network.c3.weight[[f == fan_in for f in c3_fan_ins]]) for fan_in in (75, 100, 150)),
        (400, network.c5.weight),
        (120, network.f6.weight),
    ]
    for fan_in, weight in by_fan_in:
        bound = 2.4 / (fan_in if initialisation is Initialisation.AS_PRINTED else math.sqrt(fan_in))
        for extreme in (-weight.min().item(), weight.max().item()):
            # The smallest of these groups draws 150 weights: that none comes near either end has no chance.
            assert 0.9 * bound < extreme <= bound * (1 + 1e-6)
    for layer in (network.c1, network.s2, network.c3, network.s4, network.c5, network.f6):
        assert not layer.bias.any()


def test_first_coefficients_follow_the_initialisation() -> None:
    printed = LeNet5(initialisation=Initialisation.AS_PRINTED)
    square_root = LeNet5(initialisation=Initialisation.SQRT_FAN_IN)
    for name in ("s2", "s4"):
        drawn = getattr(printed, name).coefficient
        assert drawn.abs().max() <= 2.4 / 4
        assert len(drawn.unique()) == len(drawn)
        assert (getattr(square_root, name).coefficient == 0.25).all()


@BOTH_INITIALISATIONS
def test_first_weights_come_from_the_given_generator_alone(initialisation: Initialisation) -> None:
    before = torch.random.get_rng_state()
    first, again, other = (
        LeNet5(initialisation=initialisation, generator=torch.Generator().manual_seed(seed)).state_dict()
        for seed in (1, 1, 2)
    )
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert not torch.equal(first["f6.weight"], other["f6.weight"])
    LeNet5()
    assert torch.equal(torch.random.get_rng_state(), before)


@BOTH_SQUASHINGS
def test_every_layer_equals_the_plain_twin(squashing: Squashing) -> None:
    network = lively_network(squashing)
    fields = random_fields(2)
    parameters = {name: tensor.numpy().astype(np.float64) for name, tensor in network.state_dict().items()}
    with torch.inference_mode():
        layers = network.activations(fields)
        penalties = network(fields)
    assert torch.equal(penalties, layers["OUTPUT"])
    for i, field in enumerate(fields[:, 0].numpy().astype(np.float64)):
        twin = numpy_twin.activations(parameters, field, squashing is Squashing.LOGISTIC)
        for name, expected in twin.items():
            np.testing.assert_allclose(layers[name][i], expected, rtol=1e-5, atol=1e-5, err_msg=name)


@BOTH_SQUASHINGS
def test_a_batch_is_read_digit_by_digit(squashing: Squashing) -> None:
    network, fields = lively_network(squashing), random_fields(5)
    with torch.inference_mode():
        alone = torch.cat([network(field[None]) for field in fields])
        torch.testing.assert_close(network(fields), alone)


@pytest.mark.parametrize("shape", [(1, 1, 28, 28), (1, 32, 32), (1, 3, 32, 32), (32, 32), (1, 1, 32, 36), (0,)])
def test_a_field_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="32"):
        LeNet5()(torch.zeros(shape))
