"""What keys and the focus mean to views, and how a view says which keys and gestures it has."""

from itertools import pairwise
from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
"""How many rows down and columns to the right each leads."""

MY_DIGITS, TRAIN = "Ctrl+D", "Ctrl+T"
"""The shortcuts of these two windows, which other texts name, too."""

BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
"""The focus came by key, so it has to be seen."""


def written(keys: str | QKeySequence | QKeySequence.StandardKey) -> str:
    """Keys as the platform writes them: "Ctrl+D", on macOS "⌘D"."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class Gesture(NamedTuple):
    """Keys, or what is done with the pointer, and what that does; both to be read."""

    keys: str
    effect: str


class HasGestures(Protocol):
    """A view with keys of its own."""

    def accessibleName(self) -> str: ...

    def gestures(self) -> list[Gesture]:
        """All that the view does with keys and the pointer."""
        ...


def tab_through(after: QWidget, *parts: QWidget) -> None:
    """Have Tab lead from a widget through these parts: those made later would otherwise come last of their window."""
    stops = [stop for part in parts for stop in (part, *part.findChildren(QWidget)) if _stops(stop, after.window())]
    for earlier, later in pairwise((after, *stops)):
        QWidget.setTabOrder(earlier, later)


def _stops(widget: QWidget, window: QWidget) -> bool:
    # A box's list, for one, is a window of its own.
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.focusProxy() is None and widget.window() is window
