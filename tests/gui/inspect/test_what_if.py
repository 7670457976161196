"""Switching off and scaling: the answer follows at once, it can be undone, and its error is the command line's own."""

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base.pointable import Scrolled
from lenet_gui.main_window import MainWindow
from lenet_gui.why.curve import SquashingView
from model.assets import shipped_weights
from model.cli.main import main
from model.network.changes import Changes
from model.network.recognise import recognise
from model.network.records import Evaluation
from model.network.weights import load_weights
from model.network.wiring import Unit
from tests.gui.conftest import AnswerOf
from tests.gui.network.network_driving import centre_of, click_on
from tests.gui.painted import texts_painted
from tests.gui.pointing import turn_wheel
from tests.model.mnist_once import FEW
from tests.screenshots import press


@pytest.fixture
def drawn(drawn: MainWindow) -> MainWindow:
    drawn.inspector.ask_what_if()
    return drawn


def test_a_map_that_is_switched_off_is_off_everywhere(drawn: MainWindow, answer_of: AnswerOf) -> None:
    click_on(drawn.network.view, Unit("C3", 4, 5, 5))
    answer = answer_of(drawn.drawer.what_if.map_row.off.click)
    assert not answer.layer("C3")[4].any()
    network, info = load_weights(shipped_weights())
    expected = recognise(network, answer.ink, info.rejection, Changes({("C3", 4): 0.0}))
    np.testing.assert_allclose(answer.penalties, expected.penalties, rtol=1e-6)
    assert drawn.windowTitle() == "Changed LeNet-5"  # Qt adds the program's name to a title that ends otherwise
    assert "changes: 1" in drawn.network_label.text
    assert answer.unchanged is not None
    np.testing.assert_allclose(answer.unchanged, recognise(network, answer.ink, info.rejection).penalties)
    assert [drawn.drawer.what_if.list.item(0).text()] == ["C3 map 4:  off"]


def test_a_factor_has_a_minus_sign_where_it_is_negative_and_none_where_it_is_0(
    drawn: MainWindow, answer_of: AnswerOf
) -> None:
    view, history, unit = drawn.network.view, drawn.history, Unit("C3", 4, 5, 5)
    answer_of(lambda: history.set_factor(("C3", 4), -1.5))
    answer_of(lambda: history.set_factor(unit, 0.0))
    assert [drawn.drawer.what_if.list.item(row).text() for row in range(2)] == [
        "C3 map 4:  × −1.5",
        "C3 map 4, row 5, column 5:  off",
    ]
    drawn.drawer.open_at(drawn.drawer.why_page)
    for explained, factor in ((Unit("C3", 4, 5, 6), "−1.5"), (unit, "0")):
        view.choose(explained)
        (curve,) = drawn.drawer.why.findChildren(SquashingView)
        assert f"× {factor}" in texts_painted(curve)
        assert f"× factor {factor.replace('−', '-')} = " in drawn.drawer.why.summary


def test_the_wheel_changes_no_factor_on_its_way_down_the_page(drawn: MainWindow, qtbot: QtBot) -> None:
    drawn.activateWindow()
    qtbot.waitUntil(drawn.isActiveWindow)
    click_on(drawn.network.view, Unit("C3", 4, 5, 5))
    panel = drawn.drawer.what_if
    area = panel.findChild(Scrolled)
    assert area is not None
    for row in (panel.map_row, panel.unit_row):
        for part in (row.slider, row.number):
            drawn.canvas_panel.canvas.setFocus()
            area.ensureWidgetVisible(part)
            turn_wheel(part)
            assert not drawn.history.changes
            area.ensureWidgetVisible(part)
            part.setFocus()
            turn_wheel(part)
            assert drawn.history.changes
            drawn.history.undo_all()


def test_changes_can_be_undone_redone_and_all_undone(drawn: MainWindow, answer_of: AnswerOf) -> None:
    plain = drawn.network.view.answer
    assert plain is not None
    click_on(drawn.network.view, Unit("F6", 3))
    answer_of(drawn.drawer.what_if.map_row.off.click)
    drawn.network.view.choose(Unit("S2", 1, 7, 7))
    both = answer_of(lambda: drawn.drawer.what_if.unit_row.number.setValue(2.0))
    assert both.changes == Changes({("F6", 3): 0.0, Unit("S2", 1, 7, 7): 2.0})
    one = answer_of(drawn.drawer.what_if.undo.click)
    assert one.changes == Changes({("F6", 3): 0.0})
    assert answer_of(drawn.drawer.what_if.redo.click).changes == both.changes
    back = answer_of(drawn.undo_changes.trigger)
    assert not back.changes
    assert np.array_equal(back.penalties, plain.penalties)
    assert "changes" not in drawn.network_label.text
    assert not drawn.undo_changes.isEnabled()
    assert answer_of(drawn.drawer.what_if.undo.click).changes == both.changes


@pytest.mark.parametrize(("factor", "key", "stepped"), [(5.0, Qt.Key.Key_Left, 4.95), (-3.0, Qt.Key.Key_Right, -2.95)])
def test_the_slider_reaches_to_the_factor(
    drawn: MainWindow, answer_of: AnswerOf, factor: float, key: Qt.Key, stepped: float
) -> None:
    click_on(drawn.network.view, Unit("C1", 2, 7, 7))
    row = drawn.drawer.what_if.map_row
    answer_of(lambda: row.number.setValue(factor))
    assert row.slider.value() == 100 * factor
    answer_of(lambda: QTest.keyClick(row.slider, key))
    assert row.number.value() == stepped
    click_on(drawn.network.view, Unit("C1", 3, 7, 7))
    assert (row.slider.minimum(), row.slider.maximum()) == (0, 200)


def test_a_drag_of_the_slider_is_one_step(drawn: MainWindow, answer_of: AnswerOf) -> None:
    click_on(drawn.network.view, Unit("C1", 2, 7, 7))
    slider = drawn.drawer.what_if.map_row.slider

    def drag_slider() -> None:
        slider.setSliderDown(True)
        for value in range(100, 49, -5):
            slider.setSliderPosition(value)
        slider.setSliderDown(False)

    assert answer_of(drag_slider).changes == Changes({("C1", 2): 0.5})
    assert not answer_of(drawn.drawer.what_if.undo.click).changes


def test_input_and_output_cannot_be_changed(drawn: MainWindow) -> None:
    for unit in (Unit("INPUT", 0, 3, 3), Unit("OUTPUT", 3)):
        click_on(drawn.network.view, unit)
        assert not drawn.drawer.what_if.map_row.isEnabled()
        assert not drawn.drawer.what_if.unit_row.isEnabled()


def test_the_context_menu_switches_off_and_restores(drawn: MainWindow, answer_of: AnswerOf) -> None:
    menu = drawn.inspector.menu_for(Unit("S4", 2, 1, 1), "S4")
    switch_off = next(action for action in menu.actions() if action.text() == "Switch S4 map 2 off")
    assert not answer_of(switch_off.trigger).layer("S4")[2].any()
    menu = drawn.inspector.menu_for(Unit("S4", 2, 1, 1), "S4")
    restore = next(action for action in menu.actions() if action.text() == "Restore S4 map 2")
    assert answer_of(restore.trigger).layer("S4")[2].any()


@pytest.mark.usefixtures("few_test_digits")
def test_the_error_shown_is_that_of_lenet_evaluate(
    drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    click_on(drawn.network.view, Unit("C3", 7, 2, 2))
    answer_of(drawn.drawer.what_if.map_row.off.click)
    click_on(drawn.network.view, Unit("S2", 0, 7, 7))
    answer_of(lambda: drawn.drawer.what_if.map_row.number.setValue(0.5))
    outcome: list[Evaluation] = []
    with qtbot.waitSignals([drawn.inspector.measuring.progressed, drawn.inspector.measuring.measured], timeout=120_000):
        drawn.inspector.measuring.measured.connect(lambda changed, plain: outcome.extend((changed, plain)))
        drawn.drawer.what_if.measure.click()
    for changes, evaluation in ((["--change", "C3.7=0", "--change", "S2.0=0.5"], outcome[0]), ([], outcome[1])):
        assert main(["evaluate", "--json", *changes]) == 0
        figures = json.loads(capsys.readouterr().out)
        assert figures["errors"] == evaluation.errors
        assert figures["n"] == evaluation.count == FEW
    assert f"{outcome[0].error_percent:.2f} %" in drawn.drawer.what_if.outcome
    assert f"{outcome[1].error_percent:.2f} %" in drawn.drawer.what_if.outcome
    assert f" % of {FEW:,} test digits misread." in drawn.drawer.what_if.outcome


@pytest.mark.parametrize("height", [680, 650])
def test_with_large_text_the_outcome_comes_into_view(
    drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot, height: int
) -> None:
    drawn.resize(1270, height)
    press(drawn, "150 %")
    click_on(drawn.network.view, Unit("C3", 7, 2, 2))
    panel = drawn.drawer.what_if
    answer_of(panel.map_row.off.click)

    def is_in_view(shown: QWidget) -> bool:
        return shown.isVisible() and shown.visibleRegion().boundingRect().size() == shown.size()

    if height == 680:  # where there is room for what was changed, too
        line = panel.list.fontMetrics().height()
        qtbot.waitUntil(lambda: panel.list.visibleRegion().boundingRect().height() >= line)
    with qtbot.waitSignal(drawn.inspector.measuring.measured, timeout=120_000):
        panel.measure.click()
    qtbot.waitUntil(lambda: is_in_view(panel._outcome))
    press(drawn, "100 %")


def test_measuring_can_be_cancelled_and_a_new_change_hides_it(
    drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    click_on(drawn.network.view, Unit("C5", 7))
    answer_of(drawn.drawer.what_if.map_row.off.click)
    with qtbot.waitSignal(drawn.inspector.measuring.progressed, timeout=60_000):
        drawn.drawer.what_if.measure.click()
    with qtbot.assertNotEmitted(drawn.inspector.measuring.measured):
        drawn.drawer.what_if.cancel.click()
        answer_of(lambda: drawn.drawer.what_if.map_row.number.setValue(0.3))
    assert not drawn.drawer.what_if.progress.isVisible()


def test_a_list_without_changes_says_what_it_is_for(drawn: MainWindow, answer_of: AnswerOf) -> None:
    click_on(drawn.network.view, Unit("C3", 4, 5, 5))
    page = drawn.drawer.what_if.list.viewport()

    def is_empty() -> bool:
        image = page.grab().toImage()
        return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) == 1

    assert not is_empty()
    answer_of(drawn.drawer.what_if.map_row.off.click)
    line = drawn.drawer.what_if.list.visualItemRect(drawn.drawer.what_if.list.item(0))
    below = page.grab(page.rect().adjusted(0, line.bottom() + 1, 0, 0)).toImage()
    assert len({below.pixel(below.width() // 2, y) for y in range(below.height())}) == 1


def test_a_change_chosen_in_the_list_chooses_its_unit(drawn: MainWindow, answer_of: AnswerOf) -> None:
    click_on(drawn.network.view, Unit("C3", 4, 5, 5))
    answer_of(drawn.drawer.what_if.map_row.off.click)
    QTest.keyClick(drawn.network.view, Qt.Key.Key_Escape)
    what = drawn.drawer.what_if.list
    place = what.visualItemRect(what.item(0)).center()
    QTest.mouseClick(what.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert drawn.network.view.chosen_unit == Unit("C3", 4)


def test_the_window_can_be_closed_while_measuring(drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot) -> None:
    click_on(drawn.network.view, Unit("C1", 0, 5, 5))
    answer_of(drawn.drawer.what_if.map_row.off.click)
    with qtbot.waitSignal(drawn.inspector.measuring.progressed, timeout=60_000):
        drawn.drawer.what_if.measure.click()
    drawn.network.overlay.setCurrentIndex(drawn.network.overlay.findData("occlusion"))
    drawn.close()
    assert not drawn.isVisible()
    assert centre_of(drawn.network.view, Unit("C1", 0)) is not None


def test_the_focus_stays_in_the_drawer_when_all_changes_are_undone(drawn: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drawn.history.set_factor(("C3", 1), 0.0))
    panel = drawn.drawer.what_if_page.content
    panel.undo_all.setFocus()
    answer_of(lambda: QTest.keyClick(panel.undo_all, Qt.Key.Key_Space))
    assert not panel.undo_all.isEnabled()
    assert drawn.focusWidget() is panel.undo


@pytest.mark.parametrize("focused", ["undo", "measure"])
def test_the_focus_stays_in_the_drawer_when_the_last_change_is_undone(
    drawn: MainWindow, answer_of: AnswerOf, focused: str
) -> None:
    answer_of(lambda: drawn.history.set_factor(("C3", 1), 0.0))
    panel = drawn.drawer.what_if_page.content
    getattr(panel, focused).setFocus()
    answer_of(panel.undo.click)
    assert not panel.undo.isEnabled()
    assert drawn.focusWidget() is panel.redo
    answer_of(lambda: QTest.keyClick(panel.redo, Qt.Key.Key_Space))
    assert not panel.redo.isEnabled()
    assert drawn.focusWidget() is panel.undo


def test_the_focus_stays_in_the_drawer_when_a_change_is_taken_out(drawn: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: drawn.history.set_factor(("C3", 1), 0.0))
    panel = drawn.drawer.what_if_page.content
    remove = panel.list.buttons[0]
    remove.setFocus()
    answer_of(lambda: QTest.keyClick(remove, Qt.Key.Key_Space))
    assert panel.isAncestorOf(drawn.focusWidget())


def test_the_focus_stays_in_the_drawer_when_measuring_is_cancelled(
    drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot
) -> None:
    answer_of(lambda: drawn.history.set_factor(("C3", 1), 0.0))
    panel = drawn.drawer.what_if_page.content
    with qtbot.waitSignal(drawn.inspector.measuring.progressed, timeout=60_000):
        panel.measure.click()
    panel.cancel.setFocus()
    QTest.keyClick(panel.cancel, Qt.Key.Key_Space)
    assert not panel.cancel.isVisible()
    assert drawn.focusWidget() is panel.measure
