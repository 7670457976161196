"""A survey of MNIST's test digits, made beside the GUI thread once for each network that is asked about."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, Worker
from model.network.parameters import Parameters

if TYPE_CHECKING:
    from model.digits.survey import Survey


class SurveyService(QObject):
    """Keeps the last survey, and the network that it is of."""

    progressed = Signal(object)  # how many digits have been read
    made = Signal()  # ``survey`` is of the network that was asked about last
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.survey: Survey | None = None
        self._asked: Parameters | None = None
        self._worker = Worker("survey", self)
        self._worker.progressed.connect(self.progressed)
        self._worker.finished.connect(self._on_finished)
        self._worker.failed.connect(self._on_failed)

    def ask(self, parameters: Parameters) -> None:
        """Make a survey with this network, unless it is there or on its way."""
        if parameters is not self._asked:
            self._asked, self.survey = parameters, None
            self._worker.start(partial(_make, parameters))

    def shut_down(self) -> None:
        """End the thread. Safe at any moment, and more than once."""
        self._worker.shut_down()

    @Slot(object)
    def _on_finished(self, survey: "Survey") -> None:
        self.survey = survey
        self.made.emit()

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        self._asked = None  # can be asked for again
        self.failed.emit(problem)


def _make(parameters: Parameters, job: Job) -> "Survey":
    from model.digits.datasets import mnist_test
    from model.digits.surveying import survey

    return survey(parameters, mnist_test(), job.report)
