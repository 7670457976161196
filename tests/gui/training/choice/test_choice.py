"""Training opens on a choice: cards with what they do, how long they take and what to expect."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QScrollBar, QToolTip
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.training.setup_page import SetupPage
from lenet_gui.workers.training_questions import ForetoldRun, Unreadable
from model.assets import shipped_weights
from model.json_records import from_json
from model.network.weights import load_weights
from model.training.cards import CARDS, Expected, expected_of
from model.training.presets import DEFAULT, MODERN, ONE_MINUTE, PAPER_1998
from model.training.recipes import TrainingConfig
from model.training.setup import Counts, StartKind
from tests.gui.pointing import told_at
from tests.gui.training.choice.choosing import card_of, chosen
from tests.gui.training.driving import click
from tests.model.strokes.hands import written_file


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
    assert page.asked.changed == 0


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
    assert ".." not in said
    assert "test digits" in card_of(page, "mnist").toolTip()
    assert "misread" not in card_of(page, "paper").accessibleDescription()


def test_a_card_does_not_promise_the_time_of_what_cannot_be_read(page: SetupPage) -> None:
    page.deck.show_foretold(ForetoldRun("default", Counts(58_000, 2000, 9_943, 14_914)))
    page.deck.show_unreadable(Unreadable("default", "notes.txt: Line 1 is no pen pattern."))
    assert "time unknown" in card_of(page, "default").accessibleDescription()
    assert "notes.txt" not in page.bar.summary.text()  # it is not chosen
    page.deck.show_foretold(ForetoldRun("default", Counts(58_000, 2000, 9_943, 14_914), 2950.0))
    assert "about 50 min" in card_of(page, "default").accessibleDescription()


def test_a_card_does_not_count_rubbish_among_digits(page: SetupPage) -> None:
    page.deck.show_foretold(ForetoldRun("default", Counts(58_000, 2000, 9_943, 14_914), 2950.0))
    assert "82,857 digits and rubbish" in card_of(page, "default").accessibleDescription()


def test_what_is_to_be_expected_is_what_the_weights_say_that_the_recipe_made() -> None:
    for card in CARDS:
        assert 0.1 < expected_of(card).test_error_percent < 3
        if card.weights:
            origin = load_weights(shipped_weights(card.weights))[1].origin
            made = from_json(TrainingConfig, origin.recipe)
            assert replace(made, seed=1) == replace(card.setup.config, seed=1)
    assert {card.weights for card in CARDS} == {"default", "mnist", "paper", ""}


def test_digits_are_held_out_for_the_curves_when_asked(page: SetupPage) -> None:
    click(card_of(page, "paper"))
    assert not page.choice.hold_out.isChecked()
    click(page.choice.hold_out)
    assert page.setup.config == replace(PAPER_1998, held_out=2000)
    assert page.title.text() == "Paper 1998 · 1 setting changed"
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
    assert page.bar.summary.text().startswith("First choose files of pen strokes")
    assert page.choice.files_problem.text() == page.bar.summary.text()
    assert not page.may_start()
    assert page.choice.isVisible()  # they can be chosen here
    path = written_file(tmp_path)
    page.setup_form.strokes.lines.setPlainText(str(path))
    assert page.may_start()
    assert not page.choice.files_problem.isVisible()
    assert path.name in page.choice.files_text.text()
    assert page.asked.changed == 0  # where files are is no setting of the recipe
    assert "Needs files" not in card_of(page, "default").accessibleDescription()
    click(card_of(page, "minute"))
    assert not page.choice.choose_files.isVisible()
    click(card_of(page, "default"))
    assert page.setup.data.strokes == (str(path),)


def test_start_leads_to_where_the_files_are_chosen(page: SetupPage, qtbot: QtBot) -> None:
    click(card_of(page, "default"))
    page.resize(800, 300)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    with qtbot.assertNotEmitted(page.problem_found):  # no box says what stands there
        assert not page.may_start()
    assert page.choice.choose_files.hasFocus()
    assert not page.choice.choose_files.visibleRegion().isEmpty()
    warning = theme.warning(page.palette())
    assert page.choice.files_problem.palette().color(QPalette.ColorRole.WindowText) == warning
    page.show_settings()
    with qtbot.assertNotEmitted(page.problem_found):
        assert not page.may_start()
    strokes = page.setup_form.strokes
    assert strokes.isVisible()
    assert strokes.lines.hasFocus()
    said = [label.text() for label in strokes.findChildren(QLabel)]
    assert said == ["First choose files of pen strokes, or set Pen digits to 0 in the recipe."]


def test_addresses_of_files_can_be_opened_and_copied_by_key(page: SetupPage, qtbot: QtBot) -> None:
    click(card_of(page, "default"))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    label, opened = page.choice.files_text, list[str]()
    assert label.openExternalLinks()
    label.setOpenExternalLinks(False)  # a test opens no browser
    label.linkActivated.connect(opened.append)
    label.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(label, Qt.Key.Key_Tab)
        QTest.keyClick(label, Qt.Key.Key_Return)
    assert set(opened) == {f"https://archive.ics.uci.edu/dataset/{number}" for number in (81, 160)}
    QTest.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "archive.ics.uci.edu/dataset/160" in label.selectedText()


# The offscreen platform logs this for every tooltip.
@pytest.mark.qt_log_ignore("does not support raise")
def test_the_tool_tip_of_a_card_covers_no_figures(page: SetupPage) -> None:
    page.deck.expect({card.key: Expected(0.43) for card in CARDS})
    card = card_of(page, "minute")
    assert "test digits" in told_at(card, QPointF(card.rect().center()))
    (tip,) = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel") and each.isVisible()]
    for each in page.choice.cards.cards:
        assert tip.geometry().top() > each.mapToGlobal(each.rect().bottomLeft()).y()
    QToolTip.hideText()


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


def test_a_page_that_would_fit_beside_its_scroll_bar_only_comes_to_rest(page: SetupPage) -> None:
    (area,) = page.choice.findChildren(QScrollArea)
    inner, tried = area.widget(), 0
    assert inner is not None
    for width in range(600, 720, 3):
        page.resize(width, 640)
        QApplication.processEvents()
        room, margin = area.maximumViewportSize(), inner.contentsMargins().right()
        whole, beside_bar = (inner.heightForWidth(room.width() + margin - less) for less in (0, 8))
        if beside_bar < whole:  # its digits are smaller there
            tried += 1
            page.resize(width, 640 + whole - 1 - room.height())
            QApplication.processEvents()
            assert inner.contentsMargins().right() == 8
    assert tried


def test_there_is_no_bar_where_all_fits_without_it(page: SetupPage) -> None:
    page.deck.save("One more", CARDS[0].setup)
    (area,) = page.choice.findChildren(QScrollArea)
    inner, cards, tried = area.widget(), page.choice.cards, 0
    assert inner is not None
    for width in range(760, 1000, 5):
        page.resize(width, 500)
        QApplication.processEvents()
        room, margin = area.maximumViewportSize(), inner.contentsMargins().right()
        whole, beside_bar = (inner.heightForWidth(room.width() + margin - less) for less in (0, 14))
        if beside_bar > whole + 50:  # a card less fits beside the others
            tried += 1
            page.resize(width, 500 + whole + 20 - room.height())
            QApplication.processEvents()
            assert area.verticalScrollBar().maximum() == 0
            assert len({card.y() for card in cards.cards}) == 1
    assert tried


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
