"""Work on the GUI thread in steps of a few milliseconds each, between which events are served."""

from collections.abc import Generator, Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.timers import timer

_PAUSE_MS = 4
"""Between two steps."""
T = TypeVar("T")


def at_once(work: Generator[None, None, T]) -> T:
    """Do all steps, and give what they come to."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            found: T = done.value
            return found


class Steps(QObject):
    """Runs one generator at a time, a step whenever its timer fires."""

    finished = Signal()  # it has ended

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._paused = False
        self._timer = timer(self, _PAUSE_MS, self._on_time, repeats=True)

    @property
    def is_busy(self) -> bool:
        return self._work is not None

    def begin(self, work: Iterator[None]) -> None:
        """Do this instead of what was being done."""
        self._work = work
        if not self._paused:
            self._timer.start()

    def drop(self) -> None:
        self._work = None
        self._timer.stop()

    def pause(self) -> None:
        self._paused = True
        self._timer.stop()

    def resume(self) -> None:
        self._paused = False
        if self._work is not None:
            self._timer.start()

    @Slot()
    def _on_time(self) -> None:
        if self._work is None:
            self._timer.stop()
            return
        try:
            next(self._work)
        except StopIteration:
            self.drop()
            self.finished.emit()
