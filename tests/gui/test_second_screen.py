"""Moved to a screen of another scale, a window is as sharp and as well arranged as if it had been opened there."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.test_wall import ROOT

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from lenet_gui.app import build_window, make_application
from lenet_gui.base.settings import Settings
from lenet_gui.smoke_test import STROKE, drag
from lenet_gui.workers.reading.weights_source import WeightsSource
from model.network.wiring import Unit

folder = Path(sys.argv[1])
application = make_application()

def until(done):
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: done() and loop.quit())
    timer.start(20)
    loop.exec()

def opened(name, left):
    settings = Settings(QSettings(str(folder / name), QSettings.Format.IniFormat))
    window = build_window(application, folder, settings)
    window.drawings.demonstration.wanted = False
    window.setGeometry(left, 0, 1000, 700)
    window.show()
    answered = []
    window.service.recognised.connect(lambda answer, generation: answered.append(generation))
    window.service.start(WeightsSource.shipped())
    until(lambda: answered)
    drag(window.canvas_panel.canvas, STROKE)
    until(lambda: answered[-1] == window.service.generation)
    window.network.view.choose(Unit("C3", 7, 4, 4))
    window.parameters.show_window().setGeometry(left, 0, 900, 640)
    return window

def pictures(window):
    connections = window.network.view.connections
    until(lambda: connections.are_current and not connections.is_waving)
    parts = window.canvas_panel.canvas, window.canvas_panel.tools, window.network, window.answer_side, window.drawer
    return [part.grab().toImage() for part in (*parts, window.parameters.show_window())]

moved = opened("moved", 0)
assert {picture.devicePixelRatio() for picture in pictures(moved)} == {1.0}
for each in moved, moved.parameters.show_window():
    each.move(3200, 0)
found, fresh = pictures(moved), opened("fresh", 3200)
found += [strip.picture for strip in moved.network.view.connections.wiring.strips]
there = [*pictures(fresh), *(strip.picture for strip in fresh.network.view.connections.wiring.strips)]
print({picture.devicePixelRatio() for picture in found}, [one == two for one, two in zip(found, there, strict=True)])
for window in moved, fresh:
    window.close()
"""
SCREEN = {"y": 0, "width": 3200, "height": 1800, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def test_a_window_moved_to_a_screen_of_another_scale_looks_as_if_opened_there(tmp_path: Path) -> None:
    """Screens are the application's, so it has a process of its own."""
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN | {"name": "A", "x": 0}, SCREEN | {"name": "B", "x": 3200}]}))
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_SCREEN_SCALE_FACTORS": "A=1;B=2",
    }
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment, cwd=ROOT)
    assert done.stdout == f"{{2.0}} {[True] * 13}\n", done.stderr
