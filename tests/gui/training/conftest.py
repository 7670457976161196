"""The training window on a small, quick recipe."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.main_window import MainWindow
from lenet_gui.training.curves.curves_view import CurvesView
from lenet_gui.training.window import TrainingWindow
from model.digits.data_source import DataSource
from model.training.presets import MODERN
from model.training.recipes import TrainingConfig
from model.training.setup import RunSetup

BRIEF = replace(MODERN, passes=3, held_out=200, averaging=0.9, seed=5)
ENDLESS = replace(BRIEF, passes=5000)
FEW = DataSource(count=400)
MORE = DataSource(count=900)
"""Of which passes take long enough for a run that ends to be interrupted before."""

Fill = Callable[[TrainingConfig, DataSource], TrainingWindow]


@pytest.fixture
def curves(qtbot: QtBot, qapp: QApplication) -> CurvesView:
    ColourScheme(qapp).choose("light")
    curves = CurvesView()
    qtbot.addWidget(curves)
    curves.resize(700, 500)
    with qtbot.waitExposed(curves):
        curves.show()
    return curves


@pytest.fixture
def training_window(live_window: MainWindow) -> TrainingWindow:
    """Shown beside a main window that answers."""
    return live_window.training.show_window()


@pytest.fixture
def fill(qtbot: QtBot, training_window: TrainingWindow) -> Fill:
    """Set the forms to a recipe and digits."""

    def set_forms(config: TrainingConfig, data: DataSource = FEW) -> TrainingWindow:
        training_window.setup_page.recipe.set_config(config)
        training_window.setup_page.setup_form.set_setup(RunSetup(config, data, threads=1))
        return training_window

    return set_forms
