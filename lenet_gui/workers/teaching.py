"""Teaching a person's digits in a process of its own, with progress and cancel."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.workers.child_process import ChildProcess
from lenet_gui.workers.teaching_process import Event, Failed, Progressed, Start, Taught, Teach, serve_teaching
from model.my_digits.digit import MyDigit


class TeachingService(QObject):
    """Teaching as the GUI thread sees it."""

    progressed = Signal(int, int)  # how many steps are done, and of how many
    # the taught Parameters, the TeachingReport of what they would change, and the WeightsInfo to be kept with them;
    # nothing has been changed yet
    taught = Signal(object, object, object)
    failed = Signal(str)  # what went wrong; empty where the process ended unexpectedly
    stopped = Signal()  # it was cancelled

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
                self.failed.emit("")

    def cancel(self) -> None:
        """Teach no further; nothing more follows but ``stopped``."""
        if self.running:
            self.running = False
            # The process holds nothing that is not kept elsewhere.
            self._process.interrupt()
            self.stopped.emit()

    def shut_down(self) -> None:
        """End the process. Safe at any moment, and more than once."""
        self.running = False
        self._process.shut_down()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        self.running = isinstance(event, Progressed)
        match event:
            case Progressed(done, total):
                self.progressed.emit(done, total)
            case Taught(network, report, info):
                self.taught.emit(network, report, info)
            case Failed(problem):
                self.failed.emit(problem)

    @Slot()
    def _on_died(self) -> None:
        if self.running:
            self.running = False
            self.failed.emit("")
