"""Timers of the GUI thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def timer(parent: QObject, ms: int, then: Callable[[], object], repeats: bool = False) -> QTimer:
    """A timer that is not running yet, and calls ``then``.

    Its interval is not given to QTimer by name: Qt for Python makes capitals of such names as the system's language
    does, and in Turkish that of i is no ASCII letter, so that it knows no such property.
    """
    made = QTimer(parent)
    made.setInterval(ms)
    made.setSingleShot(not repeats)
    made.timeout.connect(then)
    return made
