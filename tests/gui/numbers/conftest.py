"""A number on the canvas."""

import pytest

from lenet_gui.main_window import MainWindow
from tests.gui.conftest import AnswerOf
from tests.gui.numbers.writing import write


@pytest.fixture
def year(live_window: MainWindow, answer_of: AnswerOf) -> MainWindow:
    """With 2026 on the canvas."""
    answer_of(lambda: write(live_window, "2026"))
    return live_window
