"""The error of a network on labelled digits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from model.digits.datasets import Digits
from model.network.changes import NO_CHANGES, Changes
from model.network.forward import read_batch
from model.network.parameters import Parameters
from model.network.records import Evaluation

_BATCH = 256
"""How many digits are read between two reports of progress."""

Penalties = NDArray[np.float64]


def _penalties_by_batch(parameters: Parameters, digits: Digits, changes: Changes, threads: int) -> Iterator[Penalties]:
    gains = changes.gains()

    def read(start: int) -> Penalties:
        fields = digits.subset(slice(start, start + _BATCH)).fields()
        return read_batch(parameters, fields.astype(np.float32) / np.float32(255), gains)

    starts = range(0, len(digits), _BATCH)
    if threads == 1:
        yield from map(read, starts)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(read, starts)
        finally:
            pool.shutdown(cancel_futures=True)


def penalties(parameters: Parameters, digits: Digits, changes: Changes = NO_CHANGES, threads: int = 1) -> Penalties:
    """(N, 10): the penalties of every digit."""
    return np.concatenate(list(_penalties_by_batch(parameters, digits, changes, threads)))


def evaluation_of(answers: NDArray[np.int64], labels: NDArray[np.uint8]) -> Evaluation:
    """Count answers (N,) against labels (N,)."""
    truth = labels.astype(np.int64)
    confusion = np.bincount(truth * 10 + answers, minlength=100).reshape(10, 10)
    mistakes = np.flatnonzero(answers != truth)
    return Evaluation(confusion, mistakes, answers[mistakes])


def evaluate(parameters: Parameters, digits: Digits, changes: Changes = NO_CHANGES, threads: int = 1) -> Evaluation:
    """Read every digit, at least one, and count the answers; the smallest penalty names the digit."""
    return evaluation_of(penalties(parameters, digits, changes, threads).argmin(axis=1), digits.labels)


class Counting:
    """:func:`evaluate` in small steps: iterate to the end, then take ``result``."""

    def __init__(self, parameters: Parameters, digits: Digits, changes: Changes = NO_CHANGES, threads: int = 1) -> None:
        self._digits = digits
        self._batches = _penalties_by_batch(parameters, digits, changes, threads)
        self._answers: list[NDArray[np.int64]] = []

    def __iter__(self) -> Iterator[int]:
        """Read on, and yield how many digits have been read."""
        for answers in self._batches:
            self._answers.append(answers.argmin(axis=1))
            yield sum(map(len, self._answers))

    @property
    def result(self) -> Evaluation:
        """The outcome, after the end."""
        return evaluation_of(np.concatenate(self._answers), self._digits.labels)
