"""The misread digits: crisp, in reading order, as many as fit, filtered, each described."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.training.mistakes import MistakesView
from tests.gui.pointing import hover, tooltip


def show(view: MistakesView, count: int, side: int = 28, total: int | None = None) -> np.ndarray:
    """Show random pictures: 4 read as 9, 7 read as 2, 4 read as 6, and so on in turn."""
    images = np.random.default_rng(5).integers(0, 256, (count, side, side), dtype=np.uint8)
    labels, answers = np.resize([4, 7, 4], count).astype(np.uint8), np.resize([9, 2, 6], count).astype(np.uint8)
    view.show_mistakes(images, labels, answers, count if total is None else total)
    return images


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> MistakesView:
    ColourScheme(qapp).choose("light")
    view = MistakesView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.mark.parametrize("side", [28, 32])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_digits_are_crisp_in_both_schemes(view: MistakesView, qapp: QApplication, side: int, scheme: str) -> None:
    ColourScheme(qapp).choose(scheme)
    QApplication.processEvents()
    images = show(view, 3, side)
    shot = view.grab().toImage()
    table = theme.ink_table(scheme == "dark")
    for place in range(3):
        cell = view.rect_of(place)
        unit = cell.width() / side
        for row, column in ((1, 1), (5, 20), (side - 2, side - 2)):
            at = QPointF(cell.left() + (column + 0.5) * unit, cell.top() + (row + 0.5) * unit).toPoint()
            assert shot.pixelColor(at) == QColor.fromRgb(int(table[images[place, row, column]]) & 0xFFFFFF)


def test_a_page_shows_as_many_as_fit_and_counts_the_rest(view: MistakesView) -> None:
    show(view, 100, total=112)
    few = len(view.shown)
    assert 0 < few < 100
    assert view.accessibleDescription() == f"first {few} of 112"
    last = view.rect_of(few - 1)
    assert view.rect().contains(last.toAlignedRect())
    view.resize(900, 600)
    QApplication.processEvents()
    assert len(view.shown) > few
    assert view.shown == list(range(len(view.shown)))
    assert view.accessibleDescription() == f"first {len(view.shown)} of 112"


def test_the_counts_of_a_filter_come_from_the_matrix(view: MistakesView) -> None:
    confusion = np.zeros((10, 10), dtype=np.int64)
    confusion[4, 4], confusion[4, 9], confusion[4, 6], confusion[7, 2] = 500, 350, 96, 100
    # In the order of a run: a pass's matrix, then its digits.
    view.set_counts(confusion)
    show(view, 100, total=546)
    few = len(view.shown)
    for cell, words in (
        ((4, 9), f"4 read as 9: first {few} of 350"),
        ((4, 4), f"4 misread: first {few} of 446"),
        (None, f"first {few} of 546"),
    ):
        view.filter_to(cell)
        assert view.accessibleDescription() == words


def test_the_rest_is_on_further_pages(qtbot: QtBot, view: MistakesView) -> None:
    with qtbot.waitSignal(view.paged) as paged:
        show(view, 50)
    assert paged.args == [True]
    room = len(view.shown)
    seen = view.shown
    while len(seen) < 50:
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        assert view.accessibleDescription() == f"{len(seen) + 1} to {len(seen) + len(view.shown)} of 50"
        seen += view.shown
    assert seen == list(range(50))
    assert view.words_of(0).startswith(f"Digit {view.shown[0] + 1}:")
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.shown[-1] == seen[-1] - (50 % room or room)
    view.turn_page()
    view.turn_page()
    assert view.shown == seen[:room]
    with qtbot.waitSignal(view.paged) as paged:
        show(view, 3)
    assert paged.args == [False]


def test_digits_are_laid_out_in_reading_order(view: MistakesView) -> None:
    show(view, 100)
    rects = [view.rect_of(place) for place in range(len(view.shown))]
    assert [(r.top(), r.left()) for r in rects] == sorted((r.top(), r.left()) for r in rects)
    assert not any(a.intersects(b) for a, b in pairwise(rects))


def test_the_caption_says_when_all_are_shown(view: MistakesView) -> None:
    show(view, 3)
    assert view.accessibleDescription() == "all 3"


def test_a_filter_is_named_in_the_caption(view: MistakesView) -> None:
    show(view, 9)
    view.filter_to((4, 9))
    assert view.shown == [0, 3, 6]
    assert view.accessibleDescription() == "4 read as 9: all 3"
    view.filter_to((4, 4))
    assert view.shown == [0, 2, 3, 5, 6, 8]
    assert view.accessibleDescription() == "4 misread: all 6"
    view.filter_to((1, 0))
    view.grab()
    assert view.accessibleDescription() == "No 1 is read as 0."
    view.filter_to(None)
    assert len(view.shown) == 9


def test_it_says_when_there_are_no_mistakes(view: MistakesView) -> None:
    assert view.accessibleDescription() == "The misread digits appear with the matrix"
    show(view, 0)
    view.grab()
    assert view.accessibleDescription() == "No digit is misread."
    QTest.keyClick(view, Qt.Key.Key_Right)


# The offscreen platform logs this for every tooltip.
@pytest.mark.qt_log_ignore("does not support raise")
def test_hovering_describes_a_digit(view: MistakesView) -> None:
    show(view, 9)
    position = view.rect_of(1).center()
    hover(view, position)
    words = "Digit 2: a 7, read as 2\nClick to put it on the canvas."
    assert view.accessibleDescription() == words
    assert tooltip(view, position) == words
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.accessibleDescription() == "all 9"


@pytest.mark.qt_log_ignore("does not support raise")
def test_an_8_has_its_article(view: MistakesView) -> None:
    view.show_mistakes(np.zeros((1, 28, 28), np.uint8), np.array([8], np.uint8), np.array([9], np.uint8), 1)
    assert tooltip(view, view.rect_of(0).center()).startswith("Digit 1: an 8, read as 9")


def test_a_digit_that_is_clicked_or_chosen_by_key_is_wanted_on_the_canvas(qtbot: QtBot, view: MistakesView) -> None:
    images = show(view, 9)
    view.filter_to((4, 6))  # every third
    with qtbot.waitSignal(view.taken) as taken:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect_of(1).center().toPoint())
    assert np.array_equal(taken.args[0], images[5])
    assert taken.args[1] == "4: held out from training, read as 6"
    QTest.keyClick(view, Qt.Key.Key_Left)
    with qtbot.waitSignal(view.taken) as taken:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert np.array_equal(taken.args[0], images[2])


def test_arrow_keys_move_in_reading_order(view: MistakesView) -> None:
    show(view, 100)
    columns = sum(view.rect_of(place).top() == view.rect_of(0).top() for place in range(len(view.shown)))
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(view, key)
        seen.append(int(view.accessibleDescription().split()[1].rstrip(":")))
    assert seen == [1, 2, 2 + columns, 2, 2, 1]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.accessibleDescription().startswith("first")


def test_resizing_clears_the_digit_pointed_at(view: MistakesView) -> None:
    show(view, 100)
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    for _ in range(len(view.shown)):
        QTest.keyClick(view, Qt.Key.Key_Right)
    view.resize(view.minimumSizeHint())
    QApplication.processEvents()
    assert view.accessibleDescription().startswith("first")
