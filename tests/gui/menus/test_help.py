"""The help lists every key: those of actions, found in the window itself, and those of its views."""

from html import escape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTextBrowser

from lenet_gui.base.keys import Gesture
from lenet_gui.main_window import MainWindow
from lenet_gui.menus.help import shortcuts_of


def test_every_shortcut_of_the_window_is_in_the_help(live_window: MainWindow) -> None:
    text = live_window.help.keys_text()
    actions = [action for action in live_window.findChildren(QAction) if not action.shortcut().isEmpty()]
    assert len(actions) > 15
    for action in actions:
        (row,) = (row for row in text.split("<tr>") if f"<td>{escape(action.iconText())}</td>" in row)
        for shortcut in action.shortcuts():
            assert escape(shortcut.toString(QKeySequence.SequenceFormat.NativeText)) in row


def test_every_key_of_a_button_is_in_the_help(live_window: MainWindow) -> None:
    text = live_window.help.keys_text()
    # Those with an access key show it themselves.
    buttons = [button for button in live_window.findChildren(QAbstractButton) if "&" not in button.text()]
    keys = {button.shortcut().toString(QKeySequence.SequenceFormat.NativeText) for button in buttons} - {""}
    assert keys == {"Alt+Left"}
    assert all(f"<td>{key}&nbsp;" in text for key in keys)


def test_what_a_key_does_is_told_as_in_the_menu(live_window: MainWindow) -> None:
    assert Gesture("W", "Sweep over the number") in shortcuts_of(live_window)


@pytest.mark.parametrize(
    "keys", ["0, 1, 2, 3, 4, 5, 6, 7, 8, 9", "Ctrl+D", "Ctrl+L", "Ctrl+T", "Space", "Page Up", "Enter", "Esc"]
)
def test_keys_that_are_easily_forgotten_are_in_the_help(live_window: MainWindow, keys: str) -> None:
    assert keys in live_window.help.keys_text()


def test_keys_are_written_as_the_platform_writes_them(live_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("menus.help", "network.network_view", "inspect.drawer"):
        monkeypatch.setattr(f"lenet_gui.{module}.written", lambda _keys: "⌘")
    text = live_window.help.first_steps() + live_window.help.keys_text()
    assert "⌘" in text
    for key in ("Ctrl", "Alt", "F1"):
        assert key not in text


def test_the_help_can_be_opened(live_window: MainWindow) -> None:
    QTest.keyClick(live_window, Qt.Key.Key_F1)
    for words in ("Draw a digit on the canvas", "Ctrl+D", "Page Up"):
        assert words in live_window.help.text


def test_the_help_can_be_walked_line_by_line(live_window: MainWindow) -> None:
    """Screen readers say where the cursor is."""
    live_window.help.show_keys()
    (browser,) = live_window.findChildren(QTextBrowser)
    QTest.keyClick(browser, Qt.Key.Key_Down)
    assert browser.textCursor().block().text().startswith("Take the tour")
