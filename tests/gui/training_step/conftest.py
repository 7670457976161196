"""A training step on a drawn 4, by the paper's rule, from weights that are lively in every layer."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.settings import Settings
from lenet_gui.training_step.window import TrainingStepWindow
from model.training.engine.criterion import Criterion, Loss
from model.training.presets import PAPER_1998
from model.training.step.rule import StepRule
from model.training.step.training_step import TrainingStep, take_step
from tests.model.networks import lively_parameters
from tests.model.samples import drawn_four


@pytest.fixture(scope="session")
def step() -> TrainingStep:
    parameters = lively_parameters()
    rule = StepRule.of(PAPER_1998, 5e-4, np.full_like(parameters.matrices.flat, 0.03))
    return take_step(parameters, drawn_four(), 4, Criterion(Loss.MEAN_SQUARED_ERROR, 10.0, 1.0), rule)


@pytest.fixture
def step_window(
    qtbot: QtBot, qapp: QApplication, settings: Settings, step: TrainingStep
) -> Iterator[TrainingStepWindow]:
    ColourScheme(qapp).choose("light")
    window = TrainingStepWindow(ActivationScale(), settings, None)
    qtbot.addWidget(window)
    window.resize(1024, 700)
    with qtbot.waitExposed(window):
        window.show()
    window.show_step(step)
    yield window
    window.close()
