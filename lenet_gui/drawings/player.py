"""A drawing drawn again, point by point, while the network follows."""

from collections.abc import Callable
from functools import partial
from itertools import groupby, pairwise
from math import hypot

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, Signal, Slot

from lenet_gui.base.timers import timer
from lenet_gui.canvas.sketch import Sketch
from model.digits.drawing import Drawing, Point

TICK_MS = 12
_SPEED = 1.4
LIFT_S = 0.15
"""How long the pen is up between two strokes."""
TOUCHES = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.Drop,
}
"""What a person does to take over."""


class Player(QObject):
    """Plays on a sketch, outside its history. Whatever the person does ends it first, with the whole drawing there."""

    ended = Signal(bool)  # the whole drawing is there; whether it was played to its end

    def __init__(self, sketch: Sketch, parent: QObject) -> None:
        super().__init__(parent)
        self._sketch = sketch
        self._steps: list[tuple[float, Point | None, float]] = []
        self._end: Callable[[], None] | None = None
        self._clock = QElapsedTimer()
        self._timer = timer(self, TICK_MS, self._on_tick, repeats=True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)

    @property
    def playing(self) -> bool:
        return self._end is not None

    @Slot()
    def replay(self) -> None:
        self.draw_again(_SPEED)

    def draw_again(self, speed: float) -> bool:
        """Play what is on the canvas; returns whether there are strokes."""
        self.stop()
        sketch = self._sketch
        sketch.release()
        drawing = sketch.drawing
        if drawing.strokes:
            self.play(drawing, speed, None if sketch.is_example else partial(sketch.put, drawing))
        return bool(drawing.strokes)

    def play(self, drawing: Drawing, speed: float, end: Callable[[], None] | None = None) -> None:
        """Draw strokes on an empty canvas.

        Args:
            drawing: its strokes.
            speed: of the pen, in canvas units a second.
            end: called when all is drawn, or when the person takes over; shows the drawing as a whole. Without one it
                is an example.
        """
        self._steps, at = [], 0.0
        for stroke in drawing.strokes:
            self._steps.append((at, stroke.points[0], stroke.width))
            for before, point in pairwise(stroke.points):
                at += hypot(point[0] - before[0], point[1] - before[1]) / speed
                self._steps.append((at, point, stroke.width))
            self._steps.append((at, None, 0))
            at += LIFT_S
        self._end = end or partial(self._sketch.show_example, drawing)
        self._sketch.expect(drawing, is_example=end is None)
        self._clock.start()
        self._timer.start()
        application = QCoreApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    @Slot()
    def _on_tick(self) -> None:
        now = self._clock.elapsed() / 1000
        due = 0
        while due < len(self._steps) and self._steps[due][0] <= now:
            due += 1
        passed, self._steps = self._steps[:due], self._steps[due:]
        for lifted, group in groupby(passed, key=lambda step: step[1] is None):
            if lifted:
                self._sketch.settle()
            else:
                points = list(group)
                self._sketch.trace([point for _, point, _ in points if point is not None], points[0][2])
        if not self._steps:
            self._finish(whole=True)

    @Slot()
    def stop(self) -> None:
        """Show the whole drawing at once."""
        self._finish(whole=False)

    def _finish(self, whole: bool) -> None:
        end, self._end = self._end, None
        if end is not None:
            self._timer.stop()
            self._steps.clear()
            application = QCoreApplication.instance()
            if application is not None:
                application.removeEventFilter(self)
            self._sketch.coming = Drawing()
            end()
            self.ended.emit(whole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.stop()
        return False
