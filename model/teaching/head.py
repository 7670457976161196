"""C5 and F6 by themselves, and how they are moved towards a person's digits while being held to MNIST.

Only these are trained, on S4's values: 58,284 of the 60,000 parameters, a twentieth of the time. On the writers that
the recipe was chosen on, training all layers was no better. MNIST digits are mixed in, not with their labels but with
the F6 values that the network gave them before, and those near another class more often. That forgets half as much as
training on their labels again.
"""

import copy
from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional

from model.teaching.report import TeachingConfig
from model.training.engine.batched import Batched
from model.training.engine.flat_parameters import FlatParameters
from model.training.engine.lenet5 import LeNet5, squash
from model.training.engine.loss import maximum_a_posteriori
from model.training.optimizers.fused import FusedSteps
from model.training.presets import MODERN
from model.training.recipes import Optimizer

BATCH = 128
"""Digits at a time: as many as the processor's cache can hold."""


def trunk_of(network: LeNet5) -> Batched:
    """For S4's values of at most ``BATCH`` digits at a time. The network is never changed."""
    network = copy.deepcopy(network)
    return Batched(network, FlatParameters(network), MODERN.criterion)


class Head:
    """The upper part of a network, with parameters of its own: the network is never changed."""

    def __init__(self, network: LeNet5) -> None:
        self._squashing, self._output = network.squashing, network.output
        parts = network.c5.weight.flatten(1), network.c5.bias, network.f6.weight, network.f6.bias
        self.parameters = [part.detach().clone() for part in parts]

    def f6(self, s4: Tensor) -> Tensor:
        """(B, 400) -> (B, 84)."""
        c5_weight, c5_bias, f6_weight, f6_bias = self.parameters
        c5 = squash(functional.linear(s4, c5_weight, c5_bias), self._squashing)
        return squash(functional.linear(c5, f6_weight, f6_bias), self._squashing)

    def penalties_of(self, f6: Tensor) -> Tensor:
        """(B, 84) -> (B, 10)."""
        codes = self._output.codes
        # |x - w|^2 = |x|^2 - 2 x.w + |w|^2, and every code has 84 cells of +-1.
        return f6.square().sum(dim=1, keepdim=True) - 2 * f6 @ codes.T + codes.shape[1]

    @torch.no_grad()
    def penalties(self, s4: Tensor) -> Tensor:
        """(B, 400) -> (B, 10)."""
        return self.penalties_of(self.f6(s4))

    def copied(self) -> "Head":
        return self.towards(self, 0.0)

    def towards(self, other: "Head", share: float) -> "Head":
        """The head at this share of the straight line to the other."""
        result = copy.copy(self)
        pairs = zip(self.parameters, other.parameters, strict=True)
        result.parameters = [mine.detach().lerp(theirs.detach(), share) for mine, theirs in pairs]
        return result

    @torch.no_grad()
    def on(self, network: LeNet5) -> LeNet5:
        whole = copy.deepcopy(network)
        targets = whole.c5.weight, whole.c5.bias, whole.f6.weight, whole.f6.bias
        for target, values in zip(targets, self.parameters, strict=True):
            target.copy_(values.view_as(target))
        return whole


class FineTuning:
    """One fit: iterate to the end, then take ``head``.

    Args:
        start: the head to start from; it is not changed.
        own: (V, N, 400), S4's values of the person's digits, each in V distortions.
        labels: (N,), int64.
        mnist: (M, 400), S4's values of digits to be held to.
    """

    def __init__(
        self, start: Head, own: Tensor, labels: Tensor, mnist: Tensor, config: TeachingConfig, seed: int
    ) -> None:
        self.head = start.copied()
        self._own, self._labels, self._mnist, self._config = own, labels, mnist, config
        with torch.no_grad():
            self._f6 = start.f6(mnist)
            best, second = start.penalties_of(self._f6).topk(2, dim=1, largest=False).values.T
        self._chance = 1 / (config.hold_near + second - best)
        self._generator = torch.Generator().manual_seed(seed)

    def _drawn(self, below: int, count: int) -> Tensor:
        return torch.randint(below, (count,), generator=self._generator)

    def _loss(self) -> Tensor:
        config = self._config
        variants, count = self._own.shape[:2]
        which, variant = self._drawn(count, config.own_per_batch), self._drawn(variants, config.own_per_batch)
        others = torch.multinomial(self._chance, config.mnist_per_batch, generator=self._generator)
        f6 = self.head.f6(torch.cat([self._own[variant, which], self._mnist[others]]))
        own, held = f6[: config.own_per_batch], f6[config.own_per_batch :]
        learned = maximum_a_posteriori(
            self.head.penalties_of(own), self._labels[which], config.rubbish_j, config.penalty_scale
        )
        moved = (held - self._f6[others]).square().sum(dim=1).mean()
        return learned + config.hold * moved

    def __iter__(self) -> Iterator[int]:
        """Yields how many updates are done."""
        parameters = self.head.parameters
        for parameter in parameters:
            parameter.requires_grad_()
        optimizer = FusedSteps(parameters, Optimizer.ADAMW)
        for step in range(self._config.steps):
            for parameter in parameters:
                parameter.grad = None
            loss = self._loss()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step(self._config.rate * (1 - step / self._config.steps))
            yield step + 1
        for parameter in parameters:
            parameter.requires_grad_(False)
