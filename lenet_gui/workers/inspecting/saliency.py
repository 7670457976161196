"""Which parts of the drawing an answer depends on, computed beside the GUI thread; the newest answer wins."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, Work, Worker
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


class SaliencyService(Worker):
    """One question at a time is being computed; of those that come meanwhile only the newest waits."""

    found = Signal(object, int)  # values (32, 32), how the penalty of a digit changes, and that digit

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("saliency", parent)
        self._waiting: Work | None = None
        self.finished.connect(self._on_finished)
        self.failed.connect(self._next)
        self._calm = timer(self, _CALM_MS, self._send)

    def ask(self, kind: Saliency, parameters: Parameters, answer: Recognition, digit: int) -> None:
        """How the penalty of ``digit`` depends on the drawing of an answer of this network."""
        self._waiting = partial(_compute, kind, parameters, answer, digit)
        if kind is Saliency.OCCLUSION:
            self._calm.start()
        else:
            self._calm.stop()
            self._send()

    def forget(self) -> None:
        self._waiting = None
        super().forget()

    def shut_down(self, finish_within_s: float = 0.0) -> None:
        self._calm.stop()
        super().shut_down(finish_within_s)

    @Slot()
    def _send(self) -> None:
        # While the pen moves, the answer to the ink of a moment ago is welcome, so what is running is not replaced.
        if self._waiting is not None and not self.running:
            work, self._waiting = self._waiting, None
            self.start(work)

    @Slot()
    def _next(self) -> None:
        if not self._calm.isActive():
            self._send()

    @Slot(object)
    def _on_finished(self, outcome: tuple[FloatArray, int]) -> None:
        self.found.emit(*outcome)
        self._next()


def _compute(
    kind: Saliency, parameters: Parameters, answer: Recognition, digit: int, _job: Job
) -> tuple[FloatArray, int]:
    from model.network.saliency import input_gradient, occlusion

    compute = occlusion if kind is Saliency.OCCLUSION else input_gradient
    return compute(parameters, answer.ink, digit, answer.changes), digit
