"""The fast engine against the plain one: the same weights after a few updates, within rounding."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from model.digits.datasets import mnist_training
from model.strokes.extras import Extras
from model.training.engine.criterion import Loss
from model.training.engine.lenet5 import LeNet5
from model.training.loop import Training
from model.training.presets import MODERN
from model.training.recipes import Optimizer, Schedule
from model.training.run import Run
from model.training.setup import Engine
from tests.model.networks import lively_network
from tests.model.short_runs import BRIEF, after, finished, setup_of


@pytest.mark.parametrize("batch_size", [1, 16])
@pytest.mark.parametrize("loss", list(Loss))
@pytest.mark.parametrize("optimizer", list(Optimizer))
def test_both_engines_make_the_same_weights(optimizer: Optimizer, loss: Loss, batch_size: int) -> None:
    digits = mnist_training().subset(np.arange(24))
    config = replace(
        MODERN,
        optimizer=optimizer,
        loss=loss,
        batch_size=batch_size,
        rate=5e-4 if optimizer is Optimizer.SDLM else 1e-4,
        schedule=Schedule.CONSTANT,
        passes=2,
        averaging=0.5,
        curvature_patterns=20,
    )
    trained: dict[Engine, Training] = {}
    for engine in Engine:
        trained[engine] = Training(lively_network(config.squashing), digits, None, config, engine)
        for _ in trained[engine].run():
            pass
    fast, plain = trained[Engine.FAST], trained[Engine.PLAIN]
    start = lively_network(config.squashing)
    assert moved(start, plain.network) > 1e-4
    # One pattern says little of SOAP's axes, so that what is rounded takes part in them; weights move by 7e-3.
    near = 3e-4 if optimizer is Optimizer.SOAP else 2e-5
    for mine, theirs in ((fast.network, plain.network), (fast.average, plain.average)):
        torch.testing.assert_close(dict(mine.state_dict()), dict(theirs.state_dict()), rtol=1e-3, atol=near)
    for by_fast, by_plain in zip(fast.passes, plain.passes, strict=True):
        assert by_fast.training_loss == pytest.approx(by_plain.training_loss, rel=1e-3)
        assert by_fast.training_error_percent == by_plain.training_error_percent


@pytest.mark.parametrize("batch_size", [1, 16])
def test_both_engines_train_on_rubbish_alike(batch_size: int) -> None:
    digits = mnist_training().subset(np.arange(20))
    config = replace(MODERN, optimizer=Optimizer.SDLM, batch_size=batch_size, rate=5e-4, passes=2, averaging=0.5)
    config = replace(config, curvature_patterns=20, rubbish_share=0.4, schedule=Schedule.CONSTANT)
    trained = []
    for engine in Engine:
        extras = Extras([], 0, 12, config.rubbish_mix, digits.images, seed=1)
        for _ in extras.prepare(1):
            pass
        training = Training(lively_network(), digits, None, config, engine, extras)
        for _ in training.run():
            pass
        trained.append(training)
    fast, plain = trained
    assert moved(lively_network(), plain.network) > 1e-4
    assert moved(fast.network, plain.network) < 1e-3
    assert fast.passes[-1].training_loss == pytest.approx(plain.passes[-1].training_loss, rel=1e-3)


def moved(before: LeNet5, after: LeNet5) -> float:
    pairs = zip(before.parameters(), after.parameters(), strict=True)
    return max(float((a - b).detach().abs().max()) for a, b in pairs)


@pytest.mark.parametrize("optimizer", list(Optimizer))
def test_a_plain_run_says_so_and_is_resumed_as_it_was(tmp_path: Path, optimizer: Optimizer) -> None:
    setup = replace(setup_of(replace(BRIEF, passes=2, optimizer=optimizer)), engine=Engine.PLAIN)
    whole = finished(Run(setup))
    assert whole.log.setup.engine is Engine.PLAIN
    after(Run(setup, tmp_path / "checkpoint"), passes=1)
    resumed = Run.resume(tmp_path / "checkpoint")
    assert resumed.log.setup.engine is Engine.PLAIN
    assert moved(finished(resumed).newest(), whole.newest()) == 0
