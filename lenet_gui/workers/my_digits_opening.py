"""Thousands of digits are opened beside the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from model.errors import in_words
from model.my_digits.store import DigitStore

LONG_BYTES = 250_000
"""Some hundred digits: what is shorter is opened in less than a blink, and no gallery has to be empty until then."""


def takes_long(path: Path) -> bool:
    """Whether to open a store in this file would keep the window."""
    try:
        return path.stat().st_size > LONG_BYTES
    except OSError:
        return False


class _Opener(QObject):
    """Lives on its own thread."""

    opened = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = 0
        """The number of the opening that is still wanted; written by the GUI thread, read here."""

    @Slot(int, object)
    def open(self, number: int, opening: Callable[[], DigitStore]) -> None:
        """Open, if that is still wanted."""
        if number != self.wanted:
            return
        try:
            store = opening()
        except Exception as error:
            self.failed.emit(number, in_words(error))
        else:
            self.opened.emit(number, store)


class StoreOpening(QObject):
    """The GUI thread's side; a new opening replaces the one before.

    Signals:
        opened: the DigitStore.
        failed: what went wrong, for the person to read.
    """

    opened = Signal(object)
    failed = Signal(str)

    _wanted = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._thread = QThread(self)
        self._thread.setObjectName("opening digits")
        self._opener = _Opener()
        self._opener.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._wanted.connect(self._opener.open, queued)
        self._opener.opened.connect(self._on_opened, queued)
        self._opener.failed.connect(self._on_failed, queued)

    def open(self, opening: Callable[[], DigitStore]) -> None:
        """Open a store, and give it to this thread."""
        if not self._thread.isRunning():
            self._thread.start()
        self.cancel()
        self._wanted.emit(self._number, opening)

    def cancel(self) -> None:
        """What is being opened is not wanted any more."""
        self._number += 1
        self._opener.wanted = self._number

    def shut_down(self) -> None:
        """End the thread. More than once is safe."""
        self.cancel()
        self._thread.quit()
        self._thread.wait()

    @Slot(int, object)
    def _on_opened(self, number: int, store: DigitStore) -> None:
        if number == self._number:
            self.opened.emit(store)

    @Slot(int, str)
    def _on_failed(self, number: int, problem: str) -> None:
        if number == self._number:
            self.failed.emit(problem)
