"""The error of a changed network on the test digits, beside the GUI thread."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, Worker
from model.digits.data_source import MNIST_TEST_DIGITS
from model.network.changes import NO_CHANGES, Changes, maps_of
from model.network.parameters import Parameters
from model.network.records import Evaluation, WithoutEach


class MeasuringService(Worker):
    """Counts the misread test digits; a new request replaces the one before.

    ``progressed`` tells how much is done, as a number of test digits, or what is known so far of each map.
    """

    measured = Signal(object, object)  # the Evaluation of the changed network and that of the network as it is
    measured_each = Signal(object)  # what is known of each map

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("measuring", parent)
        self._unchanged: tuple[Parameters, Evaluation] | None = None
        self.finished.connect(self._on_finished)

    def measure(self, parameters: Parameters, changes: Changes) -> None:
        self.start(partial(self._measure, parameters, changes))

    def measure_each(self, parameters: Parameters, layer: str) -> None:
        """Without each map of a layer in turn."""
        self.start(partial(self._measure_each, parameters, layer))

    def _measure(self, parameters: Parameters, changes: Changes, job: Job) -> tuple[Evaluation, Evaluation]:
        """On the thread: with the changes and, where that is not known yet, without."""
        return _count(parameters, changes, job.report), self._as_it_is(parameters, job.report)

    def _measure_each(self, parameters: Parameters, layer: str, job: Job) -> WithoutEach:
        """On the thread."""
        places = maps_of(layer)
        found = WithoutEach(layer, self._as_it_is(parameters, lambda _: job.check()).error_percent, ())
        for number, place in enumerate(places):

            def report(digits: int, done: int = number) -> None:
                job.report((done * MNIST_TEST_DIGITS + digits) // len(places))

            error = _count(parameters, NO_CHANGES.with_factor(place, 0), report).error_percent
            found = found._replace(errors=(*found.errors, error))
            job.report(found)
        return found

    def _as_it_is(self, parameters: Parameters, report: Callable[[int], None]) -> Evaluation:
        known = self._unchanged
        if known is None or known[0] is not parameters:
            known = self._unchanged = parameters, _count(parameters, NO_CHANGES, report)
        return known[1]

    @Slot(object)
    def _on_finished(self, outcome: tuple[Evaluation, Evaluation] | WithoutEach) -> None:
        if isinstance(outcome, WithoutEach):
            self.measured_each.emit(outcome)
        else:
            self.measured.emit(*outcome)


def _count(parameters: Parameters, changes: Changes, report: Callable[[int], None]) -> Evaluation:
    from model.digits.datasets import mnist_test
    from model.digits.evaluation import Counting

    counting = Counting(parameters, mnist_test(), changes)
    for digits in counting:
        report(digits)
    return counting.result
