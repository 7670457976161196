"""The drawer: closed at first, opened by a choice, follows the pointer, leads back, and is closed by button and Esc."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import SMALLEST, MainWindow
from lenet_gui.smoke_test import STROKE, drag
from model.network.recognition import Recognition
from model.network.wiring import Unit
from tests.gui.conftest import AnswerOf
from tests.gui.network.network_driving import centre_of, click_on
from tests.gui.pointing import hover


def heading(window: MainWindow) -> str:
    return window.drawer.why.summary.splitlines()[0]


def test_it_is_closed_until_a_unit_is_chosen_and_the_network_has_its_room(drawn: MainWindow, qtbot: QtBot) -> None:
    assert not drawn.drawer.isVisible()
    high = drawn.network.view.height()
    click_on(drawn.network.view, Unit("C3", 2, 5, 5))
    assert drawn.drawer.isVisible()
    assert heading(drawn).startswith("C3 map 2")
    qtbot.waitUntil(lambda: drawn.network.view.height() < high)
    drawn.drawer.close_button.click()
    assert not drawn.drawer.isVisible()
    assert drawn.network.view.chosen_unit is None
    qtbot.waitUntil(lambda: drawn.network.view.height() == high)


def test_once_open_it_follows_the_pointer_and_comes_back_to_what_was_chosen(drawn: MainWindow, qtbot: QtBot) -> None:
    view = drawn.network.view
    hover(view, centre_of(view, Unit("F6", 8)))
    assert not drawn.drawer.isVisible()
    click_on(view, Unit("C5", 3))
    qtbot.waitUntil(lambda: drawn.drawer.why.height() > 50)
    hover(view, centre_of(view, Unit("F6", 8)))
    assert heading(drawn).startswith("F6 unit 8")
    view.point_at(None)
    assert heading(drawn).startswith("C5 unit 3")


class Noting(QWidget):
    """Notes the answers that it is handed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Recognition] = []

    def show_recognition(self, answer: Recognition) -> None:
        self.seen.append(answer)


def test_a_page_has_the_answer_when_it_is_opened_and_follows_while_it_is_seen(
    live_window: MainWindow, answer_of: AnswerOf
) -> None:
    drawer, sketch = live_window.drawer, live_window.sketch
    page = drawer.add_page("A new one", Noting)
    first = answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    assert not page.is_made
    drawer.open_at(page)
    assert page.content.seen == [first]
    second = answer_of(sketch.clear)
    assert page.content.seen[1:] == [second]
    drawer.open_at(drawer.why_page)
    third = answer_of(sketch.history.undo)
    assert len(page.content.seen) == 2
    drawer.open_at(page)
    assert page.content.seen[2:] == [third]


def test_a_page_stays_open_when_a_unit_is_chosen_that_it_is_about(drawn: MainWindow) -> None:
    drawer, view = drawn.drawer, drawn.network.view
    page = drawer.add_page("A new one", Noting, stays_for=["C5"])
    drawer.open_at(page)
    view.choose(Unit("C5", 3))
    assert drawer.currentWidget() is page
    view.choose(Unit("F6", 8))
    assert drawer.explains


def test_back_leads_along_the_figures_that_were_followed(drawn: MainWindow) -> None:
    view, drawer = drawn.network.view, drawn.drawer
    trail = [Unit("F6", 8), Unit("C5", 3), Unit("S4", 2, 1, 1)]
    click_on(view, trail[0])
    assert not drawer.back.isEnabled()
    view.point_at(None)
    for unit in trail[1:]:
        drawer.why.source_chosen.emit(unit)
    for unit in reversed(trail[:-1]):
        drawer.back.click()
        assert view.chosen_unit == unit
    assert not drawer.back.isEnabled()


def test_back_leads_to_the_two_penalties_that_were_compared(drawn: MainWindow) -> None:
    why = drawn.drawer.why
    drawn.penalties.asked.emit(4)
    why.rival.activated.emit(9)
    compared = why.summary
    assert compared.startswith("Penalties: 4 = ")
    why.source_chosen.emit(Unit("F6", 8))
    why.source_chosen.emit(Unit("C5", 3))
    drawn.drawer.back.click()
    drawn.drawer.back.click()
    assert why.summary == compared
    drawn.penalties.asked.emit(5)
    assert why.summary.startswith("Penalty of 5 = ")


def test_a_choice_of_ones_own_ends_the_trail(drawn: MainWindow) -> None:
    view = drawn.network.view
    view.choose(Unit("F6", 8))
    drawn.drawer.why.source_chosen.emit(Unit("C5", 3))
    view.choose(Unit("C5", 7))
    assert not drawn.drawer.back.isEnabled()


def test_a_click_beside_the_maps_keeps_it_open(drawn: MainWindow) -> None:
    view, unit = drawn.network.view, Unit("C3", 2, 5, 5)
    click_on(view, unit)
    QApplication.processEvents()
    beside = centre_of(view, Unit("INPUT", 0, 31, 16)).toPoint() + QPoint(0, 30)
    assert view.unit_at(beside.toPointF()) is None
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=beside)
    assert drawn.drawer.isVisible()
    assert view.chosen_unit == unit
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not drawn.drawer.isVisible()


def test_escape_closes_it_from_inside(drawn: MainWindow) -> None:
    drawn.network.view.choose(Unit("C3", 2, 5, 5))
    sheet = drawn.drawer.why.sheet
    assert sheet is not None
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not drawn.drawer.isVisible()


def test_a_unit_that_is_clicked_is_explained_also_while_a_number_is(drawn: MainWindow) -> None:
    drawn.drawer.open_at(drawn.drawer.number_page)
    click_on(drawn.network.view, Unit("C1", 2, 5, 5))
    assert drawn.drawer.currentWidget() is drawn.drawer.why_page
    assert drawn.inspector.explains


def test_what_if_stays_open_when_another_unit_is_chosen(drawn: MainWindow) -> None:
    drawn.inspector.ask_what_if()
    drawn.network.view.choose(Unit("S2", 2, 5, 5))
    assert drawn.drawer.currentWidget() is drawn.drawer.what_if_page
    drawn.network.view.choose(Unit("OUTPUT", 2))  # a penalty cannot be changed
    assert drawn.drawer.explains


def test_each_change_is_taken_out_by_itself(drawn: MainWindow, answer_of: AnswerOf) -> None:
    drawn.inspector.ask_what_if()
    drawn.history.set_factor(("C3", 4), 0.0)
    answer_of(lambda: drawn.history.set_factor(("F6", 3), 2.0))
    answer = answer_of(drawn.drawer.what_if.list.buttons[0].click)
    assert dict(answer.changes.factors) == {("F6", 3): 2.0}


def test_penalties_before_the_changes_are_shown_beside_them(drawn: MainWindow, answer_of: AnswerOf) -> None:
    plain = drawn.inspector.answer
    assert plain is not None
    answer = answer_of(lambda: drawn.history.set_factor(("C3", 4), 0.0))
    assert answer.unchanged is not None
    assert answer.unchanged == pytest.approx(plain.penalties)
    assert f"Without the changes: {plain.penalties[3]:.4f}" in drawn.penalties.words_of(3)
    answer = answer_of(drawn.history.undo_all)
    assert answer.unchanged is None


@pytest.mark.parametrize("unit", [Unit("C3", 7, 4, 4), Unit("S4", 2, 1, 1), Unit("F6", 8), Unit("OUTPUT", 3)])
def test_nothing_in_it_is_wider_than_the_smallest_window_allows(drawn: MainWindow, qtbot: QtBot, unit: Unit) -> None:
    drawn.resize(*SMALLEST)
    drawn.network.view.choose(unit)
    drawn.inspector.ask_what_if()
    for page in (drawn.drawer.what_if_page, drawn.drawer.why_page):
        drawn.drawer.open_at(page)
        qtbot.waitUntil(page.isVisible)
        QApplication.processEvents()
        areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
        assert areas
        assert all(area.horizontalScrollBar().maximum() == 0 for area in areas)
