"""What the window's process loads: neither torch nor pyqtgraph, until a run's curves are seen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_wall import ROOT

SCRIPT = """
import sys
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from lenet_gui.app import open_window
from lenet_gui.smoke_test import STROKE, drag
from model.network.wiring import Unit
from tests.model.mnist_once import few_test_digits

few_test_digits().__enter__()  # to read all would take most of the time

def wait(signal, action):
    loop, late = QEventLoop(), QTimer(singleShot=True, interval=120_000)
    late.timeout.connect(lambda: loop.exit(1))
    signal.connect(lambda *_: loop.quit(), Qt.ConnectionType.SingleShotConnection)
    late.start()
    action()
    assert loop.exec() == 0, signal

def loaded():
    return sorted({"torch", "pyqtgraph"} & set(sys.modules))

application, window = open_window()
canvas = window.canvas_panel.canvas
for _ in range(2):  # one of a class cannot be judged, and is asked about
    wait(window.service.recognised, lambda: drag(canvas, STROKE))
    wait(window.my_digits.keeping.kept, lambda: QTest.keyClick(canvas, Qt.Key.Key_3))
print("drawing", loaded())
window.network.view.choose(Unit("C3", 5, 4, 4))
assert window.drawer.why.sheet is not None
print("why", loaded())
window.drawer.setCurrentWidget(window.drawer.what_if_page)
wait(window.service.recognised, window.drawer.what_if.map_row.off.click)
wait(window.inspector.measuring.measured, window.drawer.what_if.measure.click)
print("what if and test-set error", loaded())
saliency = window.inspector.saliency
for index in range(1, window.network.overlay.count()):
    wait(saliency.found, lambda: window.network.overlay.setCurrentIndex(index))
print("saliency", loaded())
window.parameters.show_window()
print("parameters", loaded())
window.my_digits.show_window()
teaching = window.teaching.teaching
wait(teaching.happened, window.my_digits.window.teach_bar.teach.click)
while teaching.running:
    wait(teaching.happened, lambda: None)
print("teaching", loaded())
window.training.show_window()
print("training window", loaded())
window.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there torch has to come before Qt")
def test_only_curves_load_pyqtgraph_and_nothing_loads_torch(tmp_path: Path) -> None:
    folders = {name: str(tmp_path) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **folders},
    )
    steps = ["drawing", "why", "what if and test-set error", "saliency", "parameters", "teaching", "training window"]
    assert done.stdout.splitlines() == [f"{step} []" for step in steps], done.stderr
