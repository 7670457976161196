"""The confusion matrix: each cell described, chosen by click and key; mistakes stand out in both schemes."""

from collections.abc import Sequence

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.training.confusion import ConfusionView
from model.network.records import Evaluation
from tests.gui.pointing import hover, tooltip


def evaluation(mistakes: Sequence[tuple[int, int, int]], each: int = 500) -> Evaluation:
    """``each`` digits of every class; ``mistakes`` lists (true, answer, count)."""
    confusion = np.diag([each] * 10).astype(np.int64)
    answers: list[int] = []
    for true, answer, count in mistakes:
        confusion[true, true] -= count
        confusion[true, answer] += count
        answers += [answer] * count
    return Evaluation(confusion, np.arange(len(answers)), np.array(answers, dtype=np.int64))


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> ConfusionView:
    ColourScheme(qapp).choose("light")
    view = ConfusionView()
    qtbot.addWidget(view)
    view.resize(500, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.show_evaluation(evaluation([(4, 9, 7), (7, 2, 1)]))
    return view


def centre(view: ConfusionView, true: int, answer: int) -> QPoint:
    return view.rect_of((true, answer)).center().toPoint()


def fill(view: ConfusionView, true: int, answer: int) -> QColor:
    """A cell's colour, next to its figure."""
    at = view.rect_of((true, answer)).topLeft().toPoint() + QPoint(4, 4)
    return view.grab().toImage().pixelColor(at)


def test_the_description_gives_the_total_error(view: ConfusionView) -> None:
    assert view.accessibleDescription() == "8 of 5,000 misread, 0.16 %"


# The offscreen platform logs this for every tooltip.
@pytest.mark.qt_log_ignore("does not support raise")
@pytest.mark.parametrize(
    ("true", "answer", "words"),
    [
        (4, 9, "4 read as 9: 7 times (1.4 % of the fours)"),
        (7, 2, "7 read as 2: once (0.2 % of the sevens)"),
        (0, 0, "0 read as 0: 500 times (100.0 % of the zeros)"),
        (9, 4, "9 read as 4: never"),
    ],
)
def test_hovering_describes_a_cell(view: ConfusionView, true: int, answer: int, words: str) -> None:
    position = QPointF(centre(view, true, answer))
    hover(view, position)
    assert view.accessibleDescription() == words
    assert tooltip(view, position) == words
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert "misread" in view.accessibleDescription()


def test_arrow_keys_move_and_enter_chooses(view: ConfusionView, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(view, key)
    assert view.accessibleDescription().startswith("1 read as 2:")
    with qtbot.waitSignal(view.cell_chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [1, 2]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(view.cell_chosen):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_a_click_chooses_the_cell(view: ConfusionView, qtbot: QtBot) -> None:
    for cell in ((4, 9), (0, 0), (9, 0), (9, 9)):
        with qtbot.waitSignal(view.cell_chosen) as chosen:
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=centre(view, *cell))
        assert chosen.args == list(cell)
    with qtbot.assertNotEmitted(view.cell_chosen):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_the_cell_that_filters_stays_marked_whatever_has_the_focus(view: ConfusionView) -> None:
    plain = view.grab().toImage()
    hover(view, QPointF(centre(view, 4, 9)))
    pointed = view.grab().toImage()
    view.mark_cell((4, 9))
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusOut))
    marked = view.grab().toImage()
    assert marked not in (plain, pointed)
    assert view.accessibleDescription().endswith("; chosen: 4 read as 9: 7 times (1.4 % of the fours)")
    view.mark_cell(None)
    assert view.grab().toImage() == plain
    assert "chosen" not in view.accessibleDescription()


def test_tab_shows_the_focus_at_the_first_cell(view: ConfusionView) -> None:
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert view.accessibleDescription().startswith("0 read as 0:")


def distance(one: QColor, other: QColor) -> int:
    return sum(abs(part(one) - part(other)) for part in (QColor.red, QColor.green, QColor.blue))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mistakes_stand_out_by_their_count(view: ConfusionView, qapp: QApplication, scheme: str) -> None:
    ColourScheme(qapp).choose(scheme)
    QApplication.processEvents()
    none, one, seven, right = (fill(view, *cell) for cell in ((9, 4), (7, 2), (4, 9), (3, 3)))
    assert 0 < distance(none, one) < distance(none, seven)
    assert len({colour.rgb() for colour in (none, one, seven, right)}) == 4
    accent = qapp.palette().color(qapp.palette().ColorRole.Accent)
    assert seven == accent
    assert right.hsvSaturation() < seven.hsvSaturation() / 2


def test_it_says_when_there_is_no_evaluation(view: ConfusionView, qtbot: QtBot) -> None:
    hover(view, QPointF(centre(view, 4, 9)))
    view.show_evaluation(None)
    view.grab()
    assert view.accessibleDescription() == "The confusion matrix appears after the first pass"
    with qtbot.assertNotEmitted(view.cell_chosen):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=centre(view, 4, 9))


def test_no_mistakes_and_an_empty_class(view: ConfusionView) -> None:
    view.show_evaluation(evaluation([]))
    view.grab()
    assert view.accessibleDescription() == "0 of 5,000 misread, 0.00 %"
    outcome = evaluation([])
    outcome.confusion[3] = 0
    view.show_evaluation(outcome)
    hover(view, QPointF(centre(view, 3, 3)))
    view.grab()
    assert view.accessibleDescription() == "3 read as 3: never"


def test_the_matrix_fits_into_the_smallest_size(view: ConfusionView) -> None:
    view.resize(view.minimumSizeHint())
    assert view.rect().contains(view.rect_of((9, 9)).toAlignedRect())
