"""The window with five digits in it."""

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.entries import GalleryEntry
from lenet_gui.my_digits.window import MyDigitsWindow
from model.digits.preprocess import ink_of_drawing
from tests.model.hand import written

LABELS = (3, 1, 3, 7, 1)


@pytest.fixture
def digits_window(qtbot: QtBot, settings: Settings) -> MyDigitsWindow:
    window = MyDigitsWindow(settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    drawings = {digit.label: digit.drawing for digit in written(1)}
    window.show_entries(
        [GalleryEntry(f"k{k}", label, drawings[label], "today", ink_of_drawing) for k, label in enumerate(LABELS)]
    )
    return window
