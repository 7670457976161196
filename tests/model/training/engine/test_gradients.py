"""The two ways to a gradient that training uses, written out by hand: autograd on the plain network is the judge."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from model.network.architecture import NOT_A_DIGIT, TABLE_I
from model.network.parameters import Matrices
from model.network.records import Squashing
from model.training.engine.batched import Batched
from model.training.engine.buffers import parts_of
from model.training.engine.criterion import Loss
from model.training.engine.flat_parameters import FlatParameters
from model.training.engine.lenet5 import LeNet5, to_input
from model.training.engine.loss import loss_and_slopes, mean_loss
from model.training.engine.one_pattern import OnePattern, flatten
from model.training.engine.tiling import TiledConvolution
from model.training.presets import MODERN
from model.training.recipes import TrainingConfig
from tests.model.networks import lively_network
from tests.model.samples import PROPERTY

EVERY_LOSS = pytest.mark.parametrize("loss", list(Loss))
BOTH_SQUASHINGS = pytest.mark.parametrize("squashing", list(Squashing))
LABELS = torch.tensor([3, 1, 4, 1, 5])


def labels_for(loss: Loss) -> torch.Tensor:
    """With rubbish among them, where the loss has a class for it."""
    return torch.cat([LABELS[:1], torch.tensor([NOT_A_DIGIT]), LABELS[2:]]) if loss.has_rubbish else LABELS


def some_ink(count: int) -> torch.Tensor:
    return torch.rand((count, 1, 32, 32), generator=torch.Generator().manual_seed(11))


def judged(network: LeNet5, ink: torch.Tensor, labels: torch.Tensor, config: TrainingConfig) -> torch.Tensor:
    """Autograd's loss; the gradient is left in the parameters."""
    network.zero_grad()
    loss = mean_loss(network(to_input(ink)), labels, config.criterion)
    torch.autograd.backward(loss)
    return loss.detach()


@BOTH_SQUASHINGS
@EVERY_LOSS
def test_a_batch_has_autograds_gradient(squashing: Squashing, loss: Loss) -> None:
    # Double precision: what differs by more than rounding is a wrong formula.
    network, config = lively_network(squashing).double(), replace(MODERN, loss=loss)
    flat, twin = FlatParameters(network), lively_network(squashing).double()
    batched = Batched(network, flat, config.criterion)
    for count in (5, 3, 5):  # the last batch of a pass is smaller, and its buffers come back
        ink, labels = some_ink(count).double(), labels_for(loss)[:count]
        told, penalties = batched.pass_batch(ink, labels)
        mine = {name: p.grad.clone() for name, p in network.named_parameters() if p.grad is not None}
        torch.testing.assert_close(told, judged(twin, ink, labels, config))
        torch.testing.assert_close(penalties, twin(to_input(ink)).detach())
        expected = {name: p.grad for name, p in twin.named_parameters() if p.grad is not None}
        assert all(slopes.any() for slopes in expected.values())
        torch.testing.assert_close(mine, expected, rtol=1e-7, atol=1e-12)


@pytest.fixture
def three_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("three_threads")
@pytest.mark.parametrize("count", [96, 64, 97])
def test_a_batch_in_parts_has_the_same_gradient(count: int) -> None:
    network, twin = lively_network(Squashing.TANH).double(), lively_network(Squashing.TANH).double()
    ink, labels = some_ink(count).double(), torch.arange(count) % 10
    told, penalties = Batched(network, FlatParameters(network), MODERN.criterion).pass_batch(ink, labels)
    torch.testing.assert_close(told, judged(twin, ink, labels, MODERN))
    torch.testing.assert_close(penalties, twin(to_input(ink)).detach())
    mine, plain = ({name: p.grad for name, p in each.named_parameters()} for each in (network, twin))
    torch.testing.assert_close(mine, plain, rtol=1e-7, atol=1e-12)


@PROPERTY
@given(batch=st.integers(1, 4096), threads=st.integers(1, 128))
def test_a_batch_falls_into_equal_parts_for_as_many_threads_as_it_can_keep_busy(batch: int, threads: int) -> None:
    parts = parts_of(batch, threads)
    assert 1 <= parts <= threads
    assert batch % parts == 0
    assert parts == 1 or batch // parts >= 32


def test_usual_batches_keep_usual_processors_busy() -> None:
    assert [parts_of(128, threads) for threads in (1, 2, 3, 4, 16)] == [1, 2, 2, 4, 4]


@BOTH_SQUASHINGS
@EVERY_LOSS
def test_one_pattern_has_autograds_gradient(squashing: Squashing, loss: Loss) -> None:
    # With a scale at which rubbish costs more than single precision rounds off.
    network, config = lively_network(squashing), replace(MODERN, loss=loss, penalty_scale=100.0)
    one = OnePattern(network, config.criterion)
    for position, label in enumerate(labels_for(loss).tolist()):
        ink = some_ink(5)[position : position + 1]
        told, _ = one.pass_one(to_input(ink)[0, 0].numpy(), label)
        assert told == pytest.approx(float(judged(network, ink, torch.tensor([label]), config)), rel=1e-5)
        expected = {name: p.grad.numpy() for name, p in network.named_parameters() if p.grad is not None}
        for name, slopes in Matrices(squashing, one.gradient).named().items():
            size = float(np.abs(expected[name]).max())
            assert size > 0, name
            shaped = slopes.reshape(expected[name].shape)
            np.testing.assert_allclose(shaped, expected[name], atol=2e-5 * size, err_msg=name)


def test_updates_one_by_one_are_those_of_plain_descent() -> None:
    network, config = lively_network(Squashing.TANH), replace(MODERN, loss=Loss.MEAN_SQUARED_ERROR)
    twin = lively_network(Squashing.TANH)
    one, ink = OnePattern(network, config.criterion), some_ink(5)
    rates = {name: torch.full_like(p, 1e-4) for name, p in network.named_parameters()}
    losses, misread = one.run(to_input(ink).numpy(), LABELS.numpy(), flatten(rates))
    one.write_back()
    total, wrong = 0.0, 0
    for position, label in enumerate(LABELS):
        field = ink[position : position + 1]
        wrong += int(twin(to_input(field)).argmin() != label)
        total += float(judged(twin, field, label[None], config))
        with torch.no_grad():
            for parameter in twin.parameters():
                assert parameter.grad is not None
                parameter.sub_(1e-4 * parameter.grad)
    assert losses == pytest.approx(total, rel=1e-5)
    assert misread == wrong
    torch.testing.assert_close(dict(network.state_dict()), dict(twin.state_dict()), rtol=1e-4, atol=1e-6)


@EVERY_LOSS
@PROPERTY
@given(seed=st.integers(0, 2**16), size=st.floats(0.1, 300))
def test_the_criterions_slopes_are_autograds(loss: Loss, seed: int, size: float) -> None:
    generator = torch.Generator().manual_seed(seed)
    penalties = (torch.rand((5, 10), generator=generator, dtype=torch.float64) * size).requires_grad_()
    config = replace(MODERN, loss=loss)
    labels = labels_for(loss)
    value, slopes = loss_and_slopes(penalties.detach(), labels, config.criterion)
    plain = mean_loss(penalties, labels, config.criterion)
    (expected,) = torch.autograd.grad(plain, penalties)
    torch.testing.assert_close(value, plain.detach())
    torch.testing.assert_close(slopes, expected, rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize(
    ("sources", "maps_in", "tile"), [([(0,)] * 6, 1, (2, 4)), (TABLE_I, 6, (2, 2)), (TABLE_I, 6, (4, 2))]
)
def test_a_tiles_matrix_and_its_way_back_fit_each_other(
    sources: list[tuple[int, ...]], maps_in: int, tile: tuple[int, int]
) -> None:
    generator = torch.Generator().manual_seed(5)
    kernels, biases, first = sum(map(len, sources)) * 25, len(sources), 3
    # Other layers' parameters lie before and behind; the zero comes last.
    vector = torch.rand(first + kernels + biases + 4, generator=generator, dtype=torch.float64)
    vector[-1] = 0
    mine = slice(first, first + kernels + biases)
    convolution = TiledConvolution(sources, maps_in, tile, vector, first)
    convolution.fill()
    by_matrix = torch.rand((2, *convolution.matrix.T.shape), generator=generator, dtype=torch.float64)
    # <slopes, M(k, b)> is linear in k and b, so its derivative does not depend on them.
    slopes = torch.empty(kernels + biases, dtype=torch.float64)
    convolution.split(by_matrix, out=slopes)
    torch.testing.assert_close((by_matrix * convolution.matrix.T).sum(), slopes @ vector[mine])
    # Every unit of a tile has each of its kernel values once.
    vector[mine] = torch.cat([torch.ones(kernels), torch.zeros(biases)])
    convolution.fill()
    assert (convolution.matrix == 1).sum() == kernels * tile[0] * tile[1]


def test_a_flat_network_computes_as_before_and_its_vectors_are_its_parameters() -> None:
    network, twin, ink = lively_network(Squashing.TANH), lively_network(Squashing.TANH), some_ink(3)
    flat = FlatParameters(network)
    torch.testing.assert_close(network(ink), twin(ink))
    assert flat.values.shape == (60_000,)
    with torch.no_grad():
        flat.values.mul_(2)
        flat.gradient.add_(1)
    for mine, plain in zip(network.parameters(), twin.parameters(), strict=True):
        torch.testing.assert_close(mine, 2 * plain)
        assert mine.grad is not None
        assert (mine.grad == 1).all()
