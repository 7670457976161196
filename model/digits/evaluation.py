"""The error of a network on labelled digits."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from model.digits.datasets import Digits
from model.network.lenet5 import to_input
from model.network.records import Evaluation

_BATCH = 250


Penalties = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def _penalties_by_batch(network: nn.Module, digits: Digits) -> Iterator[Penalties]:
    device = next(network.parameters()).device
    for start in range(0, len(digits), _BATCH):
        fields = digits.subset(np.arange(start, min(start + _BATCH, len(digits)))).fields()
        ink = torch.from_numpy(fields.astype(np.float32) / 255).to(device)
        with torch.inference_mode():
            answers: Tensor = network(to_input(ink)[:, None])
        yield answers.cpu().numpy()


def penalties(network: nn.Module, digits: Digits) -> Penalties:
    """(N, 10): the penalties of every digit."""
    return np.concatenate(list(_penalties_by_batch(network, digits)))


def evaluation_of(
    answers: np.ndarray[tuple[int, ...], np.dtype[np.int64]], labels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
) -> Evaluation:
    """Count answers (N,) against labels (N,)."""
    truth = labels.astype(np.int64)
    confusion = np.bincount(truth * 10 + answers, minlength=100).reshape(10, 10)
    mistakes = np.flatnonzero(answers != truth)
    return Evaluation(confusion, mistakes, answers[mistakes])


def evaluate(network: nn.Module, digits: Digits) -> Evaluation:
    """Read every digit, the smallest penalty wins, and count."""
    return evaluation_of(penalties(network, digits).argmin(axis=1), digits.labels)


class Counting:
    """:func:`evaluate` in small steps: iterate to the end, then take ``result``."""

    def __init__(self, network: nn.Module, digits: Digits) -> None:
        self._network, self._digits = network, digits
        self._answers: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []

    def __iter__(self) -> Iterator[int]:
        """Yields how many digits have been read."""
        for answers in _penalties_by_batch(self._network, self._digits):
            self._answers.append(answers.argmin(axis=1))
            yield sum(map(len, self._answers))

    @property
    def result(self) -> Evaluation:
        """The outcome, once all are read."""
        return evaluation_of(np.concatenate(self._answers), self._digits.labels)
