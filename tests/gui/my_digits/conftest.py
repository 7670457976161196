"""The window with five digits in it."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.my_digits.entries import GalleryEntry
from lenet_gui.my_digits.window import MyDigitsWindow
from lenet_gui.settings import Settings
from model.datasets import mnist_test

LABELS = (3, 1, 3, 7, 1)


@pytest.fixture
def digits_window(qtbot: QtBot, settings: Settings) -> MyDigitsWindow:
    window = MyDigitsWindow(settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    inks = mnist_test().subset(np.arange(len(LABELS))).fields().astype(np.float32) / 255
    window.show_entries(
        [GalleryEntry(f"k{k}", label, ink, "today") for k, (label, ink) in enumerate(zip(LABELS, inks, strict=True))]
    )
    return window
