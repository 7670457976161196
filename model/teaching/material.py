"""What teaching reads, as S4 values: a person's digits in many distortions, MNIST to be held to and measured on.

Iterate :meth:`TeachingMaterial.prepare` to the end first. S4 and the layers below it never change in teaching.
"""

from collections.abc import Generator, Iterator

import numpy as np
import torch
from torch import Tensor

from model.digits.data_source import MNIST_TEST_DIGITS
from model.digits.datasets import Digits, hold_out, mnist_test, mnist_training
from model.digits.distorter import Distorter
from model.digits.distortion import Distortion
from model.teaching.head import BATCH, Head, trunk_of
from model.teaching.report import TeachingConfig
from model.training.engine.lenet5 import LeNet5

GUARDED = 5000
"""MNIST training digits that are never trained on: how far to go is decided on them. The default weights were not
trained on the first 2,000 of them either."""
SPLIT_SEED = 1
"""As in the recipe of the default weights, so that their held-out digits are among these."""
HARDER = Distortion(shift_px=1.4, scale=0.12, shear=0.2, rotation_degrees=14.0, elastic_px=1.6, thickness=0.3)
"""Distorts the guarded digits, once: undistorted, too few are misread to see what is forgotten."""
_POOL = 4000
_FEWEST_VARIANTS, _MOST_VARIANTS = 8, 80


def ink_of(digits: Digits) -> Tensor:
    """(N, 1, 32, 32), 0 to 1."""
    return torch.from_numpy(digits.fields().astype(np.float32))[:, None].div_(255)


def labels_of(digits: Digits) -> Tensor:
    """(N,), int64."""
    return torch.from_numpy(digits.labels.astype(np.int64))


class TeachingMaterial:
    """The S4 values that teaching reads.

    Args:
        network: never changed.
        ink: (N, 1, 32, 32), 0 to 1, the person's digits.
        labels: (N,), int64.

    Attributes:
        own: (V, N, 400); the first of the V variants is the digit as it is.
        beside: (M, 400), MNIST training digits.
        guard, guard_labels: (G, 400) and (G,).
        test, test_labels: (T, 400) and (T,).
    """

    def __init__(self, network: LeNet5, ink: Tensor, labels: Tensor, config: TeachingConfig) -> None:
        self._trunk, self._ink, self._labels, self._config = trunk_of(network), ink, labels, config

    @property
    def variants(self) -> int:
        """How many distortions there are of each of the person's digits."""
        return max(_FEWEST_VARIANTS, min(_POOL // len(self._labels), _MOST_VARIANTS))

    def _read_all(self, digits: Digits, distort: Distorter) -> Generator[int, None, Tensor]:
        """S4's values of MNIST's digits, distorted; yields how many were read."""
        read = []
        for start in range(0, len(digits), BATCH):
            some = digits.subset(np.arange(start, min(start + BATCH, len(digits))))
            read.append(self._trunk.s4_values(distort(ink_of(some), labels_of(some))))
            yield len(some)
        return torch.cat(read)

    def prepare(self) -> Iterator[int]:
        """Work them out; yields how many digits were read."""
        generator = torch.Generator().manual_seed(self._config.seed)
        distort = Distorter(self._config.own_distortion, generator)
        variants = []
        for number in range(self.variants):
            shown = distort(self._ink, self._labels) if number else self._ink
            variants.append(torch.cat([self._trunk.s4_values(some) for some in torch.split(shown, BATCH)]))
            yield len(shown)
        self.own = torch.stack(variants)

        beside, guard = hold_out(mnist_training(), GUARDED, SPLIT_SEED)
        chosen = torch.randperm(len(beside), generator=generator)[: self._config.mnist_pool].numpy()
        distort = Distorter(self._config.mnist_distortion, generator)
        self.beside = yield from self._read_all(beside.subset(chosen), distort)
        # Always the same ones, whatever the recipe, so that two recipes can be compared.
        distort = Distorter(HARDER, torch.Generator().manual_seed(SPLIT_SEED))
        self.guard, self.guard_labels = (yield from self._read_all(guard, distort)), labels_of(guard)
        test = mnist_test()
        distort = Distorter(Distortion(), generator)
        self.test, self.test_labels = (yield from self._read_all(test, distort)), labels_of(test)

    @property
    def reads(self) -> int:
        return self.variants * len(self._labels) + self._config.mnist_pool + GUARDED + MNIST_TEST_DIGITS

    def guard_errors(self, head: Head) -> int:
        return int((head.penalties(self.guard).argmin(dim=1) != self.guard_labels).sum())
