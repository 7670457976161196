"""What the network can do without: the error without each map of a layer."""

import json

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.parameters.bars import BarsView
from model.cli.main import main
from model.network.records import WithoutEach
from model.network.wiring import Unit
from tests.gui.conftest import AnswerOf, action_of
from tests.screenshots import press


@pytest.fixture
def drawn(drawn: MainWindow) -> MainWindow:
    drawn.inspector.ask_what_if()
    return drawn


@pytest.mark.usefixtures("few_test_digits")
@pytest.mark.parametrize(("layer", "most"), [("C1", "C1 map"), ("S4", "S4 map")])
def test_the_error_without_each_map_is_that_of_lenet_evaluate(
    drawn: MainWindow, qtbot: QtBot, capsys: pytest.CaptureFixture[str], layer: str, most: str
) -> None:
    panel = drawn.drawer.what_if
    assert not panel.measure_each.isEnabled()
    drawn.network.view.choose(Unit(layer, 2, 1, 1))
    assert panel.measure_each.text() == f"Without each map of {layer}"
    known: list[int] = []
    drawn.inspector.measuring.progressed.connect(
        lambda progress: known.append(len(progress.errors)) if isinstance(progress, WithoutEach) else None
    )
    with qtbot.waitSignal(drawn.inspector.measuring.measured_each, timeout=60_000) as signal:
        panel.measure_each.click()
    (found,) = signal.args or [None]
    assert isinstance(found, WithoutEach)
    assert known == list(range(1, len(found.errors) + 1))
    assert main(["evaluate", "--threads", "1", "--each", layer, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures["without"].values()) == pytest.approx(list(found.errors))
    assert panel.each.title == f"Misread without each map of {layer}, in % (with all: {figures['error_percent']:.2f})"
    assert panel.outcome.startswith(f"Missed most: {most} {found.errors.index(max(found.errors))}, ")


@pytest.mark.usefixtures("few_test_digits")
def test_a_bar_leads_to_its_map_and_other_weights_hide_the_bars(
    drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    panel = drawn.drawer.what_if
    drawn.network.view.choose(Unit("C3", 4, 5, 5))
    with qtbot.waitSignal(drawn.inspector.measuring.measured_each, timeout=60_000):
        panel.measure_each.click()
    (bars,) = panel.each.findChildren(BarsView)
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.rect_of(9).center().toPoint())
    assert drawn.network.view.chosen_unit == Unit("C3", 9)
    answer_of(panel.map_row.off.click)
    assert panel.each.isVisible()
    answer_of(action_of(drawn, "MNIST-only weights").trigger)
    assert not panel.each.isVisible()
    assert not panel.outcome or not panel._outcome.isVisible()


@pytest.mark.usefixtures("few_test_digits")
def test_the_bars_are_in_view_in_a_low_drawer(drawn: MainWindow, qtbot: QtBot) -> None:
    drawn.resize(1024, 700)
    press(drawn, "150 %")
    panel = drawn.drawer.what_if
    drawn.network.view.choose(Unit("S2", 1, 1, 1))
    with qtbot.waitSignal(drawn.inspector.measuring.measured_each, timeout=60_000):
        panel.measure_each.click()
    for _ in range(3):  # until all has its place
        QCoreApplication.processEvents()
    assert panel.each.visibleRegion().boundingRect().size() == panel.each.size()
    press(drawn, "100 %")


def test_a_part_of_the_maps_is_not_left_when_measuring_is_cancelled(drawn: MainWindow, qtbot: QtBot) -> None:
    panel = drawn.drawer.what_if
    drawn.network.view.choose(Unit("C5", 4))
    assert panel.measure_each.text() == "Without each unit of C5"

    def is_some(progress: object) -> bool:
        return isinstance(progress, WithoutEach)

    with qtbot.waitSignal(drawn.inspector.measuring.progressed, timeout=60_000, check_params_cb=is_some):
        panel.measure_each.click()
    assert panel.each.isVisible()
    panel.cancel.setFocus()
    panel.cancel.click()
    assert not panel.each.isVisible()
    assert drawn.focusWidget() is panel.measure_each
