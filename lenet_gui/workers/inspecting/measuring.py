"""The error of a changed network on the test digits, beside the GUI thread."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, Worker
from model.network.changes import NO_CHANGES, Changes
from model.network.parameters import Parameters
from model.network.records import Evaluation


class MeasuringService(Worker):
    """Counts the misread test digits, and reports how many have been read; a new request replaces the one before."""

    measured = Signal(object, object)  # the Evaluation of the changed network and that of the network as it is

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("measuring", parent)
        self._unchanged: tuple[Parameters, Evaluation] | None = None
        self.finished.connect(self._on_finished)

    def measure(self, parameters: Parameters, changes: Changes) -> None:
        self.start(partial(self._measure, parameters, changes))

    def _measure(self, parameters: Parameters, changes: Changes, job: Job) -> tuple[Evaluation, Evaluation]:
        """On the thread: with the changes and, where that is not known yet, without."""
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
