"""Tab leads to all that can have the focus, part after part; screen readers meet the parts in the same order."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSplitter, QSplitterHandle, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from tests.gui.conftest import AnswerOf
from tests.gui.numbers.writing import write
from tests.gui.states import BESIDE, STATES, bring_to, open_beside
from tests.screenshots import press

_BESIDE_PX = 4
"""What lies on one line may be this much higher than what comes before it."""


def can_have_focus(window: QWidget) -> list[QWidget]:
    """By Tab; of buttons that exclude each other, the arrow keys lead to those that are off."""

    def stops(widget: QWidget) -> bool:
        if isinstance(widget, QAbstractButton) and widget.isCheckable() and not widget.isChecked():
            group = widget.group()
            if widget.autoExclusive() or (group is not None and group.exclusive()):
                return False
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        return bool(by_tab) and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None

    return [widget for widget in window.findChildren(QWidget) if widget.window() is window and stops(widget)]


def reached(window: QWidget) -> list[QWidget]:
    """What Tab leads to, from what has the focus until it comes back."""
    first = window.focusWidget()
    found: list[QWidget] = []
    at = first
    while at is not None and at not in found:
        found.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = window.focusWidget()
    assert at is first
    return found


def parts_of(window: MainWindow) -> list[QWidget]:
    footer = window.footer
    return [window.canvas_panel, window.network, window.drawer, window.answer_side, footer]


@pytest.mark.parametrize("state", [*STATES, "lattice", "sweep"])
def test_tab_leads_through_the_main_window_part_after_part(
    drawn: MainWindow, answer_of: AnswerOf, qtbot: QtBot, state: str
) -> None:
    if state in ("lattice", "sweep"):
        drawn.sketch.clear()
        answer_of(lambda: write(drawn, "2026", left=0.08, height=0.27))
        qtbot.waitUntil(lambda: drawn.numbers.numbers is not None)
        drawn.numbers.show_how()
        drawn.numbers.sweep.wanted.setChecked(state == "sweep")
    bring_to(drawn, answer_of, state)
    drawn.canvas_panel.canvas.setFocus()
    found, parts = reached(drawn), parts_of(drawn)
    assert not set(can_have_focus(drawn)) - set(found)
    bubble = drawn.canvas_side.bubble  # it belongs to the canvas, and lies over the window
    places = [
        0 if bubble.isAncestorOf(one) else [each.isAncestorOf(one) for each in parts].index(True) for one in found
    ]
    assert places == sorted(places)
    if state == "asked":
        assert found[1:4] == [bubble.keep, bubble.other, bubble.dismiss]
    if state == "round":
        assert found[1] is drawn.canvas_side.round_bar.stop
    if state == "sweep":
        assert found[1:3] == [drawn.canvas_panel.number, drawn.numbers.sweep.strip]


@pytest.mark.parametrize("state", ["why", "penalty", "what if"])
def test_tab_leads_down_the_drawer(drawn: MainWindow, answer_of: AnswerOf, state: str) -> None:
    bring_to(drawn, answer_of, state)
    drawn.canvas_panel.canvas.setFocus()
    inside = [one for one in reached(drawn) if drawn.drawer.isAncestorOf(one)]
    assert len(inside) > 3
    assert inside[0] is drawn.drawer.tabBar()
    for one, following in pairwise(inside):
        top, below = one.mapTo(drawn, one.rect().topLeft()), following.mapTo(drawn, following.rect().bottomLeft())
        assert below.y() >= top.y() - _BESIDE_PX, f"back up: {inside}"


def test_large_text_leaves_the_order_of_tab(drawn: MainWindow, qtbot: QtBot) -> None:
    """The network goes below canvas and answer."""
    before = [type(one) for one in reached(drawn)]
    press(drawn, "200 %")
    try:
        canvas, view = drawn.canvas_panel, drawn.network
        qtbot.waitUntil(lambda: view.mapTo(drawn, view.pos()).y() > canvas.mapTo(drawn, canvas.pos()).y() + 50)
        assert [type(one) for one in reached(drawn)] == before
    finally:
        press(drawn, "100 %")


@pytest.mark.parametrize("name", sorted({*BESIDE} - {"step"}))
def test_tab_leads_to_all_of_the_other_windows(drawn: MainWindow, qtbot: QtBot, name: str) -> None:
    opened = open_beside(drawn, qtbot, name)
    opened.activateWindow()
    qtbot.waitUntil(lambda: opened.focusWidget() is not None)
    found = reached(opened)
    assert not set(can_have_focus(opened)) - set(found)
    if name == "recipes":
        page = drawn.training.show_window().setup_page
        last = max(place for place, one in enumerate(found) if one in page.choice.cards.cards)
        assert found[last + 1 : last + 3] == [page.choice.hold_out, page.choice.test_error]


def test_screen_readers_meet_the_parts_in_the_order_in_which_they_are_seen(drawn: MainWindow) -> None:
    drawn.inspector.ask_what_if()
    for parts in drawn.findChildren(QSplitter):
        interface = QAccessible.queryAccessibleInterface(parts)
        assert interface is not None
        children = [interface.child(place) for place in range(interface.childCount())]
        told = [child.object() for child in children if child is not None]
        told = [each for each in told if not isinstance(each, QSplitterHandle)]
        assert told == [parts.widget(place) for place in range(parts.count())]
