"""A made-up person's digits, and teaching them quickly."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from model.digits.datasets import mnist_test
from model.digits.drawing import Drawing
from model.digits.preprocess import ink_of_drawing
from model.my_digits.formats import inks, labels
from model.network.records import FloatArray
from model.teaching import material as teaching_material
from model.teaching.report import TeachingConfig
from model.teaching.teaching import Teaching, TeachingOutcome
from model.training.engine.lenet5 import LeNet5, to_input
from tests.model.hand import written

QUICK = TeachingConfig(steps=50, mnist_per_batch=64, mnist_pool=1000, folds=2)
Person = tuple[FloatArray, NDArray[np.int64]]


@contextmanager
def few_to_measure_on() -> Iterator[None]:
    """A fifth of the test digits, and 2,000 to decide on: reading all takes most of a teaching's time."""
    some = mnist_test().subset(np.arange(2000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teaching_material, "mnist_test", lambda: some)
        patch.setattr(teaching_material, "MNIST_TEST_DIGITS", 2000)
        patch.setattr(teaching_material, "GUARDED", 2000)
        yield


def hand(per_digit: int, seed: int = 1) -> Person:
    digits = written(per_digit, seed)
    return inks(digits), labels(digits).astype(np.int64)


def with_flags(person: Person, flagged: list[Drawing]) -> Person:
    """With ones besides that are written with a flag."""
    ones = np.stack([ink_of_drawing(drawing) for drawing in flagged])
    return np.concatenate([person[0], ones]), np.concatenate([person[1], np.ones(len(ones), dtype=np.int64)])


def taught(
    network: LeNet5,
    person: Person,
    config: TeachingConfig = QUICK,
    measured_on_all: bool = False,
    sure: NDArray[np.bool_] | None = None,
) -> TeachingOutcome:
    with nullcontext() if measured_on_all else few_to_measure_on():
        teaching = Teaching(network, *person, config, sure)
        for _ in teaching.run():
            pass
    return teaching.outcome


def answers(network: LeNet5, fields: FloatArray) -> list[int]:
    with torch.inference_mode():
        read: list[int] = network(to_input(torch.from_numpy(fields))[:, None]).argmin(dim=1).tolist()
    return read
