"""On the first start the canvas draws an example by itself, until the person does something."""

from math import cos, pi, sin

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.base.timers import timer
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.drawings.player import Player
from lenet_gui.style.motion import may_move
from model.digits.drawing import USUAL_WIDTH, Drawing, Point, Stroke

_REST_MS = 900
"""After the first answer, so that the window is seen before anything moves."""
_SPEED = 0.75
"""Of the pen, in canvas units a second: slow enough to see the network follow."""


def _arc(x: float, y: float, wide: float, high: float, first: float, last: float) -> list[Point]:
    """Part of an ellipse; angles in turns, clockwise from the right."""
    steps = 40
    turns = [2 * pi * (first + (last - first) * step / steps) for step in range(steps + 1)]
    return [(x + wide * cos(turn), y + high * sin(turn)) for turn in turns]


EXAMPLE = Drawing(
    (Stroke((*_arc(0.48, 0.32, 0.17, 0.15, -0.45, 0.25), *_arc(0.47, 0.655, 0.21, 0.185, -0.25, 0.43)), USUAL_WIDTH),)
)
"""A 3."""


class Demonstration(QObject):
    """Waits until the window has answered, then draws; never again once the person has changed the canvas."""

    said = Signal(str)  # a line for the newcomer

    def __init__(self, sketch: Sketch, player: Player, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._sketch, self._player, self._settings, self._window = sketch, player, settings, window
        self._rest = timer(self, _REST_MS, self._begin)
        self.wanted = not settings.flag_of("has_drawn", False)
        """Whether the person has yet to draw."""
        if self.wanted:
            sketch.history.indexChanged.connect(self._on_changed, Qt.ConnectionType.SingleShotConnection)

    @property
    def waiting(self) -> bool:
        return self._rest.isActive()

    def prepare(self) -> None:
        """The window can answer: begin in a moment, if nothing happens until then."""
        if self.wanted:
            self.said.emit(self.tr("Draw a digit, or take an example below"))
            if may_move(self._window):
                self._rest.start()

    @Slot()
    def _begin(self) -> None:
        if self.wanted and self._sketch.is_blank:
            self.draw()

    def draw(self) -> None:
        self.said.emit(self.tr("An example. Draw your own over it"))
        self._player.play(EXAMPLE, _SPEED)

    @Slot(int)
    def _on_changed(self) -> None:
        self.wanted = False
        self._rest.stop()
        self._settings.keep("has_drawn", True)
