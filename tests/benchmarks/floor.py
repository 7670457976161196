"""The smallest Qt program of the app's shape: what Qt, Python and the machine take whatever is computed and shown."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QThread, Signal, Slot
from PySide6.QtGui import QCloseEvent, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lenet_gui.smoke_test import send_mouse
from tests.benchmarks.pen import Meter

SIZE = (1180, 760)
PICTURES = 45 + 2 + 10 + 10 + 10 + 1
"""As many as the usual view shows: maps, C5 and F6, OUTPUT's digits, their codes, the examples, the canvas."""
COLUMNS = 10
ROWS = -(-PICTURES // COLUMNS)
PICTURE = 56
"""The side of a painted picture, in pixels: together they cover as much of the window as the usual view's."""


class _Worker(QObject):
    answered = Signal(int)

    @Slot(int)
    def read(self, generation: int) -> None:
        self.answered.emit(generation)


class FloorWindow(QWidget):
    """A mouse event goes to a worker thread, its answer comes back, all pictures are painted.

    Signals:
        answered: the pictures are set, and a repaint is asked for.
    """

    answered = Signal(int)
    _read_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.generation = 0
        self._pictures = [QImage(32, 32, QImage.Format.Format_Grayscale8) for _ in range(PICTURES)]
        self._thread = QThread(self)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._read_wanted.connect(self._worker.read, Qt.ConnectionType.QueuedConnection)
        self._worker.answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._thread.start()
        self.resize(*SIZE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ask()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._ask()

    def _ask(self) -> None:
        self.generation += 1
        self._read_wanted.emit(self.generation)

    @Slot(int)
    def _on_answered(self, generation: int) -> None:
        for place, picture in enumerate(self._pictures):
            picture.fill((generation * 7 + place * 4) % 256)
        self.update()
        self.answered.emit(generation)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().window())
        wide, high = self.width() / COLUMNS, self.height() / ROWS
        for place, picture in enumerate(self._pictures):
            row, column = divmod(place, COLUMNS)
            painter.drawImage(QRectF(column * wide + 8, row * high + 8, PICTURE, PICTURE), picture)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._thread.quit()
        self._thread.wait(5000)


class FloorMeter(Meter):
    """Draws on a :class:`FloorWindow`."""

    def __init__(self, window: FloorWindow) -> None:
        super().__init__(window, [window])
        self._window = window
        window.answered.connect(self.note_answer)

    @property
    def generation(self) -> int:
        return self._window.generation

    def touch(self, kind: QEvent.Type, point: tuple[float, float]) -> None:
        where = QPointF(round(point[0] * self._window.width()), round(point[1] * self._window.height()))
        send_mouse(self._window, kind, where)

    def shown(self) -> Sequence[QWidget]:
        return [self._window]
