"""The program started again, and waiting for the weights it starts with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from model.network.records import WeightsKind
from model.network.weights_info import WeightsIdentity


@contextmanager
def weights_come(qtbot: QtBot, window: MainWindow, kind: WeightsKind, title: str = "") -> Iterator[None]:
    def are_these(weights: WeightsIdentity) -> bool:
        return (weights.kind, weights.title) == (kind, title)

    with qtbot.waitSignal(window.service.weights_changed, timeout=30_000, check_params_cb=are_these):
        yield


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
