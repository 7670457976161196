"""What the benchmarks share: a window to measure, waiting for it, and the way results are printed."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from lenet_gui.app import open_window
from lenet_gui.main_window import MainWindow
from model.assets import shipped_weights

LIMIT_MS = 120_000


def open_measured_window(weights: Path | None = None) -> tuple[QApplication, MainWindow]:
    """The real window with settings and data of its own: the person's are neither read nor changed."""
    folder = tempfile.mkdtemp(prefix="lenet-benchmark-")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
    QStandardPaths.setTestModeEnabled(True)
    application, window = open_window(weights or shipped_weights())
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


def report(title: str, rows: list[tuple[str, str]], figures: Mapping[str, object], as_json: bool) -> None:
    """Print a table with the machine's load beside it; with ``as_json`` one JSON object as the last line."""
    print(title)
    rows = [*rows, ("load average (1 min), cores", f"{os.getloadavg()[0]:.2f}, {os.cpu_count()}")]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"  {name:<{width}}  {value}")
    if as_json:
        print(json.dumps(figures))
