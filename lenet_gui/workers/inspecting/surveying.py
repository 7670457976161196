"""A survey of MNIST's test digits, made beside the GUI thread once for each network that is asked about."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, Worker
from model.network.parameters import Parameters

if TYPE_CHECKING:
    from model.digits.survey import Survey


class SurveyService(Worker):
    """Keeps the last survey, and the network that it is of; reports how many digits have been read."""

    made = Signal()  # ``survey`` is of the network that was asked about last

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("survey", parent)
        self.survey: Survey | None = None
        self._asked: Parameters | None = None
        self.finished.connect(self._on_finished)
        self.failed.connect(self._on_failed)

    def ask(self, parameters: Parameters) -> None:
        """Make a survey with this network, unless it is there or on its way."""
        if parameters is not self._asked:
            self.survey = None
            self.start(partial(_make, parameters))
            self._asked = parameters

    @Slot()
    def forget(self) -> None:
        if self.running:
            self._asked = None  # can be asked for again
        super().forget()

    @Slot(object)
    def _on_finished(self, survey: "Survey") -> None:
        self.survey = survey
        self.made.emit()

    @Slot()
    def _on_failed(self) -> None:
        self._asked = None  # can be asked for again


def _make(parameters: Parameters, job: Job) -> "Survey":
    from model.digits.datasets import mnist_test
    from model.digits.surveying import survey

    return survey(parameters, mnist_test(), job.report)
