"""A pen at the pace of a mouse, and how long after each of its events the answer was on the screen.

A sample ends when the repaint that follows the event's answer (or a newer one) is over, and counts only if every view
was in that repaint.
"""

import math
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

PACE_MS = 8
REST_MS = 1500
"""How long the pen rests between two strokes: until what moves after a stroke has come to rest."""
_PAINTED = QEvent.Type(QEvent.registerEventType())
_LATER = 100
"""So many times other windows' repaints may come before the measured one's."""


def path(turn: int, points: int) -> list[tuple[float, float]]:
    """A loopy stroke, different each time: a digit's worth of ink."""
    phase = turn * 0.7
    return [
        (
            0.5 + 0.28 * math.sin(2 * math.pi * k / points * (1 + turn % 2) + phase),
            0.5 + 0.33 * math.cos(2 * math.pi * k / points + phase / 2),
        )
        for k in range(points)
    ]


class Meter(QObject):
    """Notes when each pen event's answer was on the screen; a subclass knows the window that is drawn on."""

    def __init__(self, parent: QObject, watched: Sequence[QWidget]) -> None:
        super().__init__(parent)
        self.samples_ms: list[float] = []
        self.incomplete = 0
        self.painting_ms: list[float] = []
        self._sent: list[tuple[int, float]] = []
        self._answered = 0
        self._answered_at = 0.0
        self._patience = 0
        self._painted: set[QObject] = set()
        for view in watched:
            view.installEventFilter(self)

    @property
    def generation(self) -> int:
        """Counts what was asked for."""
        raise NotImplementedError

    def touch(self, kind: QEvent.Type, point: tuple[float, float]) -> None:
        """Give the window a pen event, in canvas units."""
        raise NotImplementedError

    def shown(self) -> Sequence[QWidget]:
        """What has to be painted with each answer."""
        raise NotImplementedError

    def send(self, kind: QEvent.Type, point: tuple[float, float]) -> None:
        """The same, measured."""
        before, started = self.generation, time.perf_counter()
        self.touch(kind, point)
        if self.generation > before:
            self._sent.append((self.generation, started))

    def note_answer(self, generation: int) -> None:
        """The window has set its views to this answer and asked for their repaint."""
        self._answered, self._answered_at = generation, time.perf_counter()
        self._painted.clear()
        self._patience = _LATER
        # The repaint is already posted with low priority: this comes right behind it.
        QCoreApplication.postEvent(self, QEvent(_PAINTED), Qt.EventPriority.LowEventPriority.value)

    def first_event_of(self, generation: int) -> float | None:
        """When the event was sent that asked for this answer."""
        return next((started for asked, started in self._sent if asked == generation), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted.add(watched)
        return False

    def customEvent(self, event: QEvent) -> None:
        now = time.perf_counter()
        if not self._painted.issuperset(self.shown()) and self._patience:
            # Another window was painted first: these views' turn is still to come.
            self._patience -= 1
            QCoreApplication.postEvent(self, QEvent(_PAINTED), Qt.EventPriority.LowEventPriority.value)
            return
        served = [started for generation, started in self._sent if generation <= self._answered]
        self._sent = [entry for entry in self._sent if entry[0] > self._answered]
        if not self._patience:
            self.incomplete += len(served)
            return
        self.samples_ms += [1000 * (now - started) for started in served]
        self.painting_ms.append(1000 * (now - self._answered_at))


class Pen(QObject):
    """Draws each stroke on every window in turn, an event every 8 ms.

    Signals:
        rested: a stroke is over.
    """

    rested = Signal()

    def __init__(self, meters: Sequence[Meter], strokes: int, points: int) -> None:
        super().__init__()
        self._events = [
            (meter, index, point)
            for turn in range(strokes)
            for meter in meters
            for index, point in enumerate(path(turn, points))
        ]
        self._last_index = points - 1
        self._timer = QTimer(self, interval=PACE_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._send_one)
        self._done: Callable[[], None] = self._timer.stop

    def run(self, done: Callable[[], None]) -> None:
        """Begin, once windows that were just shown have come to rest; ``done`` is called after the last stroke."""
        self._done = done
        QTimer.singleShot(REST_MS, self, self._timer.start)

    def _send_one(self) -> None:
        if not self._events:
            self._timer.stop()
            QTimer.singleShot(REST_MS, self, self._done)
            return
        meter, index, point = self._events.pop(0)
        meter.send(QEvent.Type.MouseButtonPress if index == 0 else QEvent.Type.MouseMove, point)
        if index == self._last_index:
            meter.touch(QEvent.Type.MouseButtonRelease, point)
            self._timer.stop()
            QTimer.singleShot(REST_MS, self, self._timer.start)
            self.rested.emit()
