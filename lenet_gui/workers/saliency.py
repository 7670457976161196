"""Which parts of the drawing an answer hangs on, worked out beside the GUI thread; the newest answer wins."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

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


@dataclass(frozen=True)
class _Question:
    number: int
    kind: Saliency
    network: Parameters
    answer: Recognition
    digit: int


class _Asker(QObject):
    """Lives on its own thread."""

    found = Signal(int, object, int)
    failed = Signal(int, str)

    @Slot(object)
    def ask(self, question: _Question) -> None:
        """Answer one question."""
        try:
            from model.network.saliency import input_gradient, occlusion

            compute = occlusion if question.kind is Saliency.OCCLUSION else input_gradient
            values = compute(question.network, question.answer.ink, question.digit, question.answer.changes)
        except Exception as error:
            self.failed.emit(question.number, f"{type(error).__name__}: {error}")
        else:
            self.found.emit(question.number, values, question.digit)


class SaliencyService(QObject):
    """The GUI thread's side: one question at a time is on its way, only the newest waits.

    Signals:
        found: values (32, 32), how the penalty of a digit changes, and that digit; of the newest question only.
        failed: what went wrong, for the person to read.
    """

    found = Signal(object, int)
    failed = Signal(str)

    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName("saliency")
        self._asker = _Asker()
        self._asker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._wanted.connect(self._asker.ask, queued)
        self._asker.found.connect(self._on_found, queued)
        self._asker.failed.connect(self._on_failed, queued)
        self._number = 0
        self._waiting: _Question | None = None
        self._in_flight = False
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._send)

    def ask(self, kind: Saliency, network: Parameters, answer: Recognition, digit: int) -> None:
        """How the penalty of ``digit`` hangs on the drawing of an answer that ``network`` gave."""
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowPriority)
        self._number += 1
        self._waiting = _Question(self._number, kind, network, answer, digit)
        if kind is Saliency.OCCLUSION:
            self._calm.start()
        else:
            self._calm.stop()
            self._send()

    def forget(self) -> None:
        """Nothing more comes of what was asked."""
        self._number += 1
        self._waiting = None

    def stop(self) -> None:
        """End the thread. Safe at any moment, and more than once."""
        self.forget()
        self._calm.stop()
        self._thread.quit()
        self._thread.wait()

    @Slot()
    def _send(self) -> None:
        if self._waiting is not None and not self._in_flight:
            self._in_flight = True
            question, self._waiting = self._waiting, None
            self._wanted.emit(question)

    def _landed(self) -> None:
        self._in_flight = False
        if not self._calm.isActive():
            self._send()

    @Slot(int, object, int)
    def _on_found(self, number: int, values: FloatArray, digit: int) -> None:
        # While the pen moves, an answer to the ink of a moment ago is welcome, unless the question is gone.
        if number == self._number or self._waiting is not None:
            self.found.emit(values, digit)
        self._landed()

    @Slot(int, str)
    def _on_failed(self, number: int, problem: str) -> None:
        if number == self._number:
            self.failed.emit(problem)
        self._landed()
