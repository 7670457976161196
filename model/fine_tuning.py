"""Moving a trained network a little towards a person's digits, with MNIST beside them so that nothing is forgotten."""

import copy
from collections.abc import Iterator
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from model.architecture import FIELD_SIZE
from model.datasets import MNIST_SIZE, Digits, hold_out, mnist_training
from model.distort import Distorter
from model.flat import FlatParameters
from model.lenet5 import LeNet5
from model.recipes import MODERN, Optimizer, TrainingConfig
from model.steppers import GradientSteps
from model.teaching_records import TeachingConfig

MOST_COPIES = 4
"""How often one digit may stand in a batch: a single digit must not outweigh all others."""


@cache
def mnist_split() -> tuple[Digits, Digits]:
    """MNIST's training digits to learn beside, and those held out: the ones that the shipped weights never saw."""
    return hold_out(mnist_training(), MODERN.held_out, MODERN.split_seed)


class FineTuning:
    """One fit: iterate to the end, then take ``network``; whoever stops iterating has stopped it.

    Args:
        network: where to start; it is copied.
        ink: (N, 1, 32, 32), 0 to 1, the person's digits.
        labels: (N,), int64.
        mnist: what is learned beside them.
        config: the recipe.
        seed: decides every random number.
    """

    def __init__(
        self, network: LeNet5, ink: Tensor, labels: Tensor, mnist: Digits, config: TeachingConfig, seed: int
    ) -> None:
        self.network = copy.deepcopy(network)
        self._ink, self._labels, self._mnist, self._config = ink, labels, mnist, config
        self._generator = torch.Generator().manual_seed(seed)
        self._own_distorter = Distorter(config.own_distortion, self._generator)
        self._mnist_distorter = Distorter(config.mnist_distortion, self._generator)
        self._own_count = min(config.own_per_batch, MOST_COPIES * len(labels))
        recipe = TrainingConfig(optimizer=Optimizer.ADAMW, rate=config.rate, weight_decay=0.0)
        self._stepper = GradientSteps(self.network, FlatParameters(self.network), recipe)

    def _own(self) -> tuple[Tensor, Tensor]:
        rounds = -(-self._own_count // len(self._labels))
        order = torch.cat([torch.randperm(len(self._labels), generator=self._generator) for _ in range(rounds)])
        chosen = order[: self._own_count]
        return self._own_distorter(self._ink[chosen], self._labels[chosen]), self._labels[chosen]

    def _others(self) -> tuple[Tensor, Tensor]:
        chosen = torch.randint(len(self._mnist), (self._config.mnist_per_batch,), generator=self._generator).numpy()
        some = self._mnist.subset(chosen)
        ink, labels = ink_of_digits(some), torch.from_numpy(some.labels.astype(np.int64))
        return self._mnist_distorter(ink, labels), labels

    def __iter__(self) -> Iterator[int]:
        """Yields how many updates are done."""
        for step in range(self._config.steps):
            (own, own_labels), (others, other_labels) = self._own(), self._others()
            rate = self._config.rate * (1 - step / self._config.steps)
            self._stepper.update(torch.cat([own, others]), torch.cat([own_labels, other_labels]), rate)
            yield step + 1


def ink_of_digits(digits: Digits) -> Tensor:
    """(N, 1, 32, 32), 0 to 1."""
    ink = torch.from_numpy(digits.images).float().div_(255)[:, None]
    margin = (FIELD_SIZE - digits.images.shape[1]) // 2 if digits.images.shape[1] == MNIST_SIZE else 0
    return functional.pad(ink, (margin, margin, margin, margin))


def folds_of(labels: NDArray[np.int64], folds: int, seed: int) -> NDArray[np.int64]:
    """(N,): in which fold each digit is held out, so that each class keeps examples; -1 for the only one of a class."""
    generator = np.random.default_rng(seed)
    of = np.full(len(labels), -1, dtype=np.int64)
    for label in np.unique(labels):
        members = generator.permutation(np.flatnonzero(labels == label))
        if len(members) > 1 and folds > 1:
            of[members] = (np.arange(len(members)) + generator.integers(folds)) % folds
    return of
