"""One training step taken apart: autograd judges the gradients and error signals, torch's optimizers the changes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from model.network.architecture import NOT_A_DIGIT
from model.network.parameters import SHAPES, Matrices, Parameters
from model.network.records import FloatArray, Squashing
from model.network.wiring import HIDDEN, OUTPUT, Unit, shape_of
from model.training.engine.criterion import Criterion, Loss
from model.training.engine.lenet5 import LeNet5, parameters_of, to_input
from model.training.engine.loss import mean_loss
from model.training.optimizers.plain import PlainSteps
from model.training.presets import MODERN, PAPER_1998
from model.training.recipes import Optimizer, TrainingConfig
from model.training.step.rule import Moments, StepRule
from model.training.step.training_step import TrainingStep, take_step
from model.training.step.weight import Part, Weight, connected, kernel_side, slot_of, sources_of
from model.training.step_of_run import soap_memory_of
from tests.model.networks import lively_network
from tests.model.samples import PROPERTY

EVERY_LOSS = pytest.mark.parametrize("loss", list(Loss))
BOTH_SQUASHINGS = pytest.mark.parametrize("squashing", list(Squashing))
DESCENT = StepRule(Optimizer.SGD, 1e-3)
INK: FloatArray = np.random.default_rng(4).random((32, 32)).astype(np.float32)
LABEL = 3


def criterion_of(loss: Loss) -> Criterion:
    # Penalties are large: on a gentle scale, all classes take part in eq. 9.
    return Criterion(loss, rubbish_j=3.0, penalty_scale=50.0)


def step_of(
    network: LeNet5, criterion: Criterion, rule: StepRule = DESCENT, label: int = LABEL, ink: FloatArray = INK
) -> TrainingStep:
    return take_step(parameters_of(network), ink, label, criterion, rule)


def weights_of(layer: str, index: int) -> list[Weight]:
    """Every weight of a map."""
    side = kernel_side(layer)
    kernels = [
        Weight(layer, index, Part.KERNEL, source, row, column)
        for source in sources_of(layer, index)
        for row in range(side)
        for column in range(side)
    ]
    others = (Part.BIAS, Part.COEFFICIENT) if layer in ("S2", "S4") else (Part.BIAS,)
    return kernels + [Weight(layer, index, part) for part in others]


def units_of(layer: str, seed: int = 1, count: int = 6) -> list[Unit]:
    """Some units of a layer: its corners, and others by chance."""
    maps, side = shape_of(layer)
    random = np.random.default_rng(seed)
    places = random.integers(0, (maps, side, side), (count, 3)).tolist()
    return [Unit(layer, 0), Unit(layer, maps - 1, side - 1, side - 1), *(Unit(layer, *place) for place in places)]


class Judge:
    """Autograd on the plain network, in double precision: every gradient, and every layer's sums with theirs."""

    def __init__(self, network: LeNet5, ink: FloatArray, label: int, criterion: Criterion) -> None:
        self.network = network.double()
        self.sums: dict[str, torch.Tensor] = {}
        for name in HIDDEN:
            getattr(self.network, name.lower()).register_forward_hook(self._note(name))
        penalties = self.network(to_input(torch.from_numpy(ink).double()[None, None]))
        penalties.retain_grad()
        self.loss = mean_loss(penalties, torch.tensor([label]), criterion)
        torch.autograd.backward(self.loss)
        self.by_penalty = penalties.grad[0]

    def _note(self, name: str) -> Callable[[Any, Any, torch.Tensor], None]:
        def hook(_module: object, _inputs: object, sums: torch.Tensor) -> None:
            sums.retain_grad()
            self.sums[name] = sums

        return hook

    def error(self, layer: str) -> Any:
        by_sums = self.sums[layer].grad
        assert by_sums is not None
        return by_sums[0].reshape(*shape_of(layer), -1).numpy()


@BOTH_SQUASHINGS
@EVERY_LOSS
@pytest.mark.parametrize("label", [LABEL, NOT_A_DIGIT])
def test_every_gradient_and_every_error_signal_is_autograds(squashing: Squashing, loss: Loss, label: int) -> None:
    if label == NOT_A_DIGIT and not loss.has_rubbish:
        return
    criterion = criterion_of(loss)
    step = step_of(lively_network(squashing), criterion, label=label)
    judge = Judge(lively_network(squashing), INK, label, criterion)
    assert step.before.loss == pytest.approx(float(judge.loss.detach()), rel=1e-9)
    np.testing.assert_allclose(step.errors[OUTPUT].ravel(), judge.by_penalty, rtol=1e-6, atol=1e-12)
    for layer in HIDDEN:
        expected = judge.error(layer)
        assert np.abs(expected).max() > 0, layer
        np.testing.assert_allclose(step.errors[layer], expected, rtol=1e-5, atol=1e-12, err_msg=layer)
    for name, slopes in step.gradient.named().items():
        gradient = judge.network.get_parameter(name).grad
        assert gradient is not None
        np.testing.assert_allclose(slopes.ravel(), gradient.flatten(), rtol=1e-5, atol=1e-12, err_msg=name)


@BOTH_SQUASHINGS
@EVERY_LOSS
@pytest.mark.parametrize("layer", HIDDEN)
def test_the_terms_of_a_weight_sum_to_its_gradient(squashing: Squashing, loss: Loss, layer: str) -> None:
    step = step_of(lively_network(squashing), criterion_of(loss))
    sources: dict[int, float] = {}
    for index in {0, shape_of(layer)[0] - 1}:
        for weight in weights_of(layer, index):
            sharing, one = step.sharing(weight), step.of_weight(weight)
            assert sharing.terms.shape == step.errors[layer][index].shape
            assert float(sharing.terms.sum()) == pytest.approx(one.gradient, rel=1e-5, abs=1e-12), weight
            sources[weight.source] = max(sources.get(weight.source, 0.0), abs(one.gradient))
    assert min(sources.values()) > 0


@BOTH_SQUASHINGS
@EVERY_LOSS
@pytest.mark.parametrize("layer", HIDDEN)
def test_what_arrives_at_a_unit_makes_its_error_signal(squashing: Squashing, loss: Loss, layer: str) -> None:
    step = step_of(lively_network(squashing), criterion_of(loss))
    for unit in units_of(layer):
        arriving = step.arriving(unit)
        assert len(arriving.readers) == len(arriving.terms) > 0
        assert arriving.error == pytest.approx(step.error_of(unit), rel=1e-5, abs=1e-12), unit
        for reader, signal in zip(arriving.readers, arriving.signals, strict=True):
            assert signal == step.error_of(reader)


def test_the_codes_are_fixed_and_receive_nothing() -> None:
    step = step_of(lively_network(), criterion_of(Loss.MEAN_SQUARED_ERROR))
    for layer in ("INPUT", OUTPUT):
        with pytest.raises(ValueError, match="C1, S2, C3, S4, C5, F6"):
            step.arriving(Unit(layer, 0))
        with pytest.raises(ValueError, match="C1, S2, C3, S4, C5, F6"):
            Weight(layer, 0, Part.BIAS)


def test_the_values_are_those_that_the_network_has() -> None:
    network = lively_network()
    step = step_of(network, criterion_of(Loss.MEAN_SQUARED_ERROR))
    activations = network.activations(to_input(torch.from_numpy(INK)[None, None]))
    for layer in HIDDEN:
        expected = activations[layer][0].detach().reshape(*shape_of(layer), -1)
        np.testing.assert_allclose(step.values[layer], expected, atol=1e-5)


def config_of(optimizer: Optimizer, loss: Loss) -> TrainingConfig:
    criterion = criterion_of(loss)
    base = PAPER_1998 if optimizer is Optimizer.SDLM else replace(MODERN, batch_size=1, momentum=0.9, weight_decay=0.1)
    return replace(
        base,
        optimizer=optimizer,
        loss=loss,
        rubbish_j=criterion.rubbish_j,
        penalty_scale=criterion.penalty_scale,
    )


def flat(network: LeNet5, tensors: dict[str, torch.Tensor]) -> Any:
    """Named tensors as one vector."""
    return Matrices.of(network.squashing, {name: value.detach().numpy() for name, value in tensors.items()}).flat


def rule_after(network: LeNet5, steps: PlainSteps, config: TrainingConfig, rate: float) -> StepRule:
    """The rule of the next update, read off the reference optimizer."""
    names = [name for name, _ in network.named_parameters()]
    rule = StepRule.of(config, rate)
    if config.optimizer is Optimizer.SDLM:
        return replace(
            rule, curvature=flat(network, {name: 1 / unit - config.mu for name, unit in steps._rates.items()})
        )
    if config.optimizer is Optimizer.SOAP:
        return replace(rule, soap=soap_memory_of(steps.memory(), int(steps.state()["updates"])))
    state = steps.state()

    def vector(key: str) -> Any:
        return flat(network, {name: state[f"{index}.{key}"] for index, name in enumerate(names)})

    if config.optimizer is Optimizer.SGD:
        return replace(rule, velocity=vector("momentum_buffer"))
    return replace(rule, moments=Moments(vector("exp_avg"), vector("exp_avg_sq"), int(state["0.step"])))


@BOTH_SQUASHINGS
@EVERY_LOSS
@pytest.mark.parametrize("optimizer", list(Optimizer))
@pytest.mark.parametrize("updates_before", [0, 2, 11])
def test_every_weight_after_the_step_is_the_optimizers(
    squashing: Squashing, loss: Loss, optimizer: Optimizer, updates_before: int
) -> None:
    network, config, rate = lively_network(squashing).double(), config_of(optimizer, loss), 2e-3
    steps = PlainSteps(network, config)
    ink = torch.from_numpy(INK).double()[None, None]
    steps.begin_pass(ink)
    for _ in range(updates_before):
        steps.update(ink, torch.tensor([LABEL]), rate)
    has_memory = updates_before or optimizer is Optimizer.SDLM
    rule = rule_after(network, steps, config, rate) if has_memory else StepRule.of(config, rate)
    step = take_step(parameters_of(network), INK, LABEL, config.criterion, rule)
    before = flat(network, dict(network.named_parameters()))
    steps.update(ink, torch.tensor([LABEL]), rate)
    moved = flat(network, dict(network.named_parameters())) - before
    largest = np.abs(moved).max()
    assert largest > 0
    np.testing.assert_allclose(step.applied.change, moved, rtol=1e-5, atol=1e-6 * largest)
    for layer in HIDDEN:
        for weight in (Weight(layer, 1, Part.BIAS), weights_of(layer, 1)[0]):
            one = step.of_weight(weight)
            assert one.after == one.before + one.change
            assert one.change == pytest.approx(-one.rate * one.direction - one.decay, rel=1e-12)
            if optimizer is Optimizer.SDLM:
                assert one.curvature is not None
                assert one.rate == pytest.approx(rate / (config.mu + one.curvature), rel=1e-9)


@EVERY_LOSS
def test_the_penalties_after_are_those_of_the_changed_weights(loss: Loss) -> None:
    step = step_of(lively_network(), criterion_of(loss))
    moved = Matrices(Squashing.TANH, (step.weights.flat + step.applied.change).astype(np.float32)).named()
    named = {name: moved[name].reshape(shape) for name, shape in SHAPES.items()}
    again = take_step(Parameters.from_named(Squashing.TANH, named), INK, LABEL, step.criterion, step.rule)
    np.testing.assert_allclose(step.after.penalties, again.before.penalties, rtol=1e-4)
    assert step.after.loss == pytest.approx(again.before.loss, rel=1e-4)
    assert step.after.loss < step.before.loss


@PROPERTY
@given(seed=st.integers(0, 2**16), label=st.integers(0, 9), loss=st.sampled_from(Loss))
def test_a_small_step_goes_downhill_as_far_as_its_gradient_says(seed: int, label: int, loss: Loss) -> None:
    ink = np.random.default_rng(seed).random((32, 32)).astype(np.float32)
    step = step_of(lively_network(seed=seed), criterion_of(loss), StepRule(Optimizer.SGD, 1e-8), label, ink)
    promised = float(step.gradient.flat @ step.applied.change)
    assert step.after.loss - step.before.loss == pytest.approx(promised, rel=1e-2, abs=1e-9)


@pytest.mark.parametrize(
    ("layer", "part", "place", "rule"),
    [
        ("C3", Part.BIAS, (16,), "maps 0 to 15"),
        ("C3", Part.KERNEL, (0, 3), "does not read map 3"),
        ("C1", Part.KERNEL, (0, 0, 5, 0), "0 to 4"),
        ("S2", Part.KERNEL, (0,), "does not read"),
        ("C5", Part.COEFFICIENT, (0,), "no coefficients"),
    ],
)
def test_a_weight_that_is_not_there_is_refused(layer: str, part: Part, place: tuple[int, ...], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        Weight(layer, place[0], part, *place[1:])


def test_there_are_sixty_thousand_and_no_two_in_one_place() -> None:
    every = [weight for layer in HIDDEN for index in range(shape_of(layer)[0]) for weight in weights_of(layer, index)]
    slots = [slot_of(weight) for weight in every]
    assert len(set(slots)) == len(slots) == 60_000
    assert connected()[slots].all()
    assert connected().sum() == 60_000
