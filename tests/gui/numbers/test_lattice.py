"""How a number was read: the picture of its lattice, by pointer, by key, and in words."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from lenet_gui.base.elided_label import WrappedLabel
from lenet_gui.main_window import MainWindow
from lenet_gui.numbers.lattice_view import LatticeView
from lenet_gui.numbers.words import readings_of
from model.numbers.lattice import Lattice, Reading
from tests.gui.conftest import AnswerOf
from tests.gui.numbers.writing import write
from tests.gui.painted import picture_of
from tests.gui.pointing import told_at
from tests.gui.told import value

ACCENTS = {"#0b62c4", "#5cb3ff"}


@pytest.fixture
def opened(live_window: MainWindow, answer_of: AnswerOf) -> MainWindow:
    """With 47 on the canvas, its 4 of two strokes, and the drawer open at its lattice."""
    answer_of(lambda: write(live_window, "47", left=0.2))
    QTest.keyClick(live_window.canvas_panel.canvas, Qt.Key.Key_H)
    return live_window


def view(window: MainWindow) -> LatticeView:
    return window.drawer.number_page.content.lattice


def row(window: MainWindow) -> Lattice:
    assert window.numbers.numbers is not None
    return window.numbers.numbers.numbers.rows[0]


def click(window: MainWindow, place: int) -> None:
    where = view(window).rect_of(place).center()
    QTest.mouseClick(view(window), Qt.MouseButton.LeftButton, pos=where.toPoint())


def test_it_opens_by_key_and_says_what_was_read(opened: MainWindow) -> None:
    assert opened.drawer.isVisible()
    words = opened.drawer.number_page.content.words.text()
    assert words.startswith("47 is the cheapest reading; it costs ")
    best, second = row(opened).readings[:2]
    assert f"The next is {second.text}: {second.cost - best.cost:.1f} more, " in words
    assert value(view(opened)).startswith("4 costs ")


def test_what_a_cost_is_can_be_asked_beside_the_candidates(opened: MainWindow) -> None:
    lattice, panel = view(opened), opened.drawer.number_page.content
    beside = QPointF(2, lattice.height() - 2)
    assert lattice.place_at(beside) is None
    for widget, where in ((lattice, beside), (panel.findChildren(WrappedLabel)[0], QPointF(5, 5))):
        assert "Its cost is −log of the digit's share" in " ".join(told_at(widget, where).split())


def test_a_click_puts_a_dead_end_into_the_network(opened: MainWindow, answer_of: AnswerOf) -> None:
    dead = next(place for place in range(len(row(opened).candidates)) if place not in row(opened).reading.candidates)
    candidate = row(opened).candidates[dead]
    answer = answer_of(lambda: click(opened, dead))
    np.testing.assert_array_equal(answer.ink, candidate.ink)
    assert opened.answer.digit == "47"
    assert opened.answer.sentence.startswith("A dead end\n")
    taken = row(opened).reading.candidates[0]
    assert answer_of(lambda: click(opened, taken)).digit == 4
    assert opened.answer.sentence.startswith("Digit 1 of 2\n")
    for shift, digit in (Qt.KeyboardModifier.NoModifier, 1), (Qt.KeyboardModifier.ShiftModifier, 2):
        answer_of(lambda: click(opened, dead))
        answer_of(partial(QTest.keyClick, opened.canvas_panel.canvas, Qt.Key.Key_N, shift))
        assert opened.answer.sentence.startswith(f"Digit {digit} of 2\n")


def test_every_candidate_can_be_reached_by_key(opened: MainWindow) -> None:
    view(opened).setFocus(Qt.FocusReason.TabFocusReason)
    reached, todo = set[int](), [view(opened).pointed or 0]
    while todo:
        place = todo.pop()
        if place in reached:
            continue
        reached.add(place)
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            view(opened).point_at(place)
            QTest.keyClick(view(opened), key)
            todo.append(view(opened).pointed or 0)
    assert reached == set(range(len(row(opened).candidates)))


def test_it_follows_the_pen_and_empties(opened: MainWindow, answer_of: AnswerOf) -> None:
    answer_of(lambda: write(opened, "1", left=0.55))
    assert opened.drawer.number_page.content.words.text().startswith("471 is the cheapest")
    answer_of(opened.canvas_panel.tools.clear.trigger)
    panel = opened.drawer.number_page.content
    assert panel.hint.isVisible()
    assert not panel.words.isVisible()
    words = panel.hint.text()
    assert words.startswith("No number is read.")  # nor one digit: nothing is drawn
    assert "Pictures, and drawings that are not centred and scaled, are always read as one digit." in words
    assert "without rubbish" in words  # several were written, maybe, and weights of a short run take them for one
    assert view(opened).spoken_value() == ""
    view(opened).grab()


def test_the_winning_way_is_lit(opened: MainWindow) -> None:
    """The frame of a candidate that was taken is in the accent, that of a dead end is not."""
    image = picture_of(view(opened))
    taken = set(row(opened).reading.candidates)
    for place in range(len(row(opened).candidates)):
        box = view(opened).rect_of(place).toRect()
        near = {image.pixelColor(x, box.top() + dy).name() for x in range(box.left(), box.right()) for dy in (-1, 0, 1)}
        assert bool(near & ACCENTS) == (place in taken)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (0.1, "nearly as likely"),
        (0.5, "1.6 times less likely"),
        (3, "20 times less likely"),
        (9, "8,100 times less likely"),
        (40, "a million times less likely"),
    ],
)
def test_costs_are_told_as_odds(more: float, words: str) -> None:
    readings = Reading((), (4, 7), 1.0), Reading((), (4, 1), 1.0 + more), Reading((), (9, 7), 60.0)
    text = readings_of(Lattice((), 1.0, (), (), readings))
    assert f"41: {more:.1f} more, {words}" in text
    assert text.endswith(f"Then 97: {59:.1f} more.")


def test_no_line_strikes_through_a_dead_end(opened: MainWindow) -> None:
    """One leads down to the longest candidate past the shorter ones, some of which lie in its middle."""
    lattice = row(opened)
    middle = next(place for place, each in enumerate(lattice.candidates) if (each.first, each.end) == (1, 2))
    longest = next(place for place, each in enumerate(lattice.candidates) if (each.first, each.end) == (0, 3))
    reading = Reading((longest,), (4,), 1.0)
    view(opened)._row = replace(lattice, readings=(reading,))
    box, image = view(opened).rect_of(middle).toRect(), picture_of(view(opened))
    below = range(box.top() + box.width(), box.bottom())
    assert not {image.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in below} & ACCENTS
