"""C5 and F6 by themselves, on S4's values: 58,284 of the 60,000 parameters, a twentieth of the time."""

import copy

import torch
from torch import Tensor
from torch.nn import functional

from model.training.engine.batched import Batched
from model.training.engine.flat_parameters import FlatParameters
from model.training.engine.lenet5 import LeNet5, squash
from model.training.recipes import MODERN

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
