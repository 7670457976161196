"""``lenet-gui --smoke-test``: draw a digit in the real window with pointer events, and check the answer."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from lenet_gui.canvas.canvas import Canvas
from lenet_gui.main_window import MainWindow
from model.digits.drawing import Point
from model.network.recognition import Recognition, Verdict

DIGIT = 3
STROKE: tuple[Point, ...] = (
    (0.32, 0.24), (0.40, 0.17), (0.50, 0.15), (0.60, 0.17), (0.66, 0.24), (0.66, 0.33), (0.60, 0.41), (0.48, 0.46),
    (0.58, 0.49), (0.67, 0.56), (0.69, 0.66), (0.64, 0.76), (0.54, 0.82), (0.43, 0.82), (0.33, 0.76),
)  # fmt: skip
LIMIT_MS = 60_000


def send_mouse(target: QWidget, kind: QEvent.Type, position: QPointF) -> None:
    """Send a widget a left-button mouse event, as the platform would."""
    pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    where = QPointF(target.mapToGlobal(position))
    event = QMouseEvent(kind, position, where, button, pressed, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, event)


def drag(canvas: Canvas, stroke: tuple[Point, ...]) -> None:
    """Draw a stroke with the mouse, one event for each point; points are in canvas units."""
    send_mouse(canvas, QEvent.Type.MouseButtonPress, canvas.from_canvas(stroke[0]))
    for point in stroke[1:]:
        send_mouse(canvas, QEvent.Type.MouseMove, canvas.from_canvas(point))
    send_mouse(canvas, QEvent.Type.MouseButtonRelease, canvas.from_canvas(stroke[-1]))


class SmokeTest(QObject):
    """Draws a digit, waits for the answer, prints the result and closes the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.status = 1
        window.service.recognised.connect(self._on_recognised)
        window.service.failed.connect(self._on_failed)
        late = f"no answer within {LIMIT_MS / 1000:.0f} s"
        QTimer.singleShot(0, self, lambda: drag(window.canvas_panel.canvas, STROKE))
        QTimer.singleShot(LIMIT_MS, self, lambda: self._end(1, late))

    @Slot(object, int)
    def _on_recognised(self, answer: Recognition, generation: int) -> None:
        if answer.verdict is Verdict.BLANK or generation < self._window.service.generation:
            return
        right = answer.verdict is Verdict.DIGIT and answer.digit == DIGIT
        self._end(0 if right else 1, f"drew {DIGIT}, read {self._window.answer.digit}: {self._window.answer.sentence}")

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        self._end(1, problem)

    def _end(self, status: int, words: str) -> None:
        self._window.service.recognised.disconnect(self._on_recognised)
        self._window.service.failed.disconnect(self._on_failed)
        self.status = status
        print(f"smoke test {'passed' if status == 0 else 'FAILED'}: {words}")
        self._window.close()
