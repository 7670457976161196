"""A real window with settings of its own, closed after each test."""

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from multiprocessing import forkserver
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.garbage import GarbageCollector
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from lenet_gui.menus.help import actions_of
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.smoke_test import STROKE, drag
from lenet_gui.style.flat_style import FlatStyle
from lenet_gui.training.window import TrainingWindow
from lenet_gui.workers import child_process
from lenet_gui.workers.reading.weights_source import WeightsSource
from model.assets import shipped_weights
from model.my_digits.people import Profiles
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.weights import load_weights


@pytest.fixture(autouse=True, scope="session")
def _quick_children() -> Iterator[None]:
    """Children begin as forks of a process that has imported torch and has neither threads nor Qt's application.

    Importing it anew for each would take longer than most tests do. On Windows, which has no such process, and in some
    tests of ``tests/gui/workers/test_child_process.py``, they start as they do in the program.
    """
    if sys.platform == "win32":
        yield
        return
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.gui.preloaded"])
    forkserver.ensure_running()  # imports while the first tests run
    before, child_process.Child = child_process.Child, server.Process
    yield
    child_process.Child = before


@pytest.fixture(autouse=True, scope="session")
def _style(qapp: QApplication) -> None:
    """The program's, as ``make_application`` sets it."""
    qapp.setStyle(FlatStyle())


@pytest.fixture(autouse=True, scope="session")
def _garbage(qapp: QApplication) -> None:
    """Destroyed by the GUI thread alone, as in the program: elsewhere a closed window may end the whole process."""
    GarbageCollector(qapp)


@pytest.fixture(scope="session")
def network() -> Parameters:
    return load_weights(shipped_weights())[0]


@pytest.fixture
def settings(qapp: QApplication, tmp_path: Path) -> Settings:
    """What is kept is written by an event loop, which needs the application."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: Settings, tmp_path: Path) -> Iterator[MainWindow]:
    """Shown, without weights yet: nothing has been loaded."""
    window = build_window(qapp, tmp_path, settings)
    qtbot.addWidget(window)
    window.resize(1024, 700)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close_at_once()


@pytest.fixture
def live_window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """With the shipped weights, having answered the empty canvas."""
    with qtbot.waitSignal(window.service.recognised, timeout=30_000):
        window.service.start(WeightsSource.shipped())
    return window


@pytest.fixture
def profiles(tmp_path: Path) -> Profiles:
    return Profiles(tmp_path / "people")


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


@pytest.fixture
def drawn(live_window: MainWindow, answer_of: AnswerOf) -> MainWindow:
    """With a digit on the canvas, and the answer to it."""
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    return live_window


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is announced while a screen reader runs."""
    words: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            words.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    yield words
    QAccessible.setActive(was_active)


def problem_told(qtbot: QtBot, window: MainWindow | TrainingWindow) -> str:
    """What an error dialog says, once it is there; closes it."""
    qtbot.waitUntil(lambda: window.errors.open_box is not None)
    box = window.errors.open_box
    assert box is not None
    text = box.text()
    box.accept()
    return text


def action_of(window: MainWindow, text: str) -> QAction:
    """The entry of a menu, by its text without access key and dots."""
    return next(action for action in actions_of(window) if action.iconText() == text)


def settle(qtbot: QtBot, of: MainWindow | MyDigitsController) -> None:
    """Wait until everything that was asked for of people's digits has been written and read."""
    ended: list[object] = []
    of.people.tasks.add(lambda: None, ended.append, ended.append)
    qtbot.waitUntil(lambda: bool(ended), timeout=30_000)  # as long as a busy disk may take
