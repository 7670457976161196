"""A real window with settings of its own, closed after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from lenet_gui.workers.recognition import RecognitionService, WeightsSource
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.training import TrainingService
from model.my_digits.people import Profiles
from model.network.recognition import Recognition


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: Settings, tmp_path: Path) -> Iterator[MainWindow]:
    """Shown, without weights yet: nothing has been loaded."""
    training = TrainingService(RunStore(tmp_path / "runs"))
    window = MainWindow(RecognitionService(), training, Profiles(tmp_path / "people"), settings, ColourScheme(qapp))
    qtbot.addWidget(window)
    window.resize(1024, 700)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


@pytest.fixture
def live_window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """With the shipped weights, having answered the empty canvas."""
    with qtbot.waitSignal(window.service.recognised, timeout=30_000):
        window.service.start(WeightsSource.default())
    return window


AnswerOf = Callable[[Callable[[], object]], Recognition]


@pytest.fixture
def answer_of(qtbot: QtBot, live_window: MainWindow) -> AnswerOf:
    """Do something and wait for the answer to the ink that is there afterwards."""

    def wait(action: Callable[[], object]) -> Recognition:
        answers: list[Recognition] = []
        service = live_window.service

        def is_newest(answer: Recognition, generation: int) -> bool:
            answers.append(answer)
            return generation >= service.generation

        with qtbot.waitSignal(service.recognised, timeout=10_000, check_params_cb=is_newest):
            action()
        return answers[-1]

    return wait
