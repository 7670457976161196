"""Every number: the terms that are shown for a unit add up to its value, and that is the network's own.

The terms are added up here in plain Python, from the records alone.
"""

import itertools
import math
import random
from functools import cache

import numpy as np
import pytest
import torch

from model.digits.preprocess import blank_ink
from model.network.changes import NO_CHANGES, Changes
from model.network.explain import (
    ConvolutionExplanation,
    Explanation,
    FullExplanation,
    PenaltyExplanation,
    PixelExplanation,
    SubsamplingExplanation,
    SumExplanation,
    explain,
    explain_penalty,
    squashed,
)
from model.network.recognise import recognise
from model.network.recognition import Recognition
from model.network.records import NO_REJECTION, Squashing
from model.network.wiring import HIDDEN, INPUT, NAMES, Unit, reads, shape_of
from model.training.engine.lenet5 import LeNet5, parameters_of, to_input
from tests.model import numpy_twin
from tests.model.networks import default_network, gains_of, lively_network
from tests.model.samples import drawn_four

NETWORKS = ("tanh", "logistic", "shipped")
INKS = ("four", "blank")
CHANGES = {
    "as it is": NO_CHANGES,
    "changed": Changes(
        {("C1", 2): 0.0, ("S2", 1): -0.5, ("C3", 7): 2.0, ("S4", 3): 1.5, ("C5", 11): 0.0, ("F6", 40): -2.0}
        | {Unit("C3", 7, 2, 5): 0.25, Unit("C1", 0, 3, 3): 3.0, Unit("F6", 41): 0.0}
    ),
}


@cache
def network_called(name: str) -> LeNet5:
    return default_network() if name == "shipped" else lively_network(Squashing(name))


@cache
def answer_to(network: str, ink: str, changes: str) -> Recognition:
    picture = drawn_four() if ink == "four" else blank_ink()
    return recognise(parameters_of(network_called(network)), picture, NO_REJECTION, CHANGES[changes])


def own_values(network: str, ink: str, changes: str) -> dict[str, torch.Tensor]:
    """Every layer as the network itself has it."""
    net = network_called(network)
    field = to_input(torch.from_numpy(answer_to(network, ink, changes).ink.copy()))[None, None]
    with torch.inference_mode():
        return {INPUT: field} | net.activations(field, gains_of(CHANGES[changes]))


def some_units(layer: str, count: int = 100) -> list[Unit]:
    """Drawn by chance, the corners and everything that was changed always among them."""
    maps, side = shape_of(layer)
    every = [Unit(layer, *place) for place in itertools.product(range(maps), range(side), range(side))]
    changed = [place if isinstance(place, Unit) else Unit(*place) for place in CHANGES["changed"].factors]
    return [
        *random.Random(layer).sample(every, min(count, len(every))),
        *(unit for unit in changed if unit.layer == layer),
        *(Unit(layer, maps - 1, row, column) for row in (0, side - 1) for column in (0, side - 1)),
    ]


def added_up(explanation: Explanation) -> float:
    """The unit's value from the shown terms."""
    match explanation:
        case PixelExplanation():
            return 1.275 * explanation.ink - 0.1
        case PenaltyExplanation():
            return sum(float(square) for square in explanation.squares.ravel())
        case ConvolutionExplanation():
            total = sum(float(product) for patch in explanation.patches for product in patch.products.ravel())
        case SubsamplingExplanation():
            total = explanation.coefficient * sum(float(value) for value in explanation.inputs.ravel())
        case FullExplanation():
            total = sum(float(product) for product in explanation.products.ravel())
        case _:
            raise AssertionError(explanation)
    assert isinstance(explanation, SumExplanation)
    total += explanation.bias
    curve = 1.7159 * math.tanh(2 / 3 * total) if explanation.squashing is Squashing.TANH else 1 / (1 + math.exp(-total))
    return explanation.factor * curve


@pytest.mark.parametrize("changes", list(CHANGES))
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("layer", NAMES)
def test_the_terms_sum_to_the_networks_value(layer: str, network: str, ink: str, changes: str) -> None:
    answer = answer_to(network, ink, changes)
    own = own_values(network, ink, changes)[layer][0].reshape(*shape_of(layer), -1).numpy()
    for unit in some_units(layer):
        explanation = explain(answer, unit)
        assert explanation.unit == unit
        value = explanation.value
        assert added_up(explanation) == pytest.approx(value, rel=0, abs=1e-5), unit
        if isinstance(explanation, SumExplanation | PenaltyExplanation):
            assert explanation.result == pytest.approx(added_up(explanation), rel=1e-9, abs=1e-12)
        rel, abs_ = (1e-6, 0.0) if layer == "OUTPUT" else (0.0, 1e-5)
        assert value == pytest.approx(float(own[unit.map, unit.row, unit.column]), rel=rel, abs=abs_), unit


@pytest.mark.parametrize("layer", HIDDEN)
def test_the_inputs_shown_are_the_layers_values(layer: str) -> None:
    answer = answer_to("tanh", "four", "changed")
    state = {name: values.numpy() for name, values in network_called("tanh").state_dict().items()}
    c3_pairs = [(c3_map, s2_map) for c3_map, sources in enumerate(numpy_twin.TABLE_I) for s2_map in sorted(sources)]
    for unit in some_units(layer, 20):
        explanation = explain(answer, unit)
        blocks = reads(unit)
        cuts = [
            answer.layer(block.layer)[block.map, block.top :, block.left :][: block.height, : block.width]
            for block in blocks
        ]
        match explanation:
            case ConvolutionExplanation():
                assert tuple(patch.block for patch in explanation.patches) == blocks
                for patch, cut in zip(explanation.patches, cuts, strict=True):
                    kernel = (
                        state["c1.weight"][unit.map, 0]
                        if layer == "C1"
                        else state["c3.weight"][c3_pairs.index((unit.map, patch.block.map))]
                    )
                    np.testing.assert_array_equal(patch.inputs, cut, strict=True)
                    np.testing.assert_array_equal(patch.kernel, kernel, strict=True)
                    np.testing.assert_array_equal(patch.products, np.float64(cut) * kernel, strict=True)
            case SubsamplingExplanation():
                assert explanation.block == blocks[0]
                np.testing.assert_array_equal(explanation.inputs, cuts[0], strict=True)
                assert explanation.coefficient == state[f"{layer.lower()}.coefficient"][unit.map]
            case FullExplanation():
                weights = state[f"{layer.lower()}.weight"][unit.map].reshape(explanation.inputs.shape)
                np.testing.assert_array_equal(explanation.inputs, np.stack(cuts), strict=True)
                np.testing.assert_array_equal(explanation.weights, weights, strict=True)
                np.testing.assert_array_equal(explanation.products, np.float64(np.stack(cuts)) * weights, strict=True)
        assert isinstance(explanation, SumExplanation)
        assert explanation.bias == state[f"{layer.lower()}.bias"][unit.map]
        factors = CHANGES["changed"].factors
        assert explanation.factor == factors.get((layer, unit.map), 1.0) * factors.get(unit, 1.0)


@pytest.mark.parametrize("digit", range(10))
def test_a_penalty_is_the_distance_to_its_own_code(digit: int) -> None:
    answer = answer_to("shipped", "four", "as it is")
    explanation = explain_penalty(answer, digit)
    assert explanation.unit == Unit("OUTPUT", digit)
    np.testing.assert_array_equal(explanation.code.ravel(), numpy_twin.codes()[digit])
    np.testing.assert_array_equal(explanation.f6.ravel(), answer.f6)
    differences = answer.f6 - numpy_twin.codes()[digit]
    np.testing.assert_allclose(explanation.squares.ravel(), differences**2, rtol=1e-12)


@pytest.mark.parametrize("unit", [Unit("C5", 11), Unit("C5", 0), Unit("F6", 83)])
@pytest.mark.parametrize("count", [0, 1, 10, 1000])
def test_the_strongest_come_first_and_the_rest_is_the_remainder(unit: Unit, count: int) -> None:
    answer = answer_to("shipped", "four", "as it is")
    explanation = explain(answer, unit)
    assert isinstance(explanation, FullExplanation)
    chosen, rest = explanation.strongest(count)
    assert len(chosen) == min(count, explanation.products.size)
    sizes = [abs(one.product) for one in chosen]
    assert sizes == sorted(np.abs(explanation.products).ravel(), reverse=True)[:count]
    assert sum(one.product for one in chosen) + rest == pytest.approx(explanation.weighted, abs=1e-12)
    assert len({one.source for one in chosen}) == len(chosen)
    for one in chosen:
        place = one.source.map, one.source.row, one.source.column
        assert one.input == answer.layer(one.source.layer)[place]
        assert one.weight == explanation.weights[place]


@pytest.mark.parametrize("squashing", list(Squashing))
@pytest.mark.parametrize("a", [-1e4, -30.0, -1.0, 0.0, 0.5, 30.0, 1e4])
def test_the_curve_is_the_networks_even_far_out(a: float, squashing: Squashing) -> None:
    sums = torch.tensor(a, dtype=torch.float64)
    curve = 1.7159 * torch.tanh(2 / 3 * sums) if squashing is Squashing.TANH else torch.sigmoid(sums)
    assert squashed(a, squashing) == pytest.approx(float(curve), abs=1e-15)


def test_parameters_have_the_shapes_that_they_are_said_to_have() -> None:
    network = network_called("tanh")
    p = parameters_of(network)
    assert (p.c1_weight.shape, p.c3_weight.shape) == ((6, 5, 5), (60, 5, 5))
    assert (p.c5_weight.shape, p.f6_weight.shape) == ((120, 16, 5, 5), (84, 120))
    dense = network.c3.dense_weight().detach().numpy()
    for c3_map, s2_map in itertools.product(range(16), range(6)):
        kernel = p.kernels("C3", c3_map).get(s2_map)
        if s2_map in numpy_twin.TABLE_I[c3_map]:
            np.testing.assert_array_equal(kernel, dense[c3_map, s2_map], strict=True)
        else:
            assert kernel is None
    published = {"C1": 156, "S2": 12, "C3": 1516, "S4": 32, "C5": 48_120, "F6": 10_164, "OUTPUT": 0}
    assert {layer: p.of_layer(layer).size for layer in published} == published
    arrays = [value for value in vars(p).values() if isinstance(value, np.ndarray)]
    assert not any(array.flags.writeable for array in arrays)
