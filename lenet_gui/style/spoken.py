"""What views tell screen readers: their values in words, besides name and description, and what has just happened."""

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QWidget

VALUES_ARE_TEXTS = sys.platform == "win32"
"""Elsewhere, screen readers know values that are figures only; on Linux, Qt complains of each other that changes."""


class HasRole:
    """A widget that Qt would take for a group of others. Comes before the widget among the bases."""

    ROLE: QAccessible.Role


class SpokenWindow(HasRole):
    """A window that is neither a dialog nor a main window: screen readers say what is in windows only."""

    ROLE = QAccessible.Role.Window


class ScrollArea(HasRole, QScrollArea):
    """Qt's own ends the program where a screen reader asks for a scroll bar that has just gone."""

    ROLE = QAccessible.Role.Client


class Spoken(HasRole):
    """A view that is painted, and says what it shows."""

    ROLE = QAccessible.Role.Chart

    @property
    def is_at_rest(self) -> bool:
        """Whether it is described as a whole, not a part of it that a key led to."""
        return True

    def spoken_value(self) -> str:
        """All that the view shows, in words; made only when it is asked for."""
        raise NotImplementedError

    def tell_value(self) -> None:
        """Called when the view shows something else: screen readers ask for it again."""
        if VALUES_ARE_TEXTS and QAccessible.isActive():
            assert isinstance(self, QWidget)
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.spoken_value()))


def announce(view: QWidget, words: str) -> None:
    """Have a screen reader say this as soon as it is silent, wherever the focus is: it would not notice by itself."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))


class _Interface(QAccessibleWidget):
    def __init__(self, view: QWidget, spoken: HasRole) -> None:
        super().__init__(view, spoken.ROLE)
        self._view = spoken

    def text(self, which: QAccessible.Text) -> str:
        text, view = super().text(which), self._view
        if not isinstance(view, Spoken):
            return text
        if which == QAccessible.Text.Value:
            return view.spoken_value()
        if which == QAccessible.Text.Description and view.is_at_rest and not VALUES_ARE_TEXTS:
            value = view.spoken_value()
            said = value in super().text(QAccessible.Text.Name) or value in text
            return text if said else f"{text} {value}".strip()
        return text


def _interface_of(_class_name: str, view: QObject) -> QAccessibleInterface | None:
    if not (isinstance(view, HasRole) and isinstance(view, QWidget)):
        return None
    # Kept with the view: Qt has it only as long as Python does.
    interface = _Interface(view, view)
    vars(view)["_spoken_interface"] = interface
    return interface


QAccessible.installFactory(_interface_of)
