"""The network in numpy against the network in torch, and its gradients against autograd's."""

import gc
import pickle
import threading
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
import torch

from model.digits.datasets import Digits, mnist_test
from model.digits.evaluation import Counting, evaluate, penalties
from model.network.backward import Backward
from model.network.changes import NO_CHANGES, Changes
from model.network.forward import CHUNK, Forward, Gains, penalties_of, read_batch, to_input
from model.network.parameters import SHAPES, Parameters
from model.network.recognise import recognise
from model.network.records import NO_REJECTION, FloatArray, Squashing
from model.network.saliency import input_gradient
from model.network.wiring import HIDDEN, shape_of
from model.training.engine.lenet5 import LeNet5, network_of, parameters_of
from model.training.engine.lenet5 import to_input as to_torch_input
from tests.model.networks import default_network, gains_of, lively_network
from tests.model.samples import drawn_four, same_parameters

NETWORKS = {
    "default weights": default_network,
    "tanh": lambda: lively_network(Squashing.TANH),
    "logistic": lambda: lively_network(Squashing.LOGISTIC),
}
EVERY_NETWORK = pytest.mark.parametrize("network", [cache(make) for make in NETWORKS.values()], ids=list(NETWORKS))
WITH_AND_WITHOUT_GAINS = pytest.mark.parametrize("seed", [None, 1], ids=["as it is", "random gains"])


def random_gains(seed: int | None) -> Gains:
    """For every unit of every layer, -2 to 2."""
    if seed is None:
        return {}
    generator = np.random.default_rng(seed)
    shapes = {name: (shape_of(name)[0], shape_of(name)[1], shape_of(name)[1]) for name in HIDDEN}
    return {name: generator.uniform(-2, 2, shape).astype(np.float32) for name, shape in shapes.items()}


def torch_gains(gains: Gains) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(values) for name, values in gains.items()}


@cache
def first_digits(count: int) -> Digits:
    return mnist_test().subset(np.arange(count))


def ink_of(digits: Digits) -> FloatArray:
    return digits.fields().astype(np.float32) / np.float32(255)


@EVERY_NETWORK
@WITH_AND_WITHOUT_GAINS
def test_every_layer_of_a_thousand_digits_is_torchs(network: Callable[[], LeNet5], seed: int | None) -> None:
    net, gains, ink = network(), random_gains(seed), ink_of(first_digits(1000))
    w = parameters_of(net).matrices
    with torch.inference_mode():
        expected = net.activations(to_torch_input(torch.from_numpy(ink))[:, None], torch_gains(gains))
    alone, together = Forward(1), Forward(1000)
    together.run(w, to_input(ink), gains)
    for at in range(0, 1000, 10):
        alone.run(w, to_input(ink[at]), gains)
        for name in HIDDEN:
            own = getattr(alone, name.lower())[0]
            np.testing.assert_allclose(own, expected[name][at], rtol=1e-5, atol=1e-5, err_msg=name)
    for name in HIDDEN:
        np.testing.assert_allclose(getattr(together, name.lower()), expected[name], rtol=1e-5, atol=1e-5, err_msg=name)
    np.testing.assert_allclose(penalties_of(together.f6), expected["OUTPUT"], rtol=1e-5)


@EVERY_NETWORK
def test_a_batch_is_read_as_each_picture_alone(network: Callable[[], LeNet5]) -> None:
    parameters, ink = parameters_of(network()), ink_of(first_digits(1000))
    changes = Changes({("C3", 7): 0.0, ("F6", 3): -1.5})
    for count in (1, 3, CHUNK, CHUNK + 1, 2 * CHUNK + 5):
        alone = [recognise(parameters, one, NO_REJECTION, changes).penalties for one in ink[:count]]
        np.testing.assert_allclose(read_batch(parameters, ink[:count], changes.gains()), alone, rtol=1e-5)
    assert read_batch(parameters, ink[:0]).shape == (0, 10)


@EVERY_NETWORK
@WITH_AND_WITHOUT_GAINS
def test_the_gradient_is_autograds(network: Callable[[], LeNet5], seed: int | None) -> None:
    net, gains, ink = network(), random_gains(seed), ink_of(first_digits(20))
    w = parameters_of(net).matrices
    pixels = to_torch_input(torch.from_numpy(ink)).requires_grad_()
    layers = net.activations(pixels[:, None], torch_gains(gains))
    (expected,) = torch.autograd.grad(layers["OUTPUT"][:, 3].sum(), pixels)
    forward = Forward(20)
    forward.run(w, to_input(ink), gains)
    backward = Backward(forward)
    for _ in range(2):  # its memory is used again
        backward.run(w, 2 * (forward.f6 - net.output.codes[3].numpy()))
        found = backward.by_field(w)
    size = float(expected.abs().max())
    assert size > 0
    np.testing.assert_allclose(found, expected, atol=1e-5 * size)


@EVERY_NETWORK
@pytest.mark.parametrize(
    "changes", [NO_CHANGES, Changes({("C1", 2): 0.0, ("S4", 3): 2.0})], ids=["as it is", "changed"]
)
def test_the_gradient_by_the_ink_is_autograds(network: Callable[[], LeNet5], changes: Changes) -> None:
    net, ink = network(), drawn_four()
    for digit in (4, 9):
        pixels = torch.from_numpy(ink).requires_grad_()
        layers = net.activations(to_torch_input(pixels)[None, None], gains_of(changes))
        (expected,) = torch.autograd.grad(layers["OUTPUT"][0, digit], pixels)
        found = input_gradient(parameters_of(net), ink, digit, changes)
        np.testing.assert_allclose(found, expected, atol=1e-5 * float(expected.abs().max()))


@pytest.mark.parametrize(
    "network",
    [default_network, *(pytest.param(NETWORKS[name], marks=pytest.mark.slow) for name in ("tanh", "logistic"))],
)
def test_as_many_of_the_10000_test_digits_are_misread_as_by_torch(network: Callable[[], LeNet5]) -> None:
    net, digits = network(), mnist_test()
    with torch.inference_mode():
        answers = [
            net(to_torch_input(part)[:, None]).argmin(1) for part in torch.split(torch.from_numpy(ink_of(digits)), 500)
        ]
    errors = int((torch.cat(answers).numpy() != digits.labels).sum())
    assert evaluate(parameters_of(net), digits, threads=2).errors == errors


def test_counting_on_several_threads_counts_the_same() -> None:
    parameters, digits = parameters_of(default_network()), first_digits(1000)
    counting = Counting(parameters, digits, threads=3)
    steps = list(counting)
    assert steps == sorted(steps)
    assert steps[-1] == 1000
    expected = evaluate(parameters, digits)
    np.testing.assert_array_equal(counting.result.confusion, expected.confusion)
    np.testing.assert_array_equal(counting.result.mistakes, expected.mistakes)


def test_counting_can_be_given_up() -> None:
    before = threading.active_count()
    counting = Counting(parameters_of(default_network()), first_digits(1000), threads=2)
    assert next(iter(counting)) < 1000
    del counting
    assert threading.active_count() == before


def test_two_threads_read_beside_each_other() -> None:
    parameters, ink = parameters_of(default_network()), ink_of(first_digits(200))
    expected = [recognise(parameters, one, NO_REJECTION).penalties for one in ink]
    found: dict[int, list[np.ndarray]] = {}

    def read(number: int) -> None:
        found[number] = [recognise(parameters, one, NO_REJECTION).penalties for one in ink]

    threads = [threading.Thread(target=read, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    for penalties_found in found.values():
        np.testing.assert_array_equal(penalties_found, expected)


def test_threads_that_read_in_turn_need_no_memory_of_their_own() -> None:
    parameters, ink = parameters_of(default_network()), ink_of(first_digits(CHUNK))
    read_batch(parameters, ink)
    gc.collect()
    before = sum(type(each) is Forward for each in gc.get_objects())
    last = threading.Event()

    def read(done: threading.Event) -> None:
        recognise(parameters, ink[0], NO_REJECTION)
        read_batch(parameters, ink)
        done.set()
        last.wait()

    threads = []
    for _ in range(5):
        done = threading.Event()
        threads.append(threading.Thread(target=read, args=(done,)))
        threads[-1].start()
        done.wait()
    after = sum(type(each) is Forward for each in gc.get_objects())
    last.set()
    for thread in threads:
        thread.join()
    assert after - before <= 1


@pytest.mark.parametrize("squashing", list(Squashing))
def test_parameters_come_back_from_torch_and_from_another_process(squashing: Squashing) -> None:
    parameters = parameters_of(lively_network(squashing))
    assert parameters.matrices.flat.any()  # what is derived does not travel
    for again in (parameters_of(network_of(parameters)), pickle.loads(pickle.dumps(parameters))):
        assert same_parameters(again, parameters)
        assert not any(array.flags.writeable for array in again.named().values())


def test_parameters_are_a_copy_of_the_network() -> None:
    network = lively_network()
    parameters = parameters_of(network)
    kept = penalties(parameters, first_digits(20))
    with torch.no_grad():
        network.f6.weight.mul_(2)
    np.testing.assert_array_equal(penalties(parameters, first_digits(20)), kept)


def test_no_answer_is_built_on_values_that_are_not_finite() -> None:
    named = {name: np.full(shape, 3e38, dtype=np.float32) for name, shape in SHAPES.items()}
    large, good, ink = (
        Parameters.from_named(Squashing.TANH, named),
        parameters_of(default_network()),
        ink_of(first_digits(20)),
    )
    for parameters, picture in ((large, ink), (good, ink * np.float32(np.nan))):
        with pytest.raises(ValueError, match="There is no answer"):
            recognise(parameters, picture[0], NO_REJECTION)
        with pytest.raises(ValueError, match="There is no answer"):
            read_batch(parameters, picture)


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (np.zeros((1, 28, 28), np.float32), r"must be of the shape \((1, )?32, 32\), not \((1, )?28, 28\)"),
        (np.zeros((1, 32), np.float32), r"must be of the shape \((1, )?32, 32\), not \("),
        (np.full((1, 32, 32), 255, np.uint8), "must be 0 for background to 1 for full ink, not 255 to 255"),
        (
            to_input(np.zeros((1, 32, 32), np.float32)),
            r"1 for full ink, not -0\.1 to -0\.1",
        ),
    ],
)
def test_what_is_no_ink_is_refused(picture: FloatArray, words: str) -> None:
    """Bytes would be read as something, and a line of a picture as all of its lines."""
    parameters = parameters_of(default_network())
    with pytest.raises(ValueError, match=words):
        recognise(parameters, picture[0], NO_REJECTION)
    with pytest.raises(ValueError, match=words):
        input_gradient(parameters, picture[0], digit=3)
    with pytest.raises(ValueError, match=words):
        read_batch(parameters, picture)
