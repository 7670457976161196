"""What teaching reads, as S4 values: the person's digits in many distortions, and MNIST to be held to and to measure on.

Iterate :meth:`TeachingMaterial.prepare` to the end first. S4 and what is below never change while a person is taught.
"""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from model.architecture import FIELD_SIZE
from model.datasets import Digits, hold_out, mnist_test, mnist_training
from model.distort import Distorter
from model.head import Head, s4_values
from model.lenet5 import LeNet5
from model.recipes import Distortion
from model.teaching_records import TeachingConfig

GUARDED = 5000
"""MNIST training digits that are never learned beside: how far to go is decided on them. The shipped weights were not
trained on the first 2,000 of them either."""
SPLIT_SEED = 1
"""As in the recipe of the shipped weights, so that theirs are among those."""
HARDER = Distortion(shift_px=1.4, scale=0.12, shear=0.2, rotation_degrees=14.0, elastic_px=1.6, thickness=0.3)
"""The guarded digits are distorted once by this: of digits as they are too few are misread to see what is forgotten.

Over 24 fits, the errors added there and those added on the test digits went together (correlation 0.93), 5 to 2.
"""
_POOL = 4000
_FEWEST_VARIANTS, _MOST_VARIANTS = 8, 80


def ink_of(digits: Digits) -> Tensor:
    """(N, 1, 32, 32), 0 to 1."""
    images = torch.from_numpy(np.array(digits.images)).float().div_(255)[:, None]
    margin = (FIELD_SIZE - images.shape[-1]) // 2
    return functional.pad(images, (margin, margin, margin, margin))


def labels_of(digits: Digits) -> Tensor:
    """(N,), int64."""
    return torch.from_numpy(digits.labels.astype(np.int64))


class TeachingMaterial:
    """The S4 values that teaching reads.

    Args:
        network: never changed.
        ink: (N, 1, 32, 32), 0 to 1, the person's digits.
        labels: (N,), int64.
        config: the recipe.

    Attributes:
        own: (V, N, 400); the first of the V variants is the digit as it is.
        beside: (M, 400), MNIST training digits.
        guard, guard_labels: (G, 400) and (G,).
        test, test_labels: (T, 400) and (T,).
    """

    own: Tensor
    beside: Tensor
    guard: Tensor
    guard_labels: Tensor
    test: Tensor
    test_labels: Tensor

    def __init__(self, network: LeNet5, ink: Tensor, labels: Tensor, config: TeachingConfig) -> None:
        self._network, self._ink, self._labels, self._config = network, ink, labels, config
        self._read: list[Tensor] = []

    def _values(self, ink: Tensor) -> Iterator[int]:
        self._read = []
        for some in s4_values(self._network, ink):
            self._read.append(some)
            yield len(some)

    @property
    def variants(self) -> int:
        """How many distortions there are of each of the person's digits."""
        return max(_FEWEST_VARIANTS, min(_POOL // len(self._labels), _MOST_VARIANTS))

    def prepare(self) -> Iterator[int]:
        """Work them out; yields how many digits were read."""
        generator = torch.Generator().manual_seed(self._config.seed)
        count = len(self._labels)
        many = self._ink.repeat(self.variants, 1, 1, 1)
        distorted = Distorter(self._config.own_distortion, generator)(many, self._labels.repeat(self.variants))
        distorted[:count] = self._ink
        yield from self._values(distorted)
        self.own = torch.cat(self._read).view(self.variants, count, -1)

        beside, guard = hold_out(mnist_training(), GUARDED, SPLIT_SEED)
        chosen = torch.randperm(len(beside), generator=generator)[: self._config.mnist_pool].numpy()
        beside = beside.subset(chosen)
        yield from self._values(Distorter(self._config.mnist_distortion, generator)(ink_of(beside), labels_of(beside)))
        self.beside = torch.cat(self._read)

        # Always the same ones, whatever the recipe: figures of two recipes can be compared.
        harder = Distorter(HARDER, torch.Generator().manual_seed(SPLIT_SEED))
        self.guard_labels = labels_of(guard)
        yield from self._values(harder(ink_of(guard), self.guard_labels))
        self.guard = torch.cat(self._read)

        test = mnist_test()
        self.test_labels = labels_of(test)
        yield from self._values(ink_of(test))
        self.test = torch.cat(self._read)

    @property
    def reads(self) -> int:
        """How many digits :meth:`prepare` reads in all."""
        return self.variants * len(self._labels) + self._config.mnist_pool + GUARDED + 10_000

    def guard_errors(self, head: Head) -> int:
        """How many of the guarded digits a head misreads."""
        return int((head.penalties(self.guard).argmin(dim=1) != self.guard_labels).sum())
