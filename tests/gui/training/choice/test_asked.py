"""What Start runs: it stands beside Start and on the card, whatever was changed, and can be reset."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lenet_gui.training.choice.deck import CHOSEN
from lenet_gui.training.forms.digits_kind import DigitsKind
from lenet_gui.training.setup_page import SetupPage
from lenet_gui.workers.training_questions import ForetoldRun
from model.digits.data_source import DataSource
from model.training.cards import CARDS, Card, Expected
from model.training.log import TrainingLog
from model.training.presets import MODERN, ONE_MINUTE, PAPER_1998
from model.training.setup import AUTOMATIC, Counts, RunSetup
from tests.gui.training.choice.choosing import card_of, chosen
from tests.gui.training.driving import choose_digits, click
from tests.gui.training.forms.test_recipe_form import type_into


def test_beside_start_stands_what_comes_of_it(page: SetupPage) -> None:
    page.deck.show_foretold(ForetoldRun(CHOSEN, Counts(58_000, 2000)))
    assert page.bar.summary.text() == "58,000 digits to train on, 2,000 held out, measuring the time ..."
    page.deck.show_foretold(ForetoldRun(CHOSEN, Counts(58_000, 2000), 55.0))
    assert page.bar.summary.text() == "58,000 digits to train on, 2,000 held out, about 55 s"
    click(card_of(page, "paper"))
    assert page.bar.summary.text() == ""  # that was of another recipe


def test_no_time_is_promised_while_a_run_is_on(page: SetupPage) -> None:
    page.deck.show_foretold(ForetoldRun(CHOSEN, Counts(58_000, 2000)))
    page.deck.show_foretold(ForetoldRun("paper", Counts(60_000, 0), 55.0))
    minute = card_of(page, "minute")
    assert "measuring" in minute.accessibleDescription()
    page.set_editable(False)
    assert "measured after this run" in minute.accessibleDescription()
    assert "counting" not in minute.accessibleDescription()
    assert "about 55 s" in card_of(page, "paper").accessibleDescription()
    assert page.bar.summary.text() == "58,000 digits to train on, 2,000 held out"
    page.set_editable(True)
    assert "measuring" in minute.accessibleDescription()


def test_what_comes_of_it_stands_above_start_where_it_has_no_room_beside_it(page: SetupPage, qtbot: QtBot) -> None:
    page.deck.show_foretold(ForetoldRun(CHOSEN, Counts(58_000, 2000), 55.0))

    def is_beside() -> bool:
        place, start = page.bar.summary.geometry(), page.start.geometry()
        return place.top() < start.bottom() and start.top() < place.bottom()

    def is_in_one_line() -> bool:
        return page.bar.summary.fontMetrics().horizontalAdvance(page.bar.summary.text()) <= page.bar.summary.width()

    qtbot.waitUntil(lambda: is_beside() and is_in_one_line())
    page.resize(520, 640)
    qtbot.waitUntil(lambda: not is_beside() and is_in_one_line())
    page.resize(800, 640)
    qtbot.waitUntil(lambda: is_beside() and is_in_one_line())


def test_there_is_no_room_for_a_button_that_never_comes(page: SetupPage, qtbot: QtBot) -> None:
    click(page.all_settings)
    page.resize(520, 640)
    page.bar.show_summary("x" * 20)
    qtbot.waitUntil(lambda: page.bar.summary.geometry().bottom() >= page.start.geometry().top())


def test_the_time_of_what_is_chosen_is_asked_for_first_and_once_after_many_changes(
    qtbot: QtBot, page: SetupPage
) -> None:
    asked: list[tuple[Card, ...]] = []
    for key in ("paper", "mnist", "paper"):
        click(card_of(page, key))
    page.foretelling_wanted.connect(asked.append)
    qtbot.waitUntil(lambda: bool(asked))
    (wanted,) = asked
    assert [card.key for card in wanted] == [CHOSEN, "minute", "paper", "mnist", "default"]
    assert wanted[0].setup == page.setup


def test_where_it_is_computed_stays_when_another_recipe_is_chosen(page: SetupPage) -> None:
    page.setup_form.thread_count.setValue(1)
    click(card_of(page, "paper"))
    assert page.setup.threads == 1


def test_all_settings_are_behind_the_cards_and_can_be_set_back(page: SetupPage) -> None:
    click(page.all_settings)
    assert page.forms.isVisible()
    type_into(page.recipe.fields["passes"], "3")
    page.setup_form.count.setValue(1000)
    assert page.asked.changed == 2
    assert page.title.text() == "Short run · 2 settings changed"
    changed = page.setup
    click(page.set_back)
    assert page.setup == replace(CARDS[0].setup)
    click(page.undo_bar.undo)
    assert page.setup == changed
    assert page.title.text() == "Short run · 2 settings changed"
    assert not page.undo_bar.isVisible()
    click(page.set_back)
    type_into(page.recipe.fields["passes"], "7")
    click(page.undo_bar.undo)
    assert page.setup == changed
    click(page.undo_bar.undo)  # what was set meanwhile is not lost either
    assert page.setup.config.passes == 7
    page.set_editable(False)
    assert not page.undo_bar.undo.isEnabled()  # a run is on, whose settings are shown
    page.set_editable(True)
    click(page.back)
    assert page.choice.isVisible()


def test_the_cards_say_what_start_runs_and_reset_it(page: SetupPage) -> None:
    page.deck.expect({card.key: Expected(0.68) for card in CARDS})
    page.deck.show_foretold(ForetoldRun("minute", Counts(58_000, 2000), 180.0))
    assert page.bar.what.text() == "Short run"
    assert not page.bar.reset.isVisible()
    click(page.all_settings)
    type_into(page.recipe.fields["passes"], "3")
    assert not page.bar.what.isVisible()  # it stands above
    click(page.back)
    assert page.bar.what.text() == "Short run · 1 setting changed"
    assert chosen(page) == ["minute"]
    said = card_of(page, "minute").accessibleDescription()
    assert "3 passes" in said
    assert "1 setting changed" in said
    for words in ("10 passes", "about 3 min", "misread"):
        assert words not in said
    page.deck.show_foretold(ForetoldRun(CHOSEN, Counts(57_000, 2000), 40.0))
    assert "about 40 s" in card_of(page, "minute").accessibleDescription()
    assert "57,000 digits" in card_of(page, "minute").accessibleDescription()
    assert "0.68 % misread" in card_of(page, "paper").accessibleDescription()
    click(card_of(page, "minute"))  # chosen already: nothing is lost
    assert page.setup.config.passes == 3
    click(page.bar.reset)
    assert page.setup.config == ONE_MINUTE
    assert page.bar.what.text() == "Short run"
    assert "10 passes" in card_of(page, "minute").accessibleDescription()
    assert "0.68 % misread" in card_of(page, "minute").accessibleDescription()


def test_what_was_changed_comes_back_after_a_click_on_another_card(page: SetupPage) -> None:
    click(page.choice.test_error)
    click(card_of(page, "paper"))
    assert not page.undo_bar.undo.isVisible()  # where a run is measured and computed stays
    type_into(page.recipe.fields["passes"], "3")
    choose_digits(page.setup_form, DigitsKind.IDX_PAIR)
    before = page.setup
    click(card_of(page, "minute"))
    assert page.setup.config == ONE_MINUTE
    assert "Your changes to “Paper 1998” are gone." in page.undo_bar.gone.text()
    click(page.undo_bar.undo)
    assert page.setup == before
    assert chosen(page) == ["paper"]
    assert page.bar.what.text() == "Paper 1998 · 2 settings changed"
    assert not page.undo_bar.undo.isVisible()


def test_a_change_that_decides_nothing_leaves_the_error_to_expect(page: SetupPage) -> None:
    page.deck.expect({"minute": Expected(0.68)})
    click(page.choice.test_error)
    assert page.bar.what.text() == "Short run · 1 setting changed"
    assert "0.68 % misread" in card_of(page, "minute").accessibleDescription()


def test_own_digits_are_a_change(page: SetupPage) -> None:
    page.setup_form.show_own("Ada", [1, 2, 3] * 20, "")
    choose_digits(page.setup_form, DigitsKind.BESIDE_MNIST)
    assert page.bar.what.text() == "Short run · 1 setting changed"
    click(page.bar.reset)
    assert page.setup_form.own is None


def test_changed_settings_of_digits_and_start_are_marked(page: SetupPage) -> None:
    form = page.setup_form

    def marked() -> list[str]:
        return [label.text() for label in form.findChildren(QLabel) if label.font().bold()]

    click(page.all_settings)
    page.forms.setCurrentIndex(1)
    assert not marked()
    form.count.setFocus()
    form.count.selectAll()
    QTest.keyClicks(form.count, "5000")
    QTest.keyClick(form.count, Qt.Key.Key_Return)
    QTest.keyClick(form.test_error, Qt.Key.Key_Space)
    assert page.asked.changed == 2
    assert marked() == ["How many", "Test error"]
    choose_digits(form, DigitsKind.IDX_PAIR)
    assert page.asked.changed == 3
    assert marked() == ["Digits", "How many", "Test error"]
    page.take_log(TrainingLog(replace(page.setup, config=replace(ONE_MINUTE, passes=3))))
    form.path_fields[DigitsKind.IDX_PAIR][1].line.setText("labels")
    assert page.asked.changed == 1
    assert marked() == ["Labels"]
    click(page.set_back)
    assert not marked()


def test_the_threads_that_a_run_found_are_not_taken_for_the_next_ones(page: SetupPage) -> None:
    page.take_log(TrainingLog(RunSetup(MODERN, threads=1)))
    assert page.setup.threads == AUTOMATIC
    page.choose("paper")
    assert page.setup.threads == AUTOMATIC


def test_a_cards_time_is_that_beside_start_once_it_is_chosen(page: SetupPage) -> None:
    wanted: list[tuple[Card, ...]] = []
    page.foretelling_wanted.connect(wanted.append)
    page.setup_form.thread_count.set_exact(1)
    page.setup_form.test_error.click()
    page.choose("paper")
    page.ask_for_times()
    setups = {card.key: card.setup for card in wanted[-1]}
    assert setups["paper"] == setups[CHOSEN]
    assert setups["mnist"].threads == 1


def test_all_settings_get_the_focus_of_the_button_that_showed_them(page: SetupPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.all_settings.setFocus()
    QTest.keyClick(page.all_settings, Qt.Key.Key_Space)
    assert page.forms.tabBar().hasFocus()
    QTest.keyClick(page.forms.tabBar(), Qt.Key.Key_Right)
    assert page.forms.currentIndex() == 1


def test_all_settings_of_another_recipe_begin_at_the_top(page: SetupPage, qtbot: QtBot) -> None:
    click(page.all_settings)
    bar = page.recipe.scroll_area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    click(page.back)
    click(page.all_settings)
    assert bar.value() == bar.maximum()  # nothing else was chosen: as it was left
    page.forms.setCurrentIndex(1)
    page.choose("paper")
    assert (page.forms.currentIndex(), bar.value()) == (0, 0)
    page.forms.setCurrentIndex(1)
    bar.setValue(bar.maximum())
    page.take_log(TrainingLog(RunSetup(MODERN)))
    assert (page.forms.currentIndex(), bar.value()) == (0, 0)


def test_the_settings_of_a_run_can_be_taken_again(page: SetupPage) -> None:
    page.take_log(TrainingLog(RunSetup(PAPER_1998, DataSource(count=500))))
    assert chosen(page) == ["paper"]
    assert page.setup.data.count == 500
    assert page.bar.what.text() == "Paper 1998 · 1 setting changed"
    click(page.bar.reset)
    assert page.setup.data.count is None
    page.take_log(TrainingLog(RunSetup(replace(MODERN, passes=9))))
    assert chosen(page) == []
    assert page.title.text() == page.bar.what.text() == "The settings of an earlier run"
    assert not page.bar.reset.isVisible()
    assert "earlier run" in page.start.accessibleDescription()
