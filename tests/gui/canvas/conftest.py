"""A light canvas."""

import pytest
from PySide6.QtWidgets import QApplication

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.canvas.canvas import Canvas
from lenet_gui.main_window import MainWindow


@pytest.fixture
def canvas(window: MainWindow, qapp: QApplication) -> Canvas:
    ColourScheme(qapp).choose("light")
    return window.canvas_panel.canvas
