"""Training opens on a choice: cards with what they do, how long they take and what to expect; recipes of one's own."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMessageBox, QPushButton, QScrollBar
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.training.choice.card import RecipeCard
from lenet_gui.training.setup_page import CHOSEN, SetupPage
from lenet_gui.workers.training_questions import ForetoldRun
from model.assets import shipped_weights
from model.digits.data_source import DataSource
from model.json_records import from_json
from model.network.weights import load_weights
from model.training.cards import CARDS, Expected, expected_of
from model.training.log import TrainingLog
from model.training.presets import DEFAULT, MODERN, ONE_MINUTE, PAPER_1998
from model.training.recipes import TrainingConfig
from model.training.setup import Counts, RunSetup, StartKind
from tests.gui.training.driving import click
from tests.gui.training.forms.test_recipe_form import type_into
from tests.model.strokes.hands import written_file


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> SetupPage:
    page = SetupPage(settings)
    qtbot.addWidget(page)
    page.resize(800, 640)
    with qtbot.waitExposed(page):
        page.show()
    return page


def card_of(page: SetupPage, key: str) -> RecipeCard:
    return next(card for card in page.choice.cards.cards if card.key == key)


def chosen(page: SetupPage) -> list[str]:
    return [card.key for card in page.choice.cards.cards if card.isChecked()]


def save_as(page: SetupPage, name: str) -> None:
    click(page.save_recipe)
    dialog = page.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue(name)
    dialog.accept()


@pytest.mark.parametrize(
    ("key", "config", "start"),
    [
        ("minute", ONE_MINUTE, StartKind.RANDOM),
        ("paper", PAPER_1998, StartKind.RANDOM),
        ("mnist", MODERN, StartKind.RANDOM),
        ("default", DEFAULT, StartKind.MNIST_ONLY),
    ],
)
def test_a_click_on_a_card_is_all_that_a_recipe_takes(
    page: SetupPage, key: str, config: object, start: StartKind
) -> None:
    click(card_of(page, key))
    assert chosen(page) == [key]
    assert page.setup.config == config
    assert page.setup.start is start
    assert page.changed_settings == 0


def test_it_starts_with_one_minute_and_keys_walk_from_card_to_card(page: SetupPage) -> None:
    assert chosen(page) == ["minute"]
    card_of(page, "minute").setFocus()
    QTest.keyClick(card_of(page, "minute"), Qt.Key.Key_Right)
    QTest.keyClick(card_of(page, "paper"), Qt.Key.Key_Space)
    assert chosen(page) == ["paper"]
    assert page.setup.config == PAPER_1998


def test_a_card_says_what_is_known_of_its_recipe(page: SetupPage) -> None:
    page.deck.expect({"mnist": Expected(0.43)})
    page.deck.show_foretold(ForetoldRun("mnist", Counts(58_000, 2000), 2950.0))
    said = card_of(page, "mnist").accessibleDescription()
    for words in ("about 50 min", "500 passes", "58,000 digits", "0.43 % misread"):
        assert words in said
    assert "test digits" in card_of(page, "mnist").toolTip()
    assert "misread" not in card_of(page, "paper").accessibleDescription()


def test_what_is_to_be_expected_is_what_the_weights_say_that_the_recipe_made() -> None:
    for card in CARDS:
        assert 0.1 < expected_of(card).test_error_percent < 3
        if card.weights:
            origin = load_weights(shipped_weights(card.weights))[1].origin
            made = from_json(TrainingConfig, origin.recipe)
            assert replace(made, seed=1) == replace(card.setup.config, seed=1)
    assert {card.weights for card in CARDS} == {"default", "mnist", "paper", ""}


def test_beside_start_stands_what_comes_of_it(page: SetupPage) -> None:
    page.deck.show_foretold(ForetoldRun(CHOSEN, Counts(58_000, 2000)))
    assert page.summary.text() == "58,000 digits to train on, 2,000 held out, measuring the time ..."
    page.deck.show_foretold(ForetoldRun(CHOSEN, Counts(58_000, 2000), 55.0))
    assert page.summary.text() == "58,000 digits to train on, 2,000 held out, about 55 s"
    click(card_of(page, "paper"))
    assert page.summary.text() == ""  # that was of another recipe


def test_what_comes_of_it_stands_above_start_where_it_has_no_room_beside_it(page: SetupPage, qtbot: QtBot) -> None:
    page.deck.show_foretold(ForetoldRun(CHOSEN, Counts(58_000, 2000), 55.0))

    def is_beside() -> bool:
        place, start = page.summary.geometry(), page.start.geometry()
        return place.top() < start.bottom() and start.top() < place.bottom()

    def is_in_one_line() -> bool:
        return page.summary.fontMetrics().horizontalAdvance(page.summary.text()) <= page.summary.width()

    qtbot.waitUntil(lambda: is_beside() and is_in_one_line())
    page.resize(520, 640)
    qtbot.waitUntil(lambda: not is_beside() and is_in_one_line())
    page.resize(800, 640)
    qtbot.waitUntil(lambda: is_beside() and is_in_one_line())


def test_the_time_of_what_is_chosen_is_asked_for_first_and_once_after_many_changes(
    qtbot: QtBot, page: SetupPage
) -> None:
    asked: list[tuple[tuple[str, RunSetup, object], ...]] = []
    for key in ("paper", "mnist", "paper"):
        click(card_of(page, key))
    page.foretelling_wanted.connect(asked.append)
    qtbot.waitUntil(lambda: bool(asked))
    (wanted,) = asked
    assert [key for key, _, _ in wanted] == [CHOSEN, "minute", "paper", "mnist", "default"]
    assert wanted[0][1] == page.setup


def test_digits_are_held_out_for_the_curves_when_asked(page: SetupPage) -> None:
    click(card_of(page, "paper"))
    assert not page.choice.hold_out.isChecked()
    click(page.choice.hold_out)
    assert page.setup.config == replace(PAPER_1998, held_out=2000)
    assert page.title.text() == "The paper, 1998 · 1 changed"
    click(page.choice.hold_out)
    assert page.setup.config == PAPER_1998
    click(page.choice.test_error)
    assert page.setup.test_error
    assert page.setup_form.test_error.isChecked()


def test_the_default_says_which_files_it_needs_and_lets_them_be_chosen(page: SetupPage, tmp_path: Path) -> None:
    click(card_of(page, "default"))
    assert page.choice.choose_files.isVisible()
    for words in ("pendigits-orig.tra", "archive.ics.uci.edu/dataset/81", "UJIpenchars", "works without"):
        assert words in page.choice.files_text.text()
    assert "Needs files of pen strokes" in card_of(page, "default").accessibleDescription()
    assert page.summary.text().startswith("First choose files of pen strokes")
    assert page.turn_to_problem()
    assert page.choice.isVisible()  # they can be chosen here
    path = written_file(tmp_path)
    page.setup_form.strokes.lines.setPlainText(str(path))
    assert page.turn_to_problem() == ""
    assert path.name in page.choice.files_text.text()
    assert page.changed_settings == 0  # where files are is no setting of the recipe
    assert "Needs files" not in card_of(page, "default").accessibleDescription()
    click(card_of(page, "minute"))
    assert not page.choice.choose_files.isVisible()
    click(card_of(page, "default"))
    assert page.setup.data.strokes == (str(path),)


def test_where_it_is_computed_stays_when_another_recipe_is_chosen(page: SetupPage) -> None:
    page.setup_form.thread_count.setValue(1)
    click(card_of(page, "paper"))
    assert page.setup.threads == 1


def test_all_settings_are_behind_the_cards_and_can_be_set_back(page: SetupPage) -> None:
    click(page.all_settings)
    assert page.forms.isVisible()
    type_into(page.recipe.fields["passes"], "3")
    page.setup_form.count.setValue(1000)
    assert page.changed_settings == 2
    assert page.title.text() == "Short run · 2 changed"
    click(page.set_back)
    assert page.setup == replace(CARDS[0].setup)
    click(page.back)
    assert page.choice.isVisible()


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


def test_nothing_moves_when_the_digits_are_counted(page: SetupPage) -> None:
    page.deck.expect({card.key: Expected(0.43) for card in CARDS})
    heights = [card.heightForWidth(200) for card in page.choice.cards.cards]
    for card in CARDS:
        page.deck.show_foretold(ForetoldRun(card.key, Counts(58_000, 2000), 2950.0))
    assert [card.heightForWidth(200) for card in page.choice.cards.cards] == heights


@pytest.mark.parametrize("height", [300, 1200])
def test_previews_keep_clear_of_the_scroll_bar(page: SetupPage, qtbot: QtBot, height: int) -> None:
    bars = [bar for bar in page.choice.findChildren(QScrollBar) if bar.orientation() is Qt.Orientation.Vertical]
    (bar,) = bars
    page.resize(800, height)

    def room() -> int:
        """Between the previews and the scroll bar or, without one, the edge."""
        edge = bar.mapTo(page, bar.rect().topLeft()).x() if bar.isVisible() else page.width()
        return edge - page.choice.preview.mapTo(page, page.choice.preview.rect().topRight()).x() - 1

    qtbot.waitUntil(lambda: bar.isVisible() is (height == 300))
    qtbot.waitUntil(lambda: room() == (8 if height == 300 else 0))


def test_own_recipes_are_saved_by_name_and_still_there_after_a_new_start(
    qtbot: QtBot, page: SetupPage, settings: Settings
) -> None:
    click(card_of(page, "paper"))
    page.recipe.set_config(replace(PAPER_1998, passes=5))
    page.setup_form.set_setup(RunSetup(PAPER_1998, DataSource(count=9000)))
    save_as(page, "  A quick\tpaper ")
    assert chosen(page) == ["own: A quick paper"]
    again = SetupPage(settings)
    qtbot.addWidget(again)
    again.choose("own: A quick paper")
    assert again.setup == page.setup
    assert again.setup.config.passes == 5
    assert again.setup.data.count == 9000
    assert again.title.text() == "A quick paper"


def test_a_name_that_is_taken_is_asked_about(page: SetupPage) -> None:
    save_as(page, "mine")
    page.recipe.set_config(replace(ONE_MINUTE, passes=2))
    save_as(page, "mine")
    box = page.findChild(QMessageBox)
    assert box is not None
    assert page.deck.named("own: mine").setup.config.passes == ONE_MINUTE.passes  # type: ignore[union-attr]
    click(box.findChild(QPushButton, "confirm"))
    assert page.deck.named("own: mine").setup.config.passes == 2  # type: ignore[union-attr]
    assert len([card for card in page.choice.cards.cards if card.title == "mine"]) == 1


def test_an_own_recipe_is_removed_and_comes_back(page: SetupPage) -> None:
    save_as(page, "mine")
    save_as(page, "another")
    click(card_of(page, "own: mine").remove)
    assert [card.title for card in page.choice.cards.cards][-1] == "another"
    assert page.choice.undo.isVisible()
    click(page.choice.undo)
    assert [card.title for card in page.choice.cards.cards][-2:] == ["mine", "another"]
    assert not page.choice.undo.isVisible()


IMPOSSIBLE = '[{"name": "x", "setup": {"config": {"rate": -1}}}]'


@pytest.mark.parametrize("kept", ["", "[", "{}", "7", '[{"name": 3}]', IMPOSSIBLE])
def test_damaged_recipes_are_passed_over(qtbot: QtBot, settings: Settings, kept: str) -> None:
    settings.keep("training_recipes", kept)
    page = SetupPage(settings)
    qtbot.addWidget(page)
    assert [card.key for card in page.choice.cards.cards] == [card.key for card in CARDS]


def test_the_settings_of_a_run_can_be_taken_again(page: SetupPage) -> None:
    page.take_log(TrainingLog(RunSetup(PAPER_1998, DataSource(count=500))))
    assert chosen(page) == ["paper"]
    assert page.setup.data.count == 500
    page.take_log(TrainingLog(RunSetup(replace(MODERN, passes=9))))
    assert chosen(page) == []
    assert page.title.text() == "The settings of an earlier run"


@pytest.mark.parametrize("width", [420, 700, 1400])
def test_cards_fill_the_width_and_stand_in_line(page: SetupPage, qtbot: QtBot, width: int) -> None:
    page.resize(width, 700)
    view = page.choice.cards
    qtbot.waitUntil(lambda: all(card.height() >= card.heightForWidth(card.width()) for card in view.cards))
    rows = {card.y() for card in view.cards}
    assert len(rows) == {420: 2, 700: 1, 1400: 1}[width]
    for card in view.cards:
        assert card.x() >= 0
        assert card.geometry().right() <= view.width()
    assert view.height() >= max(card.geometry().bottom() for card in view.cards)
    shown = [card.grab().toImage() for card in view.cards]
    view.heightForWidth(250)  # only asked: what is shown stays
    assert [card.grab().toImage() for card in view.cards] == shown
