"""Training on a few hundred digits: it learns, it is repeatable, and it says when it cannot go on."""

import itertools
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from model.digits.datasets import Digits, mnist_training
from model.digits.distorter import Distorter
from model.digits.distortion import Distortion
from model.digits.evaluation import evaluate, evaluation_of, penalties
from model.digits.flags import with_bar, with_flag
from model.digits.preprocess import centre_of_mass
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
        {"squashing": Squashing.LOGISTIC, "passes": 40},
        {"loss": Loss.MEAN_SQUARED_ERROR, "rate": 2e-3},
        {"optimizer": Optimizer.SGD, "schedule": Schedule.CONSTANT, "rate": 5e-3, "averaging": 0.0},
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
    with pytest.raises(TrainingError, match="ran away"):
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
    refused = (rejection.shares(right)[:, :10].max(axis=1) < rejection.least_share).mean()
    assert 0.5 <= rejection.least_share <= 0.9
    assert refused == pytest.approx(0.01, abs=0.006) or rejection.least_share in LEAST_SHARES


def ink_of(digits: Digits) -> torch.Tensor:
    return torch.from_numpy(digits.fields()[:40].astype(np.float32) / 255)[:, None]


def distorted(digits: Digits, distortion: Distortion, seed: int = 1) -> torch.Tensor:
    labels = torch.from_numpy(digits.labels[:40].astype(np.int64))
    return Distorter(distortion, torch.Generator().manual_seed(seed))(ink_of(digits), labels)


STRENGTHS = {"shift_px": 2.0, "scale": 0.2, "squeeze": 0.2, "shear": 0.3, "rotation_degrees": 20.0, "elastic_px": 2.0}


def test_no_distortion_changes_nothing(digits: Digits) -> None:
    assert torch.equal(distorted(digits, Distortion()), ink_of(digits))


def test_strokes_grow_and_shrink_as_by_torchs_pooling(digits: Digits) -> None:
    ink = ink_of(digits)
    grown = functional.max_pool2d(ink, 3, stride=1, padding=1)
    shrunk = -functional.max_pool2d(-ink, 3, stride=1, padding=1)
    seeded = torch.Generator().manual_seed(1)
    # Six random numbers a digit are drawn first, for the affine distortions.
    torch.rand((6, len(ink)), generator=seeded)
    amount = (torch.rand(len(ink), generator=seeded) * 2 - 1)[:, None, None, None]
    expected = torch.lerp(ink, torch.where(amount > 0, grown, shrunk), amount.abs())
    torch.testing.assert_close(distorted(digits, Distortion(thickness=1.0)), expected, atol=1e-5, rtol=0)


def test_an_elastic_bend_is_a_cubic_spread_of_a_coarse_grid(digits: Digits) -> None:
    ink = ink_of(digits)
    seeded = torch.Generator().manual_seed(1)
    torch.rand((6, len(ink)), generator=seeded)
    coarse = (torch.rand((len(ink), 2, 6, 6), generator=seeded) * 2 - 1) * (2 / 32 * 1.5)
    spread = functional.interpolate(coarse, size=(32, 32), mode="bicubic", align_corners=True)
    unmoved = functional.affine_grid(torch.eye(2, 3).expand(len(ink), 2, 3), list(ink.shape), align_corners=False)
    expected = functional.grid_sample(ink, unmoved + spread.permute(0, 2, 3, 1), align_corners=False)
    torch.testing.assert_close(distorted(digits, Distortion(elastic_px=1.5)), expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize("name", [field.name for field in fields(Distortion)])
def test_each_distortion_changes_the_ink_and_keeps_its_range(digits: Digits, name: str) -> None:
    ink = ink_of(digits)
    distortion = Distortion(**{name: STRENGTHS.get(name, 0.8)})
    out = distorted(digits, distortion)
    assert out.shape == ink.shape
    assert out.min() >= 0
    assert out.max() <= 1 + 1e-6
    assert (out - ink).abs().mean() > 0.005
    assert torch.equal(out, distorted(digits, distortion))
    assert not torch.equal(out, distorted(digits, distortion, seed=2))
    assert out.sum() == pytest.approx(float(ink.sum()), rel=0.25)


def test_a_shift_moves_by_no_more_than_its_strength(digits: Digits) -> None:
    ink = ink_of(digits)
    out = distorted(digits, Distortion(shift_px=2.0))
    moves = [
        np.subtract(centre_of_mass(b[0].numpy()), centre_of_mass(a[0].numpy())) for a, b in zip(ink, out, strict=True)
    ]
    assert np.abs(moves).max() <= 2.05
    assert np.abs(moves).max() > 1.5


def test_flags_are_added_to_ones_and_bars_to_sevens_alone(digits: Digits) -> None:
    ink, labels = ink_of(digits), digits.labels[:40]
    out = distorted(digits, Distortion(flags=1.0))
    for before, after, label in zip(ink, out, labels, strict=True):
        if label not in (1, 7):
            assert torch.equal(before, after)
            continue
        assert after.sum() > before.sum() + 3
        # What is centred stays centred.
        moved = np.subtract(centre_of_mass(after[0].numpy()), centre_of_mass(before[0].numpy()))
        assert np.abs(moved).max() < 0.1


def test_flags_are_as_frequent_as_asked() -> None:
    ones = mnist_training().subset(np.flatnonzero(mnist_training().labels == 1)[:1000])
    ink = torch.from_numpy(ones.fields().astype(np.float32) / 255)[:, None]
    labels = torch.ones(1000, dtype=torch.int64)
    out = Distorter(Distortion(flags=0.3), torch.Generator().manual_seed(1))(ink, labels)
    grown = (out.sum(dim=(1, 2, 3)) > ink.sum(dim=(1, 2, 3)) + 3).float().mean()
    assert 0.25 < grown < 0.35


def test_a_flag_hangs_to_the_left_of_the_stem_and_a_bar_crosses_it() -> None:
    stem = torch.zeros((1, 32, 32))
    stem[0, 6:26, 15:18] = 1.0
    for steepness in (-1.0, 0.0, 1.0):
        flag = with_flag(stem, torch.tensor([[0.0, steepness]])) - stem
        columns = torch.nonzero(flag[0].amax(dim=0) > 0.5)
        assert columns.max() < 18
        assert columns.min() < 14
        assert torch.nonzero(flag[0].amax(dim=1) > 0.5).min() >= 6
    bar = with_bar(stem, torch.zeros((1, 3))) - stem
    columns = torch.nonzero(bar[0].amax(dim=0) > 0.5)
    assert columns.min() < 14
    assert columns.max() > 18
