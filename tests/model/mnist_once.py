"""MNIST for tests: unpacked once in a process, and with fewer test digits where their number does not matter."""

from contextlib import AbstractContextManager
from functools import cache
from unittest.mock import patch

from model.digits import datasets
from model.digits.datasets import Digits

FEW = 1000


def unpack_mnist_once() -> None:
    """Keep it for the rest of the process: to unpack it takes a third of a second each time."""
    patch.object(datasets, "_mnist", cache(datasets._mnist)).start()


def few_test_digits() -> AbstractContextManager[object]:
    """Within this there are ``FEW``: to read all at the end of a run takes as long as most tests."""
    whole = datasets._mnist

    def few(prefix: str, name: str) -> Digits:
        digits = whole(prefix, name)
        return digits.subset(slice(FEW)) if prefix == "t10k" else digits

    return patch.object(datasets, "_mnist", few)
