"""Cards that explain terms: their texts, on hover, by key, and for screen readers."""

import re

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.network.legend import Legend
from lenet_gui.story.card import StoryCard, heading_of, show_card
from lenet_gui.story.terms import Term, explanation_of, layer_does, size_of_layer
from model.network.wiring import NAMES, Unit
from tests.gui.pointing import hover


@pytest.mark.parametrize("term", Term)
def test_a_term_is_explained_in_two_or_three_sentences(term: Term) -> None:
    said = explanation_of(term)
    sentences = re.split(r"(?<=[.])\s", said.text)
    assert 2 <= len(sentences) <= 3, sentences
    assert said.section.startswith(("Section ", "Appendix "))
    assert said.hint.endswith((".", "?"))


@pytest.mark.parametrize("layer", NAMES)
def test_a_layer_says_in_two_words_what_it_does(layer: str) -> None:
    assert explanation_of(Term(layer)).title == layer
    assert 1 <= len(layer_does(layer).split()) <= 3
    assert heading_of(explanation_of(Term(layer))) == f"{layer} · {layer_does(layer)}"


def test_sizes_are_plain_words() -> None:
    assert [size_of_layer(layer) for layer in ("INPUT", "C1", "C3", "C5", "F6", "OUTPUT")] == [
        "32×32 pixels",
        "6 maps of 28×28",
        "16 maps of 10×10",
        "120 units",
        "84 units",
        "10 penalties",
    ]


def cards(widget: QWidget) -> list[StoryCard]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [card for card in widget.window().findChildren(StoryCard) if card.isVisible()]


def ask_tip(view: QWidget, where: QPoint) -> None:
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, where, view.mapToGlobal(where)))


@pytest.mark.parametrize("layer", NAMES)
def test_a_title_has_a_card_until_the_pointer_leaves_it(live_window: MainWindow, layer: str) -> None:
    view = live_window.network.view
    title = view.geometry_now.title_rect(layer).center()
    ask_tip(view, title.toPoint())
    (card,) = cards(view)
    assert card.term == layer
    assert explanation_of(Term(layer)).text in [label.text() for label in card.findChildren(QLabel)]
    ask_tip(view, title.toPoint())
    assert cards(view) == [card]
    hover(view, view.geometry_now.band.center())
    assert not cards(view)


def test_a_size_has_a_card_too(live_window: MainWindow) -> None:
    view = live_window.network.view
    ask_tip(view, view.geometry_now.size_rect("S2").center().toPoint())
    assert [card.term for card in cards(view)] == [Term.MAPS]
    assert cards(view)[0].accessibleName() == "Maps and units"  # of every layer, and not of C1 alone


def test_the_scale_of_colours_has_a_card(live_window: MainWindow) -> None:
    legend = live_window.network.findChild(Legend)
    assert legend is not None
    ask_tip(legend, legend.rect().center())
    assert [card.term for card in cards(legend)] == [Term.ACTIVATION]


def test_f1_explains_the_layer_of_the_unit_and_escape_closes(live_window: MainWindow) -> None:
    view = live_window.network.view
    view.setFocus()
    view.point_at(Unit("S4", 3, 1, 1))
    QTest.keyClick(view, Qt.Key.Key_F1)
    (card,) = cards(view)
    assert card.term is Term.S4
    assert card.accessibleName() == "S4 · halves again"
    assert explanation_of(Term.S4).hint in card.accessibleDescription()
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not cards(view)
    assert view.pointed_unit == Unit("S4", 3, 1, 1)


def test_a_card_lies_on_the_screen_and_beside_what_it_is_about(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(500, 500)
    view.show()
    for about in (QRect(0, 0, 60, 30), QRect(440, 0, 60, 30), QRect(0, 470, 60, 30), QRect(440, 470, 60, 30)):
        card = show_card(Term.PENALTY, view, about)
        assert card.screen().availableGeometry().contains(card.geometry())
        assert not card.geometry().intersects(QRect(view.mapToGlobal(about.topLeft()), about.size()))
    assert len(cards(view)) == 1  # one at a time


def test_no_text_of_a_card_is_cut(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.show()
    for term in Term:
        card = show_card(term, view, view.rect())
        for label in card.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())
