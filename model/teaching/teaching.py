"""Teaches a copy of a network a person's digits in seconds, and says what that changes.

Cross-validation comes first: each digit is held out in turn and read by a network that was taught the rest. That
shows what the person gains, and which labels are doubtful: those that such a network contradicts with confidence, and
that the network as it was would not have given either. Digits with a doubtful label are left out, unless the person has
confirmed it: one slip of a finger would spoil a class. Then the others are taught. How far the weights move is decided
on MNIST training digits that are never trained on; MNIST's test digits are read only for the record.
"""

import copy
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.digits.evaluation import evaluation_of
from model.my_digits.digit import MyDigit
from model.my_digits.formats import inks, labels
from model.network.architecture import FIELD_SIZE
from model.network.parameters import Parameters
from model.network.records import Evaluation, FloatArray
from model.teaching.head import FineTuning, Head
from model.teaching.material import TeachingMaterial
from model.teaching.report import NOT_JUDGED, Doubt, TeachingConfig, TeachingProgress, TeachingReport, TeachingStage
from model.training.engine.lenet5 import LeNet5, network_of

_CLASSES = 10
SHARES = tuple(np.linspace(1.0, 0.05, 20).round(2).tolist())
"""Shares of the way to the new weights that are tried, the largest first."""
_DIGITS_AN_UPDATE = 20
"""Digits read in about the time of one update: progress counts these."""


@dataclass(frozen=True)
class TeachingOutcome:
    """The taught copy, and what using it would change."""

    network: LeNet5
    report: TeachingReport


def folds_of(labels: NDArray[np.int64], folds: int, seed: int) -> NDArray[np.int64]:
    """(N,): the fold that holds each digit out, so that each class keeps examples; -1 for the only one of a class."""
    generator = np.random.default_rng(seed)
    fold_of = np.full(len(labels), -1, dtype=np.int64)
    for label in np.unique(labels):
        members = generator.permutation(np.flatnonzero(labels == label))
        if len(members) > 1 and folds > 1:
            fold_of[members] = (np.arange(len(members)) + generator.integers(folds)) % folds
    return fold_of


class Teaching:
    """Teaches a copy of a network a person's digits.

    Args:
        network: the one in use; it is never changed.
        inks: (N, 32, 32), 0 for background to 1 for full ink; N at least 1.
        labels: (N,), 0 to 9.
        config: the recipe.
        sure: (N,), whether the person has confirmed the label; nobody has, if not given.

    Raises:
        ValueError: there are no digits, not as many labels, or a label is not 0 to 9.
    """

    def __init__(
        self,
        network: LeNet5,
        inks: FloatArray,
        labels: NDArray[np.integer],
        config: TeachingConfig | None = None,
        sure: NDArray[np.bool_] | None = None,
    ) -> None:
        if len(labels) == 0 or inks.shape != (len(labels), FIELD_SIZE, FIELD_SIZE):
            raise ValueError(f"Teaching needs one label for each 32x32 picture, not {len(labels)} for {inks.shape}.")
        if min(labels) < 0 or max(labels) > 9:
            raise ValueError(f"labels must be 0 to 9, not {min(labels)} to {max(labels)}")
        self._config = config or TeachingConfig()
        self._network = copy.deepcopy(network).cpu()
        self._old = Head(self._network)
        self._labels: NDArray[np.int64] = labels.astype(np.int64)
        self._sure = np.zeros(len(labels), dtype=np.bool_) if sure is None else sure
        self._targets = torch.from_numpy(self._labels)
        ink = torch.from_numpy(np.array(inks, dtype=np.float32))[:, None]
        self._material = TeachingMaterial(self._network, ink, self._targets, self._config)
        self._folds: list[tuple[Head, NDArray[np.int64]]] = []  # a head, and the digits that it was taught without
        self._doubts: dict[int, Doubt] = {}
        self._kept = np.arange(len(labels))
        self._new = self._old
        self._fits = self._count_folds() + 1
        """How many networks are taught: one for each fold in each round, and the last."""
        self._outcome: TeachingOutcome | None = None

    @classmethod
    def of(cls, parameters: Parameters, digits: Sequence[MyDigit], config: TeachingConfig) -> "Teaching":
        """Of a person's digits; one that is ``sure`` has a label that the person has confirmed."""
        sure = np.array([digit.sure for digit in digits], dtype=np.bool_)
        return cls(network_of(parameters), inks(digits), labels(digits), config, sure)

    @property
    def outcome(self) -> TeachingOutcome:
        """The outcome; RuntimeError before :meth:`run` has finished."""
        if self._outcome is None:
            raise RuntimeError("Teaching has not finished.")
        return self._outcome

    def run(self) -> Iterator[TeachingProgress]:
        """Teach, yielding progress every few milliseconds; closing the iterator cancels it."""
        done, seconds, started = 0, 0.0, time.perf_counter()
        for stage, digits in self._steps():
            done += digits
            # The time until the next step is asked for does not count.
            seconds += time.perf_counter() - started
            yield TeachingProgress(done, max(done, self._total), stage)
            started = time.perf_counter()
        self._outcome = self._told(seconds + time.perf_counter() - started)

    @property
    def _total(self) -> int:
        return self._material.reads + _DIGITS_AN_UPDATE * self._config.steps * self._fits

    def _folds_of_kept(self) -> NDArray[np.int64]:
        return folds_of(self._labels[self._kept], self._config.folds, self._config.seed)

    def _count_folds(self) -> int:
        return len(set(self._folds_of_kept().tolist()) - {-1})

    def _steps(self) -> Iterator[tuple[TeachingStage, int]]:
        for read in self._material.prepare():
            yield TeachingStage.READING, read
        yield from self._cross_validate()
        if self._find_doubts():
            # Wrong labels spoil the networks that read the other digits: once more without them.
            self._fits += self._count_folds()
            yield from self._cross_validate()
            self._find_doubts()
        tuning = self._tuning(self._kept, 0)
        for _ in tuning:
            yield TeachingStage.TEACHING, _DIGITS_AN_UPDATE
        self._new = tuning.head

    # Parts

    def _tuning(self, positions: NDArray[np.int64], number: int) -> FineTuning:
        which = torch.from_numpy(positions)
        material, seed = self._material, 100 * self._config.seed + number
        return FineTuning(self._old, material.own[:, which], self._targets[which], material.beside, self._config, seed)

    def _cross_validate(self) -> Iterator[tuple[TeachingStage, int]]:
        self._folds, kept = [], self._kept
        fold_of = self._folds_of_kept()
        for number in range(self._config.folds):
            if (fold_of == number).any():
                tuning = self._tuning(kept[fold_of != number], number + 1)
                for _ in tuning:
                    yield TeachingStage.CHECKING, _DIGITS_AN_UPDATE
                self._folds.append((tuning.head, kept[fold_of == number]))

    def _penalties(self, head: Head) -> FloatArray:
        """(N, 10), of the person's digits as they are."""
        penalties: FloatArray = head.penalties(self._material.own[0]).numpy()
        return penalties

    def _find_doubts(self) -> bool:
        """Find labels that are contradicted; returns whether there are more to leave out than before.

        A digit is read by a network that was taught without it; the only one of its class by the network as it was.
        """
        before = self._penalties(self._old)
        held_out = before.copy()
        for head, positions in self._folds:
            held_out[positions] = self._penalties(head)[positions]
        places = np.arange(len(self._labels))
        contradicted = held_out[places, self._labels] - held_out.min(axis=1) > self._config.doubt_margin
        # Where other labels are wrong, the networks taught with them also contradict right ones.
        misread = before.argmin(axis=1) != self._labels
        contradicted &= misread
        for at in np.setdiff1d(np.flatnonzero(contradicted), list(self._doubts)).tolist():
            self._doubts[at] = Doubt(at, int(self._labels[at]), int(held_out[at].argmin()), left_out=False)
        # Where it misreads most of them, it does not know this handwriting.
        known = misread.sum() <= len(misread) / 2
        left_out = [at for at in self._doubts if known and not self._sure[at]]
        self._doubts = {at: replace(doubt, left_out=at in left_out) for at, doubt in self._doubts.items()}
        before_that, self._kept = self._kept, np.setdiff1d(places, left_out)
        return len(self._kept) < len(before_that)

    def _share(self) -> float:
        """The largest share of the way that does not forget too much; 0 for none."""
        guarded = len(self._material.guard)
        # One class alone, pulled as hard, takes its neighbours with it.
        classes = max(len(np.unique(self._labels)) / _CLASSES, 0.5)
        allowance = self._config.allowance_percent * classes * guarded / 100
        allowed = self._material.guard_errors(self._old) + allowance
        fitting = (s for s in SHARES if self._material.guard_errors(self._old.towards(self._new, s)) <= allowed)
        return next(fitting, 0.0)

    def _told(self, seconds: float) -> TeachingOutcome:
        started = time.perf_counter()
        share = self._share()
        taught = self._old.towards(self._new, share)
        penalties = self._penalties(taught)
        # Digits that were left out were held out from the last fit, too.
        judged = [np.setdiff1d(np.arange(len(self._labels)), self._kept)]
        for head, held_out in self._folds:
            judged.append(held_out)
            penalties[held_out] = self._penalties(self._old.towards(head, share))[held_out]
        answers = np.full(len(self._labels), NOT_JUDGED, dtype=np.int64)
        for positions in judged:
            answers[positions] = penalties[positions].argmin(axis=1)
        report = TeachingReport(
            labels=self._labels,
            answers_before=self._penalties(self._old).argmin(axis=1),
            answers_held_out=answers,
            penalties=penalties,
            doubts=tuple(self._doubts[at] for at in sorted(self._doubts)),
            mnist_before=self._on_test(self._old),
            mnist_after=self._on_test(taught),
            share=share,
            seconds=seconds + time.perf_counter() - started,
        )
        return TeachingOutcome(taught.on(self._network), report)

    def _on_test(self, head: Head) -> Evaluation:
        answers: Tensor = head.penalties(self._material.test).argmin(dim=1)
        return evaluation_of(answers.numpy(), self._material.test_labels.numpy().astype(np.uint8))
