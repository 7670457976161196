"""The test digits that are nearest to a drawing, found beside the GUI thread; the newest answer wins."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, LatestWorker
from model.network.recognition import Recognition

if TYPE_CHECKING:
    from model.digits.survey import Neighbour, Survey

_COUNT = 32
"""How many digits are found of each layer: more than there is room for."""


class ComparingService(LatestWorker):
    """Compares what the network read with the digits of a survey."""

    found = Signal(object, object)  # the Recognition, and its Neighbours by layer

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("comparing", parent)
        self.finished.connect(self._on_finished)

    def compare(self, survey: "Survey", answer: Recognition) -> None:
        self.ask(partial(_nearest, survey, answer))

    @Slot(object)
    def _on_finished(self, outcome: "tuple[Recognition, dict[str, tuple[Neighbour, ...]]]") -> None:
        self.found.emit(*outcome)


def _nearest(
    survey: "Survey", answer: Recognition, _job: Job
) -> "tuple[Recognition, dict[str, tuple[Neighbour, ...]]]":
    from model.digits.neighbours import nearest

    return answer, nearest(survey, answer, _COUNT)
