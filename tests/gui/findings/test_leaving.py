"""Test digits are read for a page that is seen."""

from collections.abc import Callable
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from model.digits import surveying
from model.digits.datasets import Digits
from model.digits.survey import Survey
from model.digits.surveying import survey
from model.network.parameters import Parameters
from model.network.wiring import Unit
from tests.gui.network.network_driving import click_on


@pytest.mark.usefixtures("few_test_digits")
@pytest.mark.parametrize("how", ["closed", "another page"])
def test_reading_ends_with_the_page_and_begins_again_with_it(
    drawn: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    go_on, ended, whole = Event(), Event(), Event()

    def survey_once_told(parameters: Parameters, digits: Digits, on_read: Callable[[int], object]) -> Survey:
        on_read(1)
        go_on.wait(20)
        try:
            made = survey(parameters, digits, on_read)
            whole.set()
            return made
        finally:
            ended.set()

    monkeypatch.setattr(surveying, "survey", survey_once_told)
    click_on(drawn.network.view, Unit("C3", 7, 4, 4))
    drawn.findings.show_findings()
    panel = drawn.drawer.findings_page.content
    qtbot.waitUntil(lambda: panel.progress.value() == 1, timeout=20_000)
    if how == "closed":
        drawn.inspector.close()
    else:
        drawn.inspector.ask_what_if()
    go_on.set()
    qtbot.waitUntil(ended.is_set, timeout=20_000)
    assert not whole.is_set()
    click_on(drawn.network.view, Unit("C3", 7, 4, 4))
    drawn.findings.show_findings()
    assert panel.progress.value() == 0
    qtbot.waitUntil(panel.tiles.isVisible, timeout=20_000)
