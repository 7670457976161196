"""What belongs to the person who draws: digits, weights and teaching. Makes these parts and connects them."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from lenet_gui.answer.naming_bar import NamingBar
from lenet_gui.base.settings import Settings
from lenet_gui.canvas.panel import CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.keeping.canvas_side import CanvasSide
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.people import People
from lenet_gui.numbers.controller import NumbersController
from lenet_gui.teaching.controller import TeachingController
from lenet_gui.teaching.personal_weights import PersonalWeights
from lenet_gui.teaching.record import TeachingRecord
from lenet_gui.workers.recognition import RecognitionService
from model.my_digits.people import Profiles


class PersonParts(QObject):
    """No logic of its own, like the main window, which shows these parts."""

    def __init__(
        self,
        profiles: Profiles,
        service: RecognitionService,
        sketch: Sketch,
        panel: CanvasPanel,
        numbers: NumbersController,
        naming: NamingBar,
        settings: Settings,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._sketch, self._naming = sketch, naming
        self.people = People(profiles, settings, window)
        self.my_digits = MyDigitsController(
            self.people, sketch, lambda: service.settled_answer, lambda: numbers.part, settings, window
        )
        keeping = self.my_digits.keeping
        self.canvas_side = CanvasSide(panel, sketch, keeping, window)
        self.personal = PersonalWeights(profiles, self.people, service, window)
        self.taught = TeachingRecord(profiles, self.people, self.personal, window)
        self.teaching = TeachingController(
            self.my_digits, self.people, self.personal, self.taught, service, settings, window
        )
        sketch.grew.connect(self._on_drawing)
        sketch.replaced.connect(self._on_replaced)
        naming.named.connect(self._on_named)
        naming.undo.clicked.connect(keeping.undo_keep)
        keeping.kept_as.connect(naming.show_kept)
        keeping.unkept.connect(self._on_drawing)
        numbers.shown.connect(keeping.show_kept)
        numbers.made_room.connect(keeping.follow)

    @Slot(int, object)
    def _on_named(self, digit: int, clicked: QWidget | None) -> None:
        self.canvas_side.ask_beside(clicked)
        self.my_digits.keeping.name_digit(digit)

    @Slot()
    def _on_drawing(self) -> None:
        self._naming.show_drawing(self._sketch.is_own)

    @Slot()
    def _on_replaced(self) -> None:
        self._on_drawing()
        if self._sketch.begins_anew:
            self.my_digits.keeping.show_kept()  # a kept drawing is back, by undo

    def shut_down(self) -> None:
        """End what works for the person. Safe at any moment, and more than once."""
        for part in (self.my_digits, self.people, self.teaching):
            part.shut_down()
