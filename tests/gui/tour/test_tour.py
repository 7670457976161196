"""The tour: its pages, what the network shows beside them, and how it is begun and ended."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.app import build_window
from lenet_gui.base.settings import Settings
from lenet_gui.main_window import MainWindow
from lenet_gui.my_digits.digit_book import adding
from lenet_gui.network.network_layout import Size
from lenet_gui.smoke_test import DIGIT, STROKE, drag
from lenet_gui.story.terms import Term, explanation_of
from lenet_gui.tour.pages import Shows, tour_pages, unit_to_show
from lenet_gui.tour.tour_card import TourCard
from model.network.wiring import NAMES, OUTPUT, Unit
from tests.gui.conftest import AnswerOf, action_of
from tests.model.hand import written

PAGES = len(tour_pages())


def start(window: MainWindow) -> TourCard:
    action_of(window, "Tour").trigger()
    return window.tour.card


def turn_to(card: TourCard, page: int) -> None:
    while card.page < page:
        QTest.mouseClick(card.next, Qt.MouseButton.LeftButton)


@pytest.fixture
def toured(live_window: MainWindow, answer_of: AnswerOf) -> TourCard:
    """The tour's first page, beside a drawing."""
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    return start(live_window)


def window_of(card: TourCard) -> MainWindow:
    window = card.window()
    assert isinstance(window, MainWindow)
    return window


def test_there_is_a_page_for_each_layer_and_what_comes_after() -> None:
    titles = [page.texts.title for page in tour_pages()]
    assert titles[: len(NAMES)] == list(NAMES)
    assert titles[len(NAMES) :] == ["Penalty", "What if?", "Not a digit", "Now it is your turn"]


def test_it_takes_the_place_of_the_examples_and_gives_it_back(toured: TourCard) -> None:
    window = window_of(toured)
    assert toured.isVisible()
    assert not window.drawings.tray.isVisible()
    assert window.focusWidget() is toured.next
    QTest.keyClick(toured.next, Qt.Key.Key_Escape)
    assert not toured.isVisible()
    assert window.drawings.tray.isVisible()
    assert window.focusWidget() is window.canvas_panel.canvas


@pytest.mark.parametrize("page", range(1, len(NAMES)))
def test_a_layers_page_shows_a_unit_of_it(toured: TourCard, page: int) -> None:
    view = window_of(toured).network.view
    turn_to(toured, page)
    assert view.pointed_unit is not None
    assert view.pointed_unit.layer == NAMES[page]
    assert view.chosen_unit is None
    assert explanation_of(Term(NAMES[page])).text in toured.words


def test_the_unit_is_the_one_that_answers_most_to_the_ink(toured: TourCard) -> None:
    answer = window_of(toured).inspector.answer
    assert answer is not None
    unit = unit_to_show(answer, "C1")
    values = answer.layer("C1")
    difference = abs(values - values[:, :1, :1])
    assert difference[unit.map, unit.row, unit.column] == difference.max() > 1
    assert unit_to_show(answer, "C5") == Unit("C5", int(abs(answer.layer("C5")).argmax()))
    assert unit_to_show(answer, OUTPUT) == Unit(OUTPUT, DIGIT)


def test_the_penalty_is_worked_out_until_the_page_is_turned(toured: TourCard) -> None:
    window = window_of(toured)
    turn_to(toured, page_that(Shows.PENALTY))
    assert window.network.view.chosen_unit == Unit(OUTPUT, DIGIT)
    assert window.drawer.explains
    turn_to(toured, toured.page + 1)
    assert window.network.view.chosen_unit is None
    assert not window.drawer.isVisible()


def page_that(shows: Shows) -> int:
    return next(at for at, page in enumerate(tour_pages()) if page.shows is shows)


@pytest.mark.parametrize("ends", [False, True], ids=["the next page", "the end"])
def test_a_map_is_switched_off_for_a_page(toured: TourCard, ends: bool) -> None:
    window = window_of(toured)
    window.history.set_factor(("S2", 0), 0.5)
    turn_to(toured, page_that(Shows.CHANGE))
    changes = window.history.changes
    assert sorted(changes.factors.values()) == [0.0, 0.5]
    assert {place for place, factor in changes.factors.items() if not factor} <= {("C3", at) for at in range(16)}
    QTest.mouseClick(toured.close_button if ends else toured.next, Qt.MouseButton.LeftButton)
    assert dict(window.history.changes.factors) == {("S2", 0): 0.5}
    window.drawer.what_if.undo.click()  # nor is the map switched off when the person's own change is undone
    assert not window.history.changes
    assert not window.history.stack.canUndo()


def test_a_map_is_switched_off_beside_empty_paper_too(toured: TourCard, answer_of: AnswerOf) -> None:
    window = window_of(toured)
    answer_of(window.sketch.clear)
    turn_to(toured, page_that(Shows.CHANGE))
    assert [factor for _, factor in window.history.changes.factors.items()] == [0.0]


def test_it_begins_with_every_layer_in_view(live_window: MainWindow, answer_of: AnswerOf) -> None:
    view = live_window.network.view
    answer_of(lambda: drag(live_window.canvas_panel.canvas, STROKE))
    view.resize_layer("C3", Size.FOLDED)
    view.zoom_by(8)
    turn_to(start(live_window), NAMES.index("C3"))
    unit = view.pointed_unit
    assert unit is not None
    where = view.layout_now().unit_rect(unit)
    assert where is not None
    assert view.geometry_now.clip.contains(view.to_view(where))


def test_the_last_page_ends_it_with_nothing_pointed_at(toured: TourCard) -> None:
    turn_to(toured, PAGES - 1)
    assert toured.next.text() == "Done"
    QTest.mouseClick(toured.next, Qt.MouseButton.LeftButton)
    assert not toured.isVisible()
    assert window_of(toured).network.view.pointed_unit is None


def test_keys_turn_the_pages_and_a_screen_reader_is_told(toured: TourCard, said: list[str]) -> None:
    for key, page in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_PageUp, 0)):
        QTest.keyClick(toured.next, key)
        assert toured.page == page
        assert said[-1] == toured.words == toured.accessibleDescription()
        assert ".." not in toured.words
    QTest.keyClick(toured.next, Qt.Key.Key_Left)
    assert toured.page == 0
    assert not toured.back.isEnabled()
    for button, key, page in ((toured.next, Qt.Key.Key_Return, 1), (toured.back, Qt.Key.Key_Enter, 0)):
        QTest.keyClick(button, key)
        assert toured.page == page


def test_the_first_page_is_announced_once(live_window: MainWindow, said: list[str]) -> None:
    assert said.count(start(live_window).words) == 1


def test_it_follows_another_drawing(toured: TourCard, answer_of: AnswerOf) -> None:
    window = window_of(toured)
    turn_to(toured, NAMES.index("OUTPUT"))
    answer_of(window.sketch.clear)
    assert window.network.view.pointed_unit == Unit(OUTPUT, DIGIT)  # empty paper has nothing to show
    answer_of(lambda: drag(window.canvas_panel.canvas, ((0.5, 0.2), (0.5, 0.5), (0.5, 0.8))))
    assert window.network.view.pointed_unit == Unit(OUTPUT, 1)


def test_on_empty_paper_an_example_draws_itself(live_window: MainWindow) -> None:
    card = start(live_window)
    assert live_window.drawings.player.playing
    QTest.mouseClick(card.next, Qt.MouseButton.LeftButton)
    assert live_window.sketch.is_example


def test_in_a_guided_round_the_paper_stays_the_persons(live_window: MainWindow) -> None:
    """An example would lie over the digit to copy, and could not be kept."""
    live_window.my_digits.keeping.switch_round(True)
    start(live_window)
    assert live_window.sketch.is_blank
    assert not live_window.drawings.player.playing
    assert live_window.canvas_panel.note.text == "Draw 0, then Enter"


def test_a_newcomer_is_offered_it_until_it_is_taken(live_window: MainWindow) -> None:
    live_window.activity.look()
    strip = live_window.footer.activity
    assert strip.words == ["New here?: Take the tour"]
    (button,) = strip.buttons()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert live_window.tour.is_on
    assert not strip.words


def test_it_is_not_offered_beside_what_waits(live_window: MainWindow, qtbot: QtBot) -> None:
    live_window.activity.look()
    live_window.people.book.apply(adding(written(1)[4]))
    qtbot.waitUntil(lambda: live_window.footer.activity.words == ["1 digit not taught yet: Teach"])


@pytest.mark.parametrize("kept", ["has_drawn", "has_toured"])
def test_who_was_here_before_is_not_offered_it(
    qtbot: QtBot, qapp: QApplication, settings: Settings, tmp_path: Path, kept: str
) -> None:
    settings.keep(kept, True)
    window = build_window(qapp, tmp_path, settings)
    qtbot.addWidget(window)
    assert not window.tour.is_offered
    window.close()
