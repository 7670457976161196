"""The window that benchmarks measure, with settings and data of its own, and waiting for it."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from lenet_gui.app import open_window
from lenet_gui.main_window import MainWindow
from model.assets import shipped_weights

LIMIT_MS = 120_000


def folder_until_exit() -> str:
    """A new empty folder, which is removed when this process ends."""
    folder = tempfile.mkdtemp(prefix="lenet-benchmark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def open_measured_window(weights: Path | None = None) -> tuple[QApplication, MainWindow]:
    """The real window with settings and data of its own: the person's are neither read nor changed."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder_until_exit())
    application, window = open_window(weights or shipped_weights(), Path(folder_until_exit()))
    window.resize(1180, 760)
    return application, window


def wait_for(subscribe: Callable[[Callable[[], None]], object], what: str) -> None:
    """Run the event loop until the callback handed to ``subscribe`` is called."""
    loop = QEventLoop()
    late = QTimer(singleShot=True, interval=LIMIT_MS)
    late.timeout.connect(lambda: loop.exit(1))
    late.start()
    subscribe(lambda: loop.exit(0))
    if loop.exec():
        sys.exit(f"gave up after {LIMIT_MS / 1000:.0f} s: {what}")


def wait_for_answer(window: MainWindow, generation: int) -> None:
    """Until an answer to this ink, or newer, has reached the views."""

    def subscribe(done: Callable[[], None]) -> None:
        def on_recognised(_answer: object, answered: int) -> None:
            if answered >= generation:
                window.service.recognised.disconnect(on_recognised)
                done()

        window.service.recognised.connect(on_recognised)

    wait_for(subscribe, "no answer")
