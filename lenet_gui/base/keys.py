"""What keys and the focus mean to views, and how a view says which keys and gestures it has."""

from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt

ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
"""How many rows down and columns to the right each leads."""

BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
"""The focus came by key, so it has to be seen."""


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
