"""Views that paint all of themselves leave nothing out, on screens of any scale."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_wall import ROOT

SCRIPT = """
import numpy as np
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from lenet_gui.base.cached_layer import CachedLayer
from lenet_gui.canvas.canvas import Canvas
from lenet_gui.canvas.sketch import Sketch

class View(QWidget):
    def __init__(self, parent):
        super().__init__(parent)
        self.layer = CachedLayer(self, lambda painter: painter.fillRect(self.rect(), "red"), opaque=True)

    def paintEvent(self, event):
        with QPainter(self) as painter:
            self.layer.draw(painter)

def canvas(parent):
    view = Canvas(Sketch())
    view.setParent(parent)
    return view

application = QApplication([])
window = QWidget()
window.resize(200, 200)
for make in View, canvas:
    view = make(window)
    window.show()
    view.show()
    for place in range(5):
        for side in range(160, 168):
            view.setGeometry(place, place, side, side)
            picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            channels = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.width(), 4)
            bright = channels[..., :3].max(axis=2)
            # The frame's corners are round, and the hint is in the middle.
            ratio = window.devicePixelRatioF()
            first, last = int((place + side - 2) * ratio), int((place + side + 2) * ratio)
            along = slice(int(40 * ratio), int(60 * ratio))
            ends = bright[along, first:last], bright[first:last, along]
            print(type(view).__name__, place, side, min(end.min() for end in ends))
    view.hide()
"""


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "1.75", "2"])
def test_no_pixel_is_left_out(tmp_path: Path, scale: str) -> None:
    """The scale is the application's, so it has a process of its own."""
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment, cwd=ROOT)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert len(rows) == 80, done.stderr
    assert [row for row in rows if int(row[3]) < 180] == []
