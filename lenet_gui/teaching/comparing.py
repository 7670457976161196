"""How two sets of weights read a person's digits, beside the GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from lenet_gui.base.jobs import Job, Worker
from model.my_digits.digit import MyDigit
from model.network.taught import Taught

_AT_ONCE = 32
"""Digits between two looks whether anybody still waits."""


@dataclass(frozen=True)
class Compared:
    """``answers`` has a pair for each of the ``digits``; ``mnist_percents`` are the errors that the files state.

    ``taught`` says what the second set was taught last.
    """

    digits: tuple[MyDigit, ...]
    answers: tuple[tuple[int, int], ...]
    mnist_percents: tuple[float | None, float | None]
    taught: Taught


class ComparingService(QObject):
    """Reads digits with two weights files; a new request replaces the one before."""

    compared = Signal(object)  # a Compared
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("comparing", self)
        self._worker.finished.connect(self.compared)
        self._worker.failed.connect(self.failed)

    def compare(self, first: Path, taught: Path, digits: Sequence[MyDigit]) -> None:
        """Compare two weights files; the second has been taught."""
        self._worker.start(partial(_compared, first, taught, tuple(digits)))

    def cancel(self) -> None:
        self._worker.forget()

    def shut_down(self) -> None:
        """End the thread. Safe at any moment, and more than once."""
        self._worker.shut_down()


def _compared(first: Path, taught: Path, digits: tuple[MyDigit, ...], job: Job) -> Compared:
    from model.my_digits.formats import inks
    from model.network.forward import read_batch
    from model.network.weights import load_weights

    loaded = [load_weights(path) for path in (first, taught)]
    answers: list[tuple[int, int]] = []
    for start in range(0, len(digits), _AT_ONCE):
        job.check()
        ink = inks(digits[start : start + _AT_ONCE])
        both = [read_batch(parameters, ink).argmin(axis=1) for parameters, _ in loaded]
        answers += [(int(one), int(other)) for one, other in np.stack(both, axis=1)]
    (_, before), (_, after) = loaded
    errors = before.origin.mnist_test_error_percent, after.origin.mnist_test_error_percent
    return Compared(digits, tuple(answers), errors, (after.origin.taught or (Taught(),))[-1])
