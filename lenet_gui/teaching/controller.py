"""Teaching my digits: a copy of the network is taught, and waits for the person's decision."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.digit_book import DigitBook
from lenet_gui.my_digits.people import People
from lenet_gui.teaching.personal_weights import PersonalWeights
from lenet_gui.teaching.record import TeachingRecord
from lenet_gui.workers.recognition import RecognitionService
from model.assets import shipped_weights

if TYPE_CHECKING:
    from lenet_gui.my_digits.window import MyDigitsWindow
    from lenet_gui.teaching.outcome_controller import OutcomeController
    from lenet_gui.workers.teaching import TeachingService
    from lenet_gui.workers.teaching_process import Event, Start

_AUTO_KEY, _EVERY_KEY = "learn_by_itself", "learn_every"
"""Keys of the settings; they are in people's files."""
AUTO_EVERY = 5
"""After how many kept digits automatic teaching may start."""


class TeachingController(QObject):
    """Between a person's digits and the teaching process."""

    failed = Signal(str)  # what went wrong, for the person to read
    progressed = Signal()  # ``share`` has changed

    def __init__(
        self,
        digits: MyDigitsController,
        people: People,
        personal: PersonalWeights,
        record: TeachingRecord,
        recognition: RecognitionService,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._digits, self._people, self._personal = digits, people, personal
        self._record, self._recognition, self._settings = record, recognition, settings
        self.outcome: OutcomeController | None = None
        self._teaching: TeachingService | None = None
        self._base: Start = shipped_weights()
        self._kept_since = 0
        self.share: float | None = None
        """How much of the teaching in progress is done; None if none is."""
        digits.keeping.kept.connect(self._on_kept)
        self.progressed.connect(digits.keeping.notes.on_teaching)
        people.person_changed.connect(self._on_person_changed)
        digits.window_made.connect(self._on_window)

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
        bar.anyway.clicked.connect(lambda: self._start(asks=True, few_will_do=True))
        bar.auto_changed.connect(self._on_auto)
        bar.set_auto(self._settings.flag_of(_AUTO_KEY, False), self._every())
        # Imported on first use: the first window does not wait for it.
        from lenet_gui.teaching.outcome_controller import OutcomeController

        self.outcome = OutcomeController(window, self._digits, self._people, self._personal, self._record, self)
        self.outcome.failed.connect(self.failed)
        bar.not_yet.clicked.connect(self.outcome.show_again)

    @Slot()
    def _on_kept(self) -> None:
        self._kept_since += 1
        if self._settings.flag_of(_AUTO_KEY, False) and self._kept_since >= self._every():
            self._start(asks=False)

    @Slot()
    def _on_person_changed(self) -> None:
        # The digits being taught are somebody else's.
        if self._teaching is not None:
            self._teaching.cancel()
        self._kept_since = 0
        self._say("")

    def _every(self) -> int:
        return self._settings.number_of(_EVERY_KEY, AUTO_EVERY, 1, 100)

    @Slot(bool, int)
    def _on_auto(self, on: bool, every: int) -> None:
        self._settings.keep(_AUTO_KEY, on)
        self._settings.keep(_EVERY_KEY, every)

    # Starting

    @Slot()
    def teach(self) -> None:
        """Teach the person's digits; where a digit has only one example, ask first."""
        self._start(asks=True)

    def _start(self, asks: bool, few_will_do: bool = False) -> None:
        book = self._people.book
        if self._recognition.parameters is not None and not self.teaching.running:
            # Another window may have renamed the person, too: what is taught would find no place.
            self._people.look(lambda: self._teach(book, asks, few_will_do))

    def _teach(self, book: DigitBook, asks: bool, few_will_do: bool) -> None:
        digits = book.digits
        if book is not self._people.book or self.teaching.running:
            return
        if not digits:
            self._say(self.tr("There is nothing to teach yet: keep some digits first."))
            return
        from model.network.taught import classes_with_one  # the first window does without

        few = classes_with_one(digit.label for digit in digits)
        if few and not few_will_do:
            if asks:
                self._digits.show_window().teach_bar.ask_about_few(few)
            else:
                from lenet_gui.teaching.words import listed

                one = self.tr("Not taught automatically: there is only one example of {digits}.")
                more = self.tr("Not taught automatically: there is only one example each of {digits}.")
                self._say((more if len(few) > 1 else one).format(digits=listed(few)))
            return
        self._kept_since = 0
        if self.outcome is not None:
            self.outcome.begin()
        self._base = self._personal.base
        self.teaching.teach(self._base, digits)
        self._show_progress(0, 1)

    # Events

    @Slot(object)
    def _on_event(self, event: "Event") -> None:
        from lenet_gui.workers.teaching_process import (
            TaughtWeights,
            TeachingCancelled,
            TeachingFailed,
            TeachingProgressed,
        )

        match event:
            case TeachingProgressed(done, total):
                self._show_progress(done, total)
                return
            case TaughtWeights(network, info):
                self._record.put_waiting(network, info, self._base)
            case TeachingFailed(problem):
                died = self.tr("The teaching process ended unexpectedly; nothing has been changed. Try again.")
                self.failed.emit(problem or died)
                self._say(self.tr("Teaching failed; nothing has been changed."))
                self._show_waiting()
            case TeachingCancelled():
                self._say(self.tr("Cancelled; nothing has been changed."))
                self._show_waiting()
        self.share = None
        self.progressed.emit()

    def _show_waiting(self) -> None:
        """What waited before still does."""
        if self.outcome is not None and self._record.waiting is not None:
            self.outcome.show_again()

    def _show_progress(self, done: int, total: int) -> None:
        self.share = done / max(total, 1)
        if self._window is not None:
            self._window.teach_bar.show_progress(done, total)
        self.progressed.emit()

    def _say(self, text: str) -> None:
        if self._window is not None:
            self._window.teach_bar.show_words(text)

    def shut_down(self) -> None:
        if self.outcome is not None:
            self.outcome.shut_down()
        if self._teaching is not None:
            self._teaching.shut_down()
