"""Teaching a person's digits in a process of its own, with progress and cancel."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.workers.child_process import ChildProcess
from lenet_gui.workers.teaching_process import (
    Event,
    Start,
    Teach,
    TeachingCancelled,
    TeachingFailed,
    TeachingProgressed,
    serve_teaching,
)
from model.my_digits.digit import MyDigit


class TeachingService(QObject):
    """Teaching as the GUI thread sees it."""

    happened = Signal(object)  # an Event of :mod:`lenet_gui.workers.teaching_process`

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self._process = ChildProcess(serve_teaching, "teaching", self)
        self._process.received.connect(self._on_event)
        self._process.ended.connect(self._on_died)

    def warm_up(self) -> None:
        self._process.start()

    def teach(self, start: Start, digits: Sequence[MyDigit]) -> None:
        """Teach a copy of a network these digits, one or more."""
        if not self.running:
            self.running = self._process.send(Teach(start, tuple(digits)))
            if not self.running:
                self._on_event(TeachingFailed(""))

    def cancel(self) -> None:
        """Stop teaching; nothing but ``TeachingCancelled`` follows."""
        if self.running:
            # The process holds nothing that is not kept elsewhere.
            self._process.interrupt()
            self._on_event(TeachingCancelled())

    def shut_down(self) -> None:
        """End the process. Safe at any moment, and more than once."""
        self.running = False
        self._process.shut_down()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        self.running = isinstance(event, TeachingProgressed)
        self.happened.emit(event)

    @Slot()
    def _on_died(self) -> None:
        if self.running:
            self._on_event(TeachingFailed(""))
