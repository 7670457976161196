"""The drawing drawn again, and all that the window shows meanwhile, saved as an animated picture."""

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.timers import timer
from lenet_gui.base.widgets import open_save_dialog
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.drawings.player import Player
from lenet_gui.saving.animation import MOST_PICTURES, Animation
from lenet_gui.saving.file_saver import SaveRequest

_SPEED = 0.8
"""Of the pen, in canvas units a second."""
_EACH_MS = 80
_BUSY = 3
"""Between two pictures lies at least this many times what one costs: the network is to follow meanwhile."""
_REST_MS = 1200
"""How long it goes on after the last stroke: until the last answer is there, and its wave has passed."""


class Film(QObject):
    """Takes a picture of a widget again and again while the player draws; ends with the player, or soon after."""

    save_wanted = Signal(object)  # a SaveRequest
    said = Signal(str)  # a line for the person
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, player: Player, sketch: Sketch, shown: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._player, self._shown, self._window = player, shown, window
        self._path = Path()
        self._animation: Animation | None = None
        self._each_ms = _EACH_MS
        self._clock = QElapsedTimer()
        self._next, self._rest = timer(self, _EACH_MS, self._take), timer(self, _REST_MS, self._on_rested)
        player.ended.connect(self._on_ended)
        sketch.pressed.connect(self.shut_down)
        sketch.replaced.connect(self.shut_down)

    @property
    def running(self) -> bool:
        return self._animation is not None

    @Slot()
    def ask(self) -> None:
        filters = [self.tr("Animated picture (*.gif)")]
        open_save_dialog(self._window, self.tr("Export an animation"), filters, self.make, "lenet5")

    @Slot(str)
    def make(self, name: str) -> None:
        """Draw again what is on the canvas, and save the film under this name."""
        path = Path(name)
        if path.suffix.lower() != ".gif":
            wrong = self.tr("its name has to end in .gif: {name}").format(name=path.name)
            self.failed.emit(self._problem.format(problem=wrong))
            return
        self._player.stop()
        self.shut_down()
        self._path, self._animation, self._each_ms = path, Animation(), _EACH_MS
        self._clock.start()
        self._take()  # the whole drawing first: what a viewer shows that does not move
        if not self._player.draw_again(_SPEED):
            self._end()
            self.said.emit(self.tr("There are no strokes to draw again."))

    @property
    def _problem(self) -> str:
        return self.tr("The animation could not be saved: {problem}")

    @Slot()
    def _take(self) -> None:
        assert self._animation is not None
        begun = self._clock.elapsed()
        self._animation.add(self._shown.grab().toImage(), begun)
        if self._animation.length >= MOST_PICTURES:
            self._animation.thin_out()
            self._each_ms *= 2
        cost = self._clock.elapsed() - begun
        self._next.start(max(self._each_ms - cost, _BUSY * cost))

    @Slot(bool)
    def _on_ended(self, whole: bool) -> None:
        if not self.running:
            return
        if whole:
            self._rest.start()
        else:
            self._end()
            QTimer.singleShot(0, self, self._say_ended)  # a touch of the pen, which ends it, clears what is said

    @Slot()
    def _say_ended(self) -> None:
        self.said.emit(self.tr("No animation was saved: the drawing was not drawn to its end."))

    @Slot()
    def shut_down(self) -> None:
        """Save a film in which all is drawn, without waiting longer."""
        if self._rest.isActive():
            self._save()

    @Slot()
    def _on_rested(self) -> None:
        self._take()
        self._save()

    def _save(self) -> None:
        animation = self._animation
        assert animation is not None
        self._end()
        self.save_wanted.emit(SaveRequest(self._path, animation.gif, self._problem, self.failed.emit))

    def _end(self) -> None:
        self._animation = None
        self._next.stop()
        self._rest.stop()
