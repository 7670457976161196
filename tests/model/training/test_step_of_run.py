"""The next update of a run, as it is told to the window, against the update that the run then makes."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from model.network.records import Squashing
from model.training.engine.criterion import Loss
from model.training.engine.lenet5 import parameters_of
from model.training.presets import MODERN, PAPER_1998
from model.training.recipes import Optimizer, TrainingConfig
from model.training.run import Run
from model.training.setup import Engine
from model.training.step.training_step import take_step
from model.training.step_of_run import next_step_of
from tests.model.short_runs import setup_of

ONE_BY_ONE = replace(MODERN, batch_size=1, passes=1, held_out=0, averaging=0.0, distortion=PAPER_1998.distortion)
CONFIGS = [
    replace(PAPER_1998, passes=1),
    replace(PAPER_1998, passes=1, loss=Loss.MEAN_SQUARED_ERROR, squashing=Squashing.LOGISTIC),
    *(replace(ONE_BY_ONE, optimizer=optimizer) for optimizer in Optimizer if optimizer is not Optimizer.SDLM),
]


def stopped(config: TrainingConfig, engine: Engine, updates: int) -> Run:
    """A run that stands between two updates of its first pass."""
    run = Run(replace(setup_of(config, 200), engine=engine))
    for progress in run.go():
        if progress.updates >= updates:
            break
    return run


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: f"{config.optimizer}-{config.loss}")
def test_the_step_that_is_told_is_the_one_that_the_run_takes(config: TrainingConfig, engine: Engine) -> None:
    run = stopped(config, engine, 64)
    told = next_step_of(run)
    ink, label = told.digits.images[0].astype(np.float32) / 255, int(told.digits.labels[0])
    step = take_step(told.network, ink, label, config.criterion, told.rule)
    training = run.training
    at = [
        position for position, image in enumerate(run.digits.fields()) if np.array_equal(image, told.digits.images[0])
    ]
    training._stepper.update(training._ink_of(torch.tensor(at[:1])), torch.tensor([label]), told.rule.rate)
    before, after = told.network.matrices.flat, parameters_of(training.network).matrices.flat
    moved = after.astype(np.float64) - before
    largest = np.abs(moved).max()
    assert largest > 0
    np.testing.assert_allclose(step.applied.change, moved, rtol=1e-3, atol=1e-3 * largest)
