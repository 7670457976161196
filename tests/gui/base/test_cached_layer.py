"""Views that paint all of themselves leave nothing out, on screens of any scale."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_wall import ROOT

SCRIPT = """
import numpy as np
from PySide6.QtGui import QImage, QPainter, QPixmap
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

def seen(window, below):
    # What is left out shows the colour below.
    ratio = window.devicePixelRatioF()
    picture = QPixmap(window.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(below)
    window.render(picture)
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).copy()

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
            print(type(view).__name__, place, side, (seen(window, "black") != seen(window, "white")).sum())
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
    assert [row for row in rows if row[3] != "0"] == []
