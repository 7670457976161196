"""How two sets of weights read a person's digits, beside the GUI thread."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lenet_gui.base.jobs import Job
from model.my_digits.digit import MyDigit
from model.network.taught import TeachingRound

_AT_ONCE = 32
"""How many digits are read between two checks that the answer is still wanted."""


@dataclass(frozen=True)
class Compared:
    """``answers`` has a pair for each of the ``digits``; ``mnist_percents`` are the errors that the files state.

    ``taught`` says what the second set was taught last.
    """

    digits: tuple[MyDigit, ...]
    answers: tuple[tuple[int, int], ...]
    mnist_percents: tuple[float | None, float | None]
    taught: TeachingRound


def compared(first: Path, taught: Path, digits: tuple[MyDigit, ...], job: Job) -> Compared:
    """Read digits with two weights files; the second has been taught."""
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
    return Compared(digits, tuple(answers), errors, (after.origin.taught or (TeachingRound(),))[-1])
