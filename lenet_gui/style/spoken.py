"""What views tell screen readers: their values in words, besides name and description, and what has just happened."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class Spoken:
    """A view that is painted, and says what it shows. Comes before the widget among the bases."""

    ROLE = QAccessible.Role.Chart

    def spoken_value(self) -> str:
        """All that the view shows, in words; made only when it is asked for."""
        raise NotImplementedError

    def tell_value(self) -> None:
        """Called when the view shows something else: screen readers ask for it again."""
        if QAccessible.isActive():
            assert isinstance(self, QWidget)
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.spoken_value()))


def announce(view: QWidget, words: str) -> None:
    """Have a screen reader say this as soon as it is silent, wherever the focus is: it would not notice by itself."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))


class _Interface(QAccessibleWidget):
    def __init__(self, view: QWidget, spoken: Spoken) -> None:
        super().__init__(view, spoken.ROLE)
        self._view = spoken

    def text(self, which: QAccessible.Text) -> str:
        return self._view.spoken_value() if which == QAccessible.Text.Value else super().text(which)


def _interface_of(_class_name: str, view: QObject) -> QAccessibleInterface | None:
    if not (isinstance(view, Spoken) and isinstance(view, QWidget)):
        return None
    # Kept with the view: Qt has it only as long as Python does.
    interface = _Interface(view, view)
    vars(view)["_spoken_interface"] = interface
    return interface


QAccessible.installFactory(_interface_of)
