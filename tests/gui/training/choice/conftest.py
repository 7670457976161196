"""What is chosen before a run, in a window of its own."""

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.training.setup_page import SetupPage


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> SetupPage:
    page = SetupPage(settings)
    qtbot.addWidget(page)
    page.resize(800, 640)
    with qtbot.waitExposed(page):
        page.show()
    return page
