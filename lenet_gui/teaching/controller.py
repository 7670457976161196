"""Teaching my digits: a copy of the network is taught; what that would change is shown before anything does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.digit_book import DigitBook
from lenet_gui.my_digits.people import People
from lenet_gui.teaching.personal_weights import PersonalWeights
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.teaching_process import Cancelled, Event, Failed, Progressed, Start, Taught
from model.assets import shipped_weights
from model.network.parameters import Parameters
from model.network.records import WeightsInfo
from model.teaching.report import TeachingReport

if TYPE_CHECKING:
    from lenet_gui.my_digits.window import MyDigitsWindow
    from lenet_gui.workers.teaching import TeachingService

_AUTO_KEY, _EVERY_KEY = "learn_by_itself", "learn_every"
"""Of the settings; users have them in their files."""
AUTO_EVERY = 5
"""Automatic teaching comes after so many kept digits."""


class TeachingController(QObject):
    """Between a person's digits, the teaching process and the weights in use."""

    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(
        self,
        digits: MyDigitsController,
        people: People,
        personal: PersonalWeights,
        recognition: RecognitionService,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._digits, self._people, self._personal = digits, people, personal
        self._recognition, self._settings = recognition, settings
        self._teaching: TeachingService | None = None
        self._taught: tuple[Parameters, WeightsInfo] | None = None
        self._base: Start = shipped_weights()
        self._taught_keys: tuple[str, ...] = ()
        self._kept_since = 0
        digits.kept.connect(self._on_kept)
        people.turned.connect(self._on_turned)
        digits.window_made.connect(self._on_window)
        recognition.weights_changed.connect(self._on_weights)

    @property
    def teaching(self) -> "TeachingService":
        """The teaching process; made when it is first needed, so that the first window does not wait for it."""
        if self._teaching is None:
            from lenet_gui.workers.teaching import TeachingService

            self._teaching = TeachingService(self)
            self._teaching.happened.connect(self._on_event)
        return self._teaching

    @property
    def _window(self) -> "MyDigitsWindow | None":
        return self._digits.window

    @Slot(object)
    def _on_window(self, window: "MyDigitsWindow") -> None:
        self.teaching.warm_up()
        bar = window.teach_bar
        bar.teach.clicked.connect(self.teach)
        bar.cancel.clicked.connect(self.teaching.cancel)
        bar.auto_changed.connect(self._on_auto)
        bar.use.clicked.connect(self._on_use)
        bar.discard.clicked.connect(self._forget)
        bar.go_back.clicked.connect(self._personal.go_back)
        bar.set_auto(self._settings.flag_of(_AUTO_KEY, False), self._every())
        bar.set_taught(self._is_taught())

    @Slot()
    def _on_kept(self) -> None:
        self._kept_since += 1
        if self._settings.flag_of(_AUTO_KEY, False) and self._kept_since >= self._every():
            self.teach()

    @Slot()
    def _on_turned(self) -> None:
        # What is being taught are somebody else's digits.
        if self._teaching is not None:
            self._teaching.cancel()
        self._kept_since = 0
        self._forget()

    def _every(self) -> int:
        return self._settings.number_of(_EVERY_KEY, AUTO_EVERY, 1, 100)

    @Slot(bool, int)
    def _on_auto(self, on: bool, every: int) -> None:
        self._settings.keep(_AUTO_KEY, on)
        self._settings.keep(_EVERY_KEY, every)

    @Slot()
    def teach(self) -> None:
        book = self._people.book
        if self._recognition.parameters is not None and not self.teaching.running:
            book.read(lambda: self._teach(book))

    def _teach(self, book: DigitBook) -> None:
        digits = book.digits
        if book is not self._people.book or self.teaching.running:
            return
        if not digits:
            self._say(self.tr("There is nothing to teach yet: keep some digits first."))
            return
        self._kept_since = 0
        self._forget()
        self._taught_keys = tuple(digit.key for digit in digits)
        self._base = self._personal.base
        self.teaching.teach(self._base, digits)
        self._show_progress(0, 1)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        match event:
            case Progressed(done, total):
                self._show_progress(done, total)
            case Taught(network, report, info):
                self._taught = (network, info)
                self._show_report(report)
            case Failed(problem):
                died = self.tr("The teaching process ended unexpectedly; nothing has been changed. Try again.")
                self.failed.emit(problem or died)
                self._say(self.tr("Cancelled; nothing has been changed."))
            case Cancelled():
                self._say(self.tr("Cancelled; nothing has been changed."))

    def _show_progress(self, done: int, total: int) -> None:
        if self._window is not None:
            self._window.teach_bar.show_progress(done, total)

    def _show_report(self, report: TeachingReport) -> None:
        # Not brought to the front: the person may be drawing the next digit.
        window = self._window or self._digits.show_window()
        window.show()
        # A digit that has been removed gets no mark.
        keys = self._taught_keys
        doubtful = frozenset(keys[doubt.position] for doubt in report.doubts)
        window.mark(frozenset(keys[position] for position in report.still_wrong), doubtful)
        window.teach_bar.show_outcome(report)

    def _say(self, text: str) -> None:
        if self._window is not None:
            self._window.teach_bar.show_words(text)

    @Slot()
    def _on_use(self) -> None:
        if self._taught is not None:
            self._personal.take(*self._taught, self._base, done=self._forget)

    @Slot()
    def _on_weights(self) -> None:
        if self._window is not None:
            self._window.teach_bar.set_taught(self._is_taught())

    def _is_taught(self) -> bool:
        weights = self._recognition.weights
        return weights is not None and bool(weights.info.origin.taught)

    @Slot()
    def _forget(self) -> None:
        self._taught = None
        if self._window is not None:
            self._window.mark(frozenset(), frozenset())
        self._say("")

    def shut_down(self) -> None:
        if self._teaching is not None:
            self._teaching.shut_down()
