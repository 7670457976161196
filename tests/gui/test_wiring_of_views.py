"""Every view of the window is handed the answer, and nothing in one window or menu has another's access key."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QMenu, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.network.network_layout import Size
from lenet_gui.smoke_test import STROKE, drag
from model.network.recognition import Recognition
from model.network.wiring import NAMES, Unit
from tests.gui.conftest import AnswerOf
from tests.screenshots import shown


def views_of(window: MainWindow) -> list[QObject]:
    """All that can show an answer and, if they are widgets, can be seen."""
    return [
        child
        for child in window.findChildren(QObject)
        if hasattr(child, "show_recognition") and (not isinstance(child, QWidget) or child.isVisible())
    ]


def check_all_are_told(views: list[QObject], told: set[int]) -> None:
    untold = {type(view).__name__ for view in views if id(view) not in told}
    assert not untold, "nothing calls their show_recognition: what makes them must"


def test_every_view_that_can_be_seen_is_handed_the_answer(
    live_window: MainWindow, answer_of: AnswerOf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, canvas, drawer = live_window, live_window.canvas_panel.canvas, live_window.drawer
    told: set[int] = set()

    def noting(original: Callable[[Any, Recognition], None]) -> Callable[[Any, Recognition], None]:
        def show_recognition(view: QObject, answer: Recognition) -> None:
            told.add(id(view))
            original(view, answer)

        return show_recognition

    parameters = window.parameters.show_window()
    window.training_step.show_window()
    for page in drawer.pages:
        _ = page.content
    owners = {
        owner
        for view in window.findChildren(QObject)
        for owner in type(view).__mro__
        if "show_recognition" in vars(owner)
    }
    assert len(owners) > 10
    for owner in owners:
        monkeypatch.setattr(owner, "show_recognition", noting(vars(owner)["show_recognition"]))
    show_pages: list[Callable[[], None]] = [
        partial(parameters.tabs.setCurrentIndex, page) for page in range(parameters.tabs.count())
    ]
    show_pages += [partial(drawer.open_at, page) for page in drawer.pages]
    for show_page in show_pages:
        show_page()
        expected = views_of(window)
        told.clear()
        answer_of(lambda: drag(canvas, STROKE))
        qtbot.waitUntil(partial(check_all_are_told, expected, told))


def test_a_page_of_the_drawer_is_made_when_its_tab_is_chosen(live_window: MainWindow) -> None:
    drawer = live_window.drawer
    drawer.show()
    for index in range(drawer.count()):
        drawer.setCurrentIndex(index)
    drawer.setCurrentIndex(0)
    assert [page for page in drawer.pages if not page.is_made] == [drawer.why_page]  # that has a hint


def by_key(pairs: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    """What has each key."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, what in pairs:
        found[key].append(what)
    return found


def clashing(texts: Iterator[str]) -> dict[str, list[str]]:
    """The access keys that two of these have."""
    keys = by_key((QKeySequence.mnemonic(text).toString(), text) for text in texts)
    return {key: same for key, same in keys.items() if key and len(same) > 1}


def texts_with_keys(window: QWidget) -> Iterator[str]:
    if isinstance(window, MainWindow):
        yield from (action.text() for action in window.menuBar().actions())
    for child in window.findChildren(QWidget):
        if child.isVisible() and child.window() is window:
            if isinstance(child, QTabBar):
                yield from (child.tabText(index) for index in range(child.count()))
            elif isinstance(child, QAbstractButton):
                yield child.text()


def test_nothing_in_a_window_has_anothers_access_key(live_window: MainWindow) -> None:
    window = live_window
    window.inspector.ask_what_if()
    for page in window.drawer.pages:
        window.drawer.open_at(page)
        assert not clashing(texts_with_keys(window))
    parameters = window.parameters.show_window()
    for page_number in range(parameters.tabs.count()):
        parameters.tabs.setCurrentIndex(page_number)
        assert not clashing(texts_with_keys(parameters))
    assert not clashing(texts_with_keys(window.training_step.show_window()))


def is_in(window: QWidget, part: QObject | None) -> bool:
    """Whether a part is in this window, or in one of its menus, and not in a window of its own."""
    while isinstance(part, QMenu | QShortcut):
        part = part.parent()
    return isinstance(part, QWidget) and part.window() is window


def shortcuts_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """The keys that act in all of a window, and what they do; those of a single widget are left out."""
    parts = [part for part in (window, *window.findChildren(QWidget)) if is_in(window, part)]
    everywhere = Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut
    for action in {action for part in parts for action in part.actions()}:
        if action.shortcutContext() in everywhere:
            yield from ((key.toString(), action.text()) for key in action.shortcuts())
    for button in window.findChildren(QAbstractButton):
        if is_in(window, button) and "&" not in button.text() and not button.shortcut().isEmpty():
            yield button.shortcut().toString(), button.text() or button.toolTip()
    for shortcut in window.findChildren(QShortcut):
        if is_in(window, shortcut) and shortcut.context() in everywhere:
            yield shortcut.key().toString(), f"a shortcut of {type(shortcut.parent()).__name__}"


def test_no_key_of_a_window_is_two_things(live_window: MainWindow) -> None:
    """Qt would obey neither."""
    live_window.help.show_keys()
    for controller in (live_window.my_digits, live_window.parameters, live_window.training_step, live_window.training):
        controller.show_window()
    for window in (live_window, *shown(live_window)):
        keys = by_key(shortcuts_of(window))
        assert {"Ctrl+W", "Ctrl+D", "F1"} <= set(keys)
        assert ("Alt+Left" in keys) == (window is live_window)
        assert not {key: both for key, both in keys.items() if len(both) > 1}


def test_no_entry_of_a_menu_has_anothers_access_key(live_window: MainWindow) -> None:
    for layer in NAMES:
        for size in Size:
            live_window.network.view.resize_layer(layer, size)
            live_window.inspector.menu_for(Unit(layer, 0), layer)  # the window's from now on
    wrong = {
        menu.title(): keys
        for menu in live_window.findChildren(QMenu)
        if (keys := clashing(action.text() for action in menu.actions()))
    }
    assert not wrong
