"""Teach it your hand: a copy of a network learns a person's digits in seconds; what that would do is told first.

Cross-validation comes first: the digits are held out in turns, and each is read by a network that was taught the rest.
That says how much the person gains, and which labels are doubtful: those that such a network contradicts with
confidence. Then all digits are learned. How far the weights really move from the old ones to the new is decided on
MNIST training digits that are never learned from; its test digits are only read for the record.
"""

import copy
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from model.datasets import mnist_test
from model.evaluation import Counting
from model.fine_tuning import FineTuning, folds_of, mnist_split
from model.lenet5 import LeNet5, to_input
from model.records import Evaluation, FloatArray
from model.teaching_records import NOT_JUDGED, Doubt, Stage, TeachingConfig, TeachingProgress, TeachingReport

SHARES = (1.0, 0.7, 0.45, 0.25, 0.1)
"""How much of the way to the new weights is tried, the most first."""
_MEASURING_STEPS = 30
"""Batches of MNIST that are read where the first share will do."""


@dataclass(frozen=True)
class TeachingOutcome:
    """What came out: the taught copy, and what taking it into use would do."""

    network: LeNet5
    report: TeachingReport


def between(old: LeNet5, new: LeNet5, share: float) -> LeNet5:
    """A network with each parameter so far on its way from the old to the new."""
    network = copy.deepcopy(old)
    with torch.no_grad():
        for parameter, target in zip(network.parameters(), new.parameters(), strict=True):
            parameter.lerp_(target, share)
    return network


class Teaching:
    """Teaches a copy of a network a person's digits.

    Args:
        network: the one in use; it is never changed.
        inks: (N, 32, 32), 0 for background to 1 for full ink; N at least 1.
        labels: (N,), 0 to 9.
        config: the recipe.

    Raises:
        ValueError: there are no digits, or not as many labels, or one that is no digit.
    """

    def __init__(
        self, network: LeNet5, inks: FloatArray, labels: NDArray[np.integer], config: TeachingConfig | None = None
    ) -> None:
        if len(labels) == 0 or inks.shape != (len(labels), 32, 32):
            raise ValueError(f"Teaching needs one label for each 32x32 picture, not {len(labels)} for {inks.shape}.")
        if min(labels) < 0 or max(labels) > 9:
            raise ValueError("A label is none of the digits 0 to 9.")
        self._config = config or TeachingConfig()
        self._network = copy.deepcopy(network).cpu()
        self._labels: NDArray[np.int64] = labels.astype(np.int64)
        self._ink = torch.from_numpy(np.array(inks, dtype=np.float32))[:, None]
        self._folds = folds_of(self._labels, self._config.folds, self._config.seed)
        self._used_folds = [int(fold) for fold in np.unique(self._folds) if fold >= 0]
        self._seconds = 0.0
        self._outcome: TeachingOutcome | None = None

    @property
    def outcome(self) -> TeachingOutcome:
        """What came out, once :meth:`run` has come to its end.

        Raises:
            RuntimeError: it has not.
        """
        if self._outcome is None:
            raise RuntimeError("Teaching has not come to its end.")
        return self._outcome

    def run(self) -> Iterator[TeachingProgress]:
        """Teach; a progress after every few milliseconds. Whoever stops asking has stopped it."""
        total = self._config.steps * (len(self._used_folds) + 1) + _MEASURING_STEPS
        started = time.perf_counter()
        for done, stage in enumerate(self._steps(), start=1):
            self._seconds += time.perf_counter() - started
            yield TeachingProgress(min(done, total), total, stage)
            started = time.perf_counter()

    def _steps(self) -> Iterator[Stage]:
        held_out = np.full((len(self._labels), 10), np.nan)
        for fold in self._used_folds:
            tuning = self._tuning(np.flatnonzero(self._folds != fold), seed=fold + 1)
            for _ in tuning:
                yield Stage.CHECKING
            out = np.flatnonzero(self._folds == fold)
            held_out[out] = self._penalties(tuning.network, out)
        doubts = self._doubts(held_out)
        left_out = [doubt.position for doubt in doubts if doubt.left_out]
        tuning = self._tuning(np.setdiff1d(np.arange(len(self._labels)), left_out), seed=0)
        for _ in tuning:
            yield Stage.LEARNING
        share = 0.0
        taught = copy.deepcopy(self._network)
        allowed = yield from self._allowed()
        for tried in SHARES:
            candidate = between(self._network, tuning.network, tried)
            measured = yield from self._count(candidate, held=True)
            if measured.errors <= allowed:
                taught, share = candidate, tried
                break
        before = yield from self._count(self._network, held=False)
        after = (yield from self._count(taught, held=False)) if share else before
        everything = np.arange(len(self._labels))
        judged = self._folds >= 0
        answers_held_out = np.full(len(self._labels), NOT_JUDGED, dtype=np.int64)
        answers_held_out[judged] = held_out[judged].argmin(axis=1)
        report = TeachingReport(
            labels=self._labels,
            answers_before=self._penalties(self._network, everything).argmin(axis=1),
            answers_held_out=answers_held_out,
            answers_after=self._penalties(taught, everything).argmin(axis=1),
            doubts=doubts,
            mnist_before=before,
            mnist_after=after,
            share=share,
            seconds=self._seconds,
        )
        self._outcome = TeachingOutcome(taught, report)

    def _tuning(self, positions: NDArray[np.int64], seed: int) -> FineTuning:
        chosen = torch.from_numpy(positions)
        labels = torch.from_numpy(self._labels)
        seed = self._config.seed * 1000 + seed
        return FineTuning(self._network, self._ink[chosen], labels[chosen], mnist_split()[0], self._config, seed)

    def _penalties(self, network: LeNet5, positions: NDArray[np.int64]) -> FloatArray:
        with torch.inference_mode():
            answers: FloatArray = network(to_input(self._ink[torch.from_numpy(positions)])).numpy()
        return answers

    def _doubts(self, held_out: NDArray[np.float64]) -> tuple[Doubt, ...]:
        everything = np.arange(len(self._labels))
        excess = held_out[everything, self._labels] - held_out.min(axis=1)
        # What was not held out compares as not a number, which is never larger.
        doubtful = np.flatnonzero(excess > self._config.doubt_margin)
        left_out = len(doubtful) > self._config.most_doubts
        return tuple(Doubt(int(at), int(self._labels[at]), int(held_out[at].argmin()), left_out) for at in doubtful)

    def _allowed(self) -> Generator[Stage, None, float]:
        """The largest number of held-out MNIST training digits that may be misread."""
        digits = mnist_split()[1]
        before = yield from self._count(self._network, held=True)
        return before.errors + self._config.allowance_percent * len(digits) / 100

    def _count(self, network: LeNet5, held: bool) -> Generator[Stage, None, Evaluation]:
        counting = Counting(network, mnist_split()[1] if held else mnist_test())
        for _ in counting:
            yield Stage.MEASURING
        return counting.result
