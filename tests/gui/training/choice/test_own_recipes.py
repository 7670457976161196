"""Recipes of one's own: saved by name, kept between starts, removed and brought back."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from lenet_gui.base.settings import Settings
from lenet_gui.training.runs.run_words import title_of
from lenet_gui.training.setup_page import SetupPage
from model.digits.data_source import DataSource
from model.training.cards import CARDS
from model.training.log import TrainingLog
from model.training.presets import ONE_MINUTE, PAPER_1998
from model.training.setup import RunSetup
from tests.gui.training.choice.choosing import card_of, chosen
from tests.gui.training.driving import click


def save_as(page: SetupPage, name: str) -> None:
    click(page.save_recipe)
    dialog = page.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue(name)
    dialog.accept()


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


def test_a_large_title_leaves_room_for_the_button_beside_it(page: SetupPage) -> None:
    save_as(page, "i " * 60)
    card = next(card for card in page.choice.cards.cards if card.remove is not None)
    font = card.font()
    font.setPointSizeF(2 * font.pointSizeF())
    card.setFont(font)
    assert card.remove is not None
    card.remove.hide()
    for width in range(300, 320):
        card.resize(width, 600)
        seen = card.grab().toImage().copy(card.remove.geometry())
        assert len({seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}) == 1


def test_a_run_has_the_name_of_the_own_recipe_that_it_is(page: SetupPage) -> None:
    page.recipe.set_config(replace(ONE_MINUTE, rate=0.005))
    save_as(page, "Half the rate")
    assert title_of(page.asked.setup) == "Half the rate"
    page.recipe.set_config(replace(page.setup.config, passes=4))
    assert title_of(page.asked.setup) == "Short run, 4 passes (Rate 0.005)"
    page.choose("own: Half the rate")
    log = TrainingLog(page.asked.setup)
    page.take_log(log)
    assert title_of(page.asked.setup) == "Half the rate"
    click(card_of(page, "own: Half the rate").remove)
    page.take_log(log)
    assert title_of(page.asked.setup) == "Short run (Rate 0.005)"


def test_no_more_of_a_name_can_be_typed_than_is_kept(page: SetupPage) -> None:
    click(page.save_recipe)
    dialog = page.findChild(QInputDialog)
    assert dialog is not None
    line = dialog.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "i" * 50)
    seen = dialog.textValue()
    dialog.accept()
    assert chosen(page) == [f"own: {seen}"]


def test_an_own_recipe_is_removed_and_comes_back(page: SetupPage) -> None:
    save_as(page, "mine")
    save_as(page, "another")
    click(card_of(page, "own: mine").remove)
    assert [card.title for card in page.choice.cards.cards][-1] == "another"
    assert page.undo_bar.undo.isVisible()
    click(page.undo_bar.undo)
    assert [card.title for card in page.choice.cards.cards][-2:] == ["mine", "another"]
    assert not page.undo_bar.undo.isVisible()


IMPOSSIBLE = '[{"name": "x", "setup": {"config": {"rate": -1}}}]'


@pytest.mark.parametrize("kept", ["", "[", "{}", "7", '[{"name": 3}]', IMPOSSIBLE])
def test_damaged_recipes_are_passed_over(qtbot: QtBot, settings: Settings, kept: str) -> None:
    settings.keep("training_recipes", kept)
    page = SetupPage(settings)
    qtbot.addWidget(page)
    assert [card.key for card in page.choice.cards.cards] == [card.key for card in CARDS]
