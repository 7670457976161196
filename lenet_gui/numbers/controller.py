"""Which digit of a number is shown, in the network and everywhere else: the one chosen, else the newest."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from lenet_gui.canvas.sketch import Sketch
from lenet_gui.numbers.strip import NumberStrip
from lenet_gui.workers.recognition import RecognitionService
from model.numbers.signs import ShownNumbers, Sign


class NumbersController(QObject):
    """Hands every reading on; a digit that was chosen stays so until the pen draws again.

    Signals:
        shown: the ShownNumbers of the next answer; None while there is one digit.
    """

    shown = Signal(object)

    def __init__(self, service: RecognitionService, sketch: Sketch, strip: NumberStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._service, self._sketch = service, sketch
        self.numbers: ShownNumbers | None = None
        self._previous = self._action(self.tr("&Previous digit of the number"), "Shift+N", -1)
        self._next = self._action(self.tr("&Next digit of the number"), "N", 1)
        service.numbers_read.connect(self._on_read)
        sketch.grew.connect(self._on_grew)
        strip.chosen.connect(self.choose)
        self.shown.connect(strip.show_numbers)

    def _action(self, text: str, keys: str, step: int) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setEnabled(False)
        action.triggered.connect(lambda: self._step(step))
        return action

    def fill(self, menu: QMenu) -> None:
        """Add what chooses a digit by key."""
        menu.addActions([self._previous, self._next])

    @Slot(object)
    def _on_read(self, numbers: ShownNumbers | None) -> None:
        if numbers is None and self.numbers is None:
            return
        self.numbers = numbers
        for action in (self._previous, self._next):
            action.setEnabled(numbers is not None)
        self.shown.emit(numbers)

    @Slot()
    def _on_grew(self) -> None:
        if len(self._sketch.live) == 1:
            self._service.follow_pen()

    @Slot(object)
    def choose(self, sign: Sign) -> None:
        """Show this sign."""
        self._service.choose(sign.strokes)

    def _step(self, step: int) -> None:
        if self.numbers is not None:
            signs, place = self.numbers.signs, self.numbers.place
            self.choose(signs[((place if place is not None else -1) + step) % len(signs)])
