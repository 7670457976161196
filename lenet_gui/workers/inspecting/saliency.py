"""Which parts of the drawing an answer depends on, computed beside the GUI thread; the newest answer wins."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, LatestWorker
from lenet_gui.base.timers import timer
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.records import FloatArray

_CALM_MS = 120
"""How long the pen must have rested before squares are covered one by one, which takes the time of many answers."""


class Saliency(StrEnum):
    """What is asked of the drawing."""

    OCCLUSION = "occlusion"
    """How the penalty changes when a small square is covered."""
    GRADIENT = "gradient"
    """How the penalty changes with each pixel's ink."""


class SaliencyService(LatestWorker):
    """The newest answer wins."""

    found = Signal(object, int)  # values (32, 32), how the penalty of a digit changes, and that digit

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("saliency", parent)
        self._calm = timer(self, _CALM_MS, self._next)
        self.finished.connect(self._on_finished)

    def ask_about(self, kind: Saliency, parameters: Parameters, answer: Recognition, digit: int) -> None:
        """How the penalty of ``digit`` depends on the drawing of an answer of this network."""
        if kind is Saliency.OCCLUSION:
            self._calm.start()
        else:
            self._calm.stop()
        self.ask(partial(_compute, kind, parameters, answer, digit))

    @property
    def held(self) -> bool:
        return self._calm.isActive()

    def shut_down(self, finish_within_s: float = 0.0) -> None:
        self._calm.stop()
        super().shut_down(finish_within_s)

    @Slot(object)
    def _on_finished(self, outcome: tuple[FloatArray, int]) -> None:
        self.found.emit(*outcome)


def _compute(
    kind: Saliency, parameters: Parameters, answer: Recognition, digit: int, _job: Job
) -> tuple[FloatArray, int]:
    from model.network.saliency import input_gradient, occlusion

    compute = occlusion if kind is Saliency.OCCLUSION else input_gradient
    return compute(parameters, answer.ink, digit, answer.changes), digit
