"""The program started again, and waiting for the weights it starts with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from model.my_digits import people
from model.network.records import WeightsKind
from model.network.weights_info import WeightsIdentity


@contextmanager
def weights_come(qtbot: QtBot, window: MainWindow, kind: WeightsKind, title: str = "") -> Iterator[None]:
    def are_these(weights: WeightsIdentity) -> bool:
        return (weights.kind, weights.title) == (kind, title)

    with qtbot.waitSignal(window.service.weights_changed, timeout=30_000, check_params_cb=are_these):
        yield


@contextmanager
def not_answering() -> Iterator[Event]:
    """Nothing can be read of people until the event is set, as from a network drive that does not answer."""
    answers, read = Event(), people._read_profile

    def wait(folder: Path) -> dict[str, Any]:
        assert answers.wait(10)
        return read(folder)

    with patch.object(people, "_read_profile", wait):
        yield answers


@pytest.fixture
def started_again(
    qtbot: QtBot, qapp: QApplication, live_window: MainWindow, settings: Settings, tmp_path: Path
) -> Iterator[Callable[..., MainWindow]]:
    """The program begun anew on what the first one left behind; with the weights that it is to start with."""
    windows: list[MainWindow] = []

    def again(kind: WeightsKind, title: str = "") -> MainWindow:
        live_window.close()
        window = build_window(qapp, tmp_path, settings)
        qtbot.addWidget(window)
        windows.append(window)
        with weights_come(qtbot, window, kind, title):
            window.personal.start(None)
        return window

    yield again
    for window in windows:
        window.close()
