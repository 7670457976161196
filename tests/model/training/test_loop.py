"""Training on a few hundred digits: it learns, it is repeatable, and it says when it cannot go on."""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from model.digits.datasets import Digits, mnist_training
from model.digits.distortion import Distortion
from model.digits.evaluation import evaluate, evaluation_of, penalties
from model.network.records import Initialisation, Squashing
from model.training.engine.criterion import Loss
from model.training.engine.lenet5 import LeNet5, parameters_of
from model.training.loop import Training, TrainingError
from model.training.presets import MODERN
from model.training.progress import PassResult
from model.training.recipes import Optimizer, Schedule, TrainingConfig
from model.training.run import LEAST_SHARES, choose_rejection

BRIEF = replace(MODERN, passes=3, averaging=0.9, seed=3)


@pytest.fixture(scope="module")
def digits() -> Digits:
    return mnist_training().subset(np.arange(600))


@pytest.fixture(scope="module")
def held_out() -> Digits:
    return mnist_training().subset(np.arange(600, 1000))


def run(digits: Digits, config: TrainingConfig, held_out: Digits | None = None) -> tuple[LeNet5, list[PassResult]]:
    start = LeNet5(config.squashing, config.initialisation, torch.Generator().manual_seed(config.seed))
    training = Training(start, digits, held_out, config)
    passes = [now.finished_pass for now in training.run() if now.finished_pass]
    return training.result, passes


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"squashing": Squashing.LOGISTIC, "passes": 8, "batch_size": 16, "rate": 5e-3},
        {"loss": Loss.MEAN_SQUARED_ERROR, "rate": 2e-3},
        {"optimizer": Optimizer.SGD, "schedule": Schedule.CONSTANT, "rate": 5e-3, "averaging": 0.0},
        {"optimizer": Optimizer.SOAP, "rate": 5e-3},
    ],
)
def test_it_learns(digits: Digits, held_out: Digits, changes: dict[str, Any]) -> None:
    config = replace(BRIEF, **{"passes": 6, "distortion": Distortion(), **changes})
    _, passes = run(digits, config, held_out)
    assert [one.number for one in passes] == list(range(1, config.passes + 1))
    assert passes[-1].training_loss < passes[0].training_loss
    assert passes[-1].held_out is not None
    assert passes[-1].held_out.error_percent < 45  # guessing is 90


def test_the_same_seed_gives_the_same_weights_bit_for_bit(digits: Digits) -> None:
    one, same, other = (run(digits, replace(BRIEF, seed=seed, passes=1))[0] for seed in (3, 3, 4))
    for a, b in zip(one.parameters(), same.parameters(), strict=True):
        assert torch.equal(a, b)
    assert not torch.equal(one.f6.weight, other.f6.weight)


def test_a_run_ends_when_nobody_asks_for_more(digits: Digits) -> None:
    training = Training(LeNet5(), digits, None, BRIEF)
    steps = [now.updates for now in itertools.islice(training.run(), 2)]
    assert steps == [1, 2]
    assert training.total_updates == 15


# Decay at this rate multiplies every weight by -9 an update.
EXPLOSIVE = replace(BRIEF, optimizer=Optimizer.SGD, schedule=Schedule.CONSTANT, rate=10.0, weight_decay=1.0, passes=60)


def test_a_loss_that_is_no_number_is_told(digits: Digits) -> None:
    with pytest.raises(TrainingError, match="rate 10 is too high"):
        run(digits, EXPLOSIVE)


def test_weights_that_run_away_after_they_had_learned_are_told_and_the_best_is_kept(
    digits: Digits, held_out: Digits
) -> None:
    config = replace(BRIEF, passes=12, averaging=0.0, distortion=Distortion(), schedule=Schedule.CONSTANT, rate=2e-3)
    network = LeNet5(config.squashing, config.initialisation, torch.Generator().manual_seed(3))
    training = Training(network, digits, held_out, config)
    progress = training.run()
    while len(training.passes) < 8:
        next(progress)
    training.rate_factor = 1000.0
    with pytest.raises(TrainingError, match="diverged"):
        list(progress)
    assert training.best_pass is not None
    assert training.best_pass.held_out is not None
    assert evaluate(parameters_of(training.best), held_out).errors == training.best_pass.held_out.errors
    assert training.best_pass.held_out.error_percent < 45


def test_what_comes_out_is_the_average(digits: Digits) -> None:
    training = Training(LeNet5(initialisation=Initialisation.SQRT_FAN_IN), digits, None, replace(BRIEF, passes=1))
    list(training.run())
    assert training.result is training.average
    assert not torch.equal(training.result.f6.weight, training.network.f6.weight)


def test_evaluation_counts_as_one_counts_by_hand(digits: Digits) -> None:
    network = LeNet5(initialisation=Initialisation.SQRT_FAN_IN)
    answers = penalties(parameters_of(network), digits).argmin(axis=1)
    result = evaluate(parameters_of(network), digits)
    by_hand = [k for k in range(600) if answers[k] != digits.labels[k]]
    assert result.mistakes.tolist() == by_hand
    assert result.error_percent == pytest.approx(100 * len(by_hand) / 600)
    assert result.confusion[3, 5] == sum(digits.labels[k] == 3 and answers[k] == 5 for k in range(600))
    assert evaluation_of(digits.labels.astype(np.int64), digits.labels).errors == 0


def test_rejection_lets_99_percent_of_the_digits_through(digits: Digits) -> None:
    network, _ = run(digits, BRIEF)
    rejection = choose_rejection(network, digits, BRIEF)
    values = penalties(parameters_of(network), digits)
    right = values[values.argmin(axis=1) == digits.labels]
    farther = (right.min(axis=1) > rejection.rubbish_penalty).mean()
    assert farther == pytest.approx(0.01, abs=0.006)
    one_of_a_hundred = np.percentile(rejection.shares(right)[:, :10].max(axis=1), 1)
    assert rejection.least_share == pytest.approx(np.clip(one_of_a_hundred, *LEAST_SHARES), abs=0.01)
