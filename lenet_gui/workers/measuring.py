"""The error of a changed network on the test digits, in the background, with progress and stop."""

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from model.network.changes import NO_CHANGES, Changes
from model.network.parameters import Parameters
from model.network.records import Evaluation


class _Measurer(QObject):
    """Lives on its own thread."""

    read = Signal(int, int)
    done = Signal(int, object, object)
    failed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = 0
        """The number of the run that is still wanted; written by the GUI thread, read here."""
        self._as_it_is: tuple[Parameters, Evaluation] | None = None

    @Slot(int, object, object)
    def measure(self, number: int, network: Parameters, changes: Changes) -> None:
        """Count the misread test digits, with the changes and, the first time, without."""
        try:
            changed = self._count(number, network, changes)
            if changed is None:
                return
            if self._as_it_is is None or self._as_it_is[0] is not network:
                plain = self._count(number, network, NO_CHANGES)
                if plain is None:
                    return
                self._as_it_is = (network, plain)
        except Exception as error:
            self.failed.emit(number, str(error))
        else:
            self.done.emit(number, changed, self._as_it_is[1])

    def _count(self, number: int, network: Parameters, changes: Changes) -> Evaluation | None:
        from model.digits.datasets import mnist_test
        from model.digits.evaluation import Counting

        counting = Counting(network, mnist_test(), changes)
        for digits in counting:
            if self.wanted != number:
                return None
            self.read.emit(number, digits)
        return counting.result


class MeasuringService(QObject):
    """The GUI thread's side; a new run replaces the one before.

    Signals:
        progressed: how many digits have been read.
        measured: the Evaluation of the changed network and that of the network as it is.
        failed: what went wrong, for the person to read.
    """

    progressed = Signal(int)
    measured = Signal(object, object)
    failed = Signal(str)

    _wanted = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName("measuring")
        self._measurer = _Measurer()
        self._measurer.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._wanted.connect(self._measurer.measure, queued)
        self._measurer.read.connect(self._on_read, queued)
        self._measurer.done.connect(self._on_done, queued)
        self._measurer.failed.connect(self._on_failed, queued)
        self._number = 0

    def measure(self, network: Parameters, changes: Changes) -> None:
        """Start; nobody may change the network from now on."""
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowPriority)
        self._next()
        self._wanted.emit(self._number, network, changes)

    def cancel(self) -> None:
        """Nothing more comes of the run that is on."""
        self._next()

    def stop(self) -> None:
        """End the thread. Safe at any moment, and more than once."""
        self._next()
        self._thread.quit()
        self._thread.wait()

    def _next(self) -> None:
        self._number += 1
        self._measurer.wanted = self._number

    @Slot(int, int)
    def _on_read(self, number: int, digits: int) -> None:
        if number == self._number:
            self.progressed.emit(digits)

    @Slot(int, object, object)
    def _on_done(self, number: int, changed: Evaluation, as_it_is: Evaluation) -> None:
        if number == self._number:
            self.measured.emit(changed, as_it_is)

    @Slot(int, str)
    def _on_failed(self, number: int, problem: str) -> None:
        if number == self._number:
            self.failed.emit(problem)
