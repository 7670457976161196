"""Which digit of a number is shown, in the network and everywhere else: the one chosen, else the newest."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from lenet_gui.base.timers import timer
from lenet_gui.base.widgets import enable
from lenet_gui.canvas.panel import CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.inspect.drawer import Drawer
from lenet_gui.numbers.sweep_controller import SweepController
from lenet_gui.workers.recognition import RecognitionService
from model.digits.drawing import Drawing

if TYPE_CHECKING:
    from lenet_gui.numbers.reading_panel import ReadingPanel
    from model.numbers.signs import ShownNumbers

ROOM_MS = 900
"""By then, a digit's next stroke has begun: the paper must not move under the pen."""


class NumbersController(QObject):
    """Hands every reading on; a digit that was chosen stays so until the pen draws again."""

    made_room = Signal(object, object)  # the drawing before, and after: each stroke has moved
    shown = Signal(object)  # the ShownNumbers of the next answer; None while there is one digit

    def __init__(self, service: RecognitionService, sketch: Sketch, panel: CanvasPanel, drawer: Drawer) -> None:
        super().__init__(panel)
        self._service, self._sketch, self._panel, self._drawer = service, sketch, panel, drawer
        self.numbers: ShownNumbers | None = None
        self._before = Drawing()
        self._previous = self._action(self.tr("&Previous digit of the number"), "Shift+N", lambda: self._step(-1))
        self._next = self._action(self.tr("&Next digit of the number"), "N", lambda: self._step(1))
        self.how = self._action(self.tr("&How was it read?"), "H", self.show_how)
        self.sweep = SweepController(service, panel, self)
        self._rested = timer(self, ROOM_MS, self.rest)
        service.numbers_read.connect(self._on_read)
        sketch.grew.connect(self._on_grew)
        sketch.replaced.connect(self._on_replaced)
        sketch.rested.connect(self._on_rested)
        panel.canvas.steered.connect(self._on_steered)
        panel.number.chosen.connect(service.choose)
        panel.tools.room.triggered.connect(self._on_room)
        self.shown.connect(panel.number.show_numbers)
        drawer.number_page.made.connect(self._on_page_made)
        drawer.currentChanged.connect(self._show_reading)

    def _action(self, text: str, keys: str, done: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(done)
        self._enable(action, False)
        return action

    def _enable(self, action: QAction, able: bool) -> None:
        enable(action, able, self.tr("There is no number: draw several digits side by side"))

    def fill(self, menu: QMenu) -> None:
        """Add what chooses a digit by key."""
        menu.addActions([self._previous, self._next, self.how, self.sweep.wanted])
        menu.addSeparator()

    @property
    def part(self) -> Drawing | None:
        """The ink of the digit that is shown; None while it is the whole drawing."""
        return None if self.numbers is None else Drawing(self.numbers.shown.strokes)

    @Slot(object)
    def _on_read(self, numbers: "ShownNumbers | None") -> None:
        if numbers is None and self.numbers is None:
            return
        self.numbers = numbers
        for action in (self._previous, self._next, self.how):
            self._enable(action, numbers is not None)
        self.shown.emit(numbers)
        self._show_reading()

    @Slot()
    def show_how(self) -> None:
        """Open the drawer where that is told."""
        self._drawer.open_at(self._drawer.number_page)
        self._show_reading()

    @Slot(object)
    def _on_page_made(self, panel: "ReadingPanel") -> None:
        panel.lattice.chosen.connect(self._service.choose)
        self.sweep.show_in(panel)

    @Slot()
    def _show_reading(self) -> None:
        page = self._drawer.number_page
        if page.is_made and self._drawer.shows(page):
            page.content.show_numbers(self.numbers)

    @Slot()
    def _on_grew(self) -> None:
        if len(self._sketch.live) == 1:
            self._service.follow_pen()
        if self._sketch.coming.is_blank:  # what is only drawn again stays as it was
            self._rested.start()

    @Slot()
    def _on_steered(self) -> None:
        """Keys take longer than a pen to get to where the next stroke begins."""
        if self._rested.isActive():
            self._rested.start()

    @Slot()
    def _on_replaced(self) -> None:
        self._rested.stop()
        if self._sketch.is_blank:
            self._service.follow_pen()  # what comes next has nothing to do with what was chosen
        elif self.numbers is not None and _is_moved(self._before, self._sketch.finished):
            from lenet_gui.numbers.room import strokes_moved

            chosen = self._service.chosen
            self._service.follow_chosen(strokes_moved(self._before, self._sketch.finished, chosen))

    @Slot()
    def _on_rested(self) -> None:
        self._before = self._sketch.finished

    def _step(self, step: int) -> None:
        if self.numbers is not None:
            signs, place = self.numbers.signs, self.numbers.place
            from_dead_end = -1 if step > 0 else 0  # on to the first one, or back to the last
            self._service.choose(signs[((from_dead_end if place is None else place) + step) % len(signs)].strokes)

    @Slot()
    def rest(self) -> None:
        """The pen has rested. A number at the edge makes room by itself; one digit stays as it was drawn."""
        if self._sketch.is_busy:
            self._rested.start()
        elif self.numbers is not None:
            self.make_room()

    @Slot()
    def _on_room(self) -> None:
        if self._sketch.is_own and not self.make_room():
            self._panel.note.set_text(self.tr("There is room already, to the right"))

    def make_room(self) -> bool:
        """Make what is written smaller, if the next digit would not fit beside it; a step that can be undone.

        Returns:
            whether it has become smaller.
        """
        if self._sketch.is_own:
            from lenet_gui.numbers.room import with_room

            before = self._sketch.drawing
            roomy = with_room(before, self.numbers, self._sketch.sides)
            if roomy is not None:
                self._sketch.change_to(roomy, self.tr("make room"))
                self.made_room.emit(before, roomy)
                return True
        return False


def _is_moved(before: Drawing, after: Drawing) -> bool:
    """Whether the strokes of a drawing may be those of another that has made room, or has not yet."""
    lengths = ([len(stroke.points) for stroke in drawing.strokes] for drawing in (before, after))
    return next(lengths) == next(lengths)
