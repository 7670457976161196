"""Parts that are painted once cover all of their widget, on screens of any scale."""

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

class View(QWidget):
    def __init__(self, parent):
        super().__init__(parent)
        self.layer = CachedLayer(self, lambda painter: painter.fillRect(self.rect(), "red"), opaque=True)

    def paintEvent(self, event):
        with QPainter(self) as painter:
            self.layer.draw(painter)

application = QApplication([])
window = QWidget()
window.resize(120, 120)
view = View(window)
window.show()
for place in range(5):
    for side in range(80, 88):
        view.setGeometry(place, place, side, side)
        picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), -1)
        black = int((pixels & 0xFFFFFF == 0).sum())
        print(place, side, black)
"""


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "1.75", "2"])
def test_no_pixel_is_left_out(tmp_path: Path, scale: str) -> None:
    """The scale is the application's, so it has a process of its own."""
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment, cwd=ROOT)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert len(rows) == 40, done.stderr
    assert [row for row in rows if row[2] != "0"] == []
