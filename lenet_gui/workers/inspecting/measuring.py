"""The error of a changed network on the test digits, beside the GUI thread."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, Worker
from model.network.changes import NO_CHANGES, Changes
from model.network.parameters import Parameters
from model.network.records import Evaluation


class MeasuringService(QObject):
    """Counts the misread test digits; a new request replaces the one before."""

    progressed = Signal(object)  # how many digits have been read
    measured = Signal(object, object)  # the Evaluation of the changed network and that of the network as it is
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unchanged: tuple[Parameters, Evaluation] | None = None
        self._worker = Worker("measuring", self)
        self._worker.progressed.connect(self.progressed)
        self._worker.finished.connect(self._on_finished)
        self._worker.failed.connect(self.failed)

    def measure(self, parameters: Parameters, changes: Changes) -> None:
        self._worker.start(partial(self._measure, parameters, changes))

    def cancel(self) -> None:
        self._worker.forget()

    def shut_down(self) -> None:
        """End the thread. Safe at any moment, and more than once."""
        self._worker.shut_down()

    def _measure(self, parameters: Parameters, changes: Changes, job: Job) -> tuple[Evaluation, Evaluation]:
        """On the worker's thread: with the changes and, where that is not known yet, without."""
        changed = _count(parameters, changes, job)
        known = self._unchanged
        if known is None or known[0] is not parameters:
            known = self._unchanged = parameters, _count(parameters, NO_CHANGES, job)
        return changed, known[1]

    @Slot(object)
    def _on_finished(self, outcome: tuple[Evaluation, Evaluation]) -> None:
        self.measured.emit(*outcome)


def _count(parameters: Parameters, changes: Changes, job: Job) -> Evaluation:
    from model.digits.datasets import mnist_test
    from model.digits.evaluation import Counting

    counting = Counting(parameters, mnist_test(), changes)
    for digits in counting:
        job.report(digits)
    return counting.result
