"""Learning my digits: a copy of the network learns them; what that would do is told before anything changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.entries import OutcomeFigures
from lenet_gui.my_digits.people import People
from lenet_gui.teaching.personal_weights import PersonalWeights
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.teaching import TeachingService
from model.assets import shipped_weights
from model.network.parameters import Parameters
from model.network.records import WeightsInfo
from model.teaching.report import TeachingReport

if TYPE_CHECKING:
    from lenet_gui.my_digits.window import MyDigitsWindow
    from lenet_gui.workers.teaching import Start

AUTO_EVERY = 5
"""Learning by itself, where it is wanted, comes after so many corrections."""


class TeachingController(QObject):
    """Between a person's digits, the process that learns them, and the weights in use.

    Signals:
        failed: what went wrong, for the person to read.
    """

    failed = Signal(str)

    def __init__(
        self,
        digits: MyDigitsController,
        people: People,
        hand: PersonalWeights,
        recognition: RecognitionService,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._digits, self._people, self._hand = digits, people, hand
        self._recognition, self._settings = recognition, settings
        self.teaching = TeachingService(self)
        self._taught: tuple[Parameters, WeightsInfo] | None = None
        self._base: Start = shipped_weights()
        self._taught_keys: tuple[str, ...] = ()
        self._since_learned = 0
        digits.kept.connect(self._on_kept)
        people.turned.connect(self._on_turned)
        digits.window_made.connect(self._on_window)
        recognition.weights_changed.connect(self._on_weights)
        self.teaching.progressed.connect(self._on_progress)
        self.teaching.taught.connect(self._on_taught)
        self.teaching.failed.connect(self._on_failed)
        self.teaching.stopped.connect(self._on_stopped)

    @property
    def _window(self) -> "MyDigitsWindow | None":
        return self._digits.window

    @Slot(object)
    def _on_window(self, window: "MyDigitsWindow") -> None:
        self.teaching.warm_up()
        window.learn_wanted.connect(self.learn)
        window.stop_wanted.connect(self.teaching.stop)
        window.auto_changed.connect(self._on_auto)
        window.take_wanted.connect(self._on_take)
        window.leave_wanted.connect(self._forget)
        window.go_back_wanted.connect(self._hand.go_back)
        window.set_auto(self._settings.flag_of("learn_by_itself", False), self._every())
        window.set_taught(self._is_taught())

    @Slot()
    def _on_kept(self) -> None:
        self._since_learned += 1
        if self._settings.flag_of("learn_by_itself", False) and self._since_learned >= self._every():
            self.learn()

    @Slot()
    def _on_turned(self) -> None:
        # What is being learned is of somebody else.
        self.teaching.stop()
        self._since_learned = 0
        self._forget()

    def _every(self) -> int:
        return self._settings.number_of("learn_every", AUTO_EVERY, 1, 100)

    @Slot(bool, int)
    def _on_auto(self, on: bool, every: int) -> None:
        self._settings.keep("learn_by_itself", on)
        self._settings.keep("learn_every", every)

    @Slot()
    def learn(self) -> None:
        """Learn the person's digits, from the weights in use; or from what these were taught from."""
        if self._recognition.parameters is not None and not self.teaching.running:
            self._people.told(self._learn)

    def _learn(self) -> None:
        digits = self._people.store.digits
        if not digits:
            if self._window is not None:
                self._window.show_nothing_to_learn(self.tr("There is nothing to learn yet: keep some digits first."))
            return
        self._since_learned = 0
        self._forget()
        self._taught_keys = tuple(digit.key for digit in digits)
        self._base = self._hand.base
        self.teaching.teach(self._base, digits)
        self._on_progress(0, 1)

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        if self._window is not None:
            self._window.show_progress(done, total, self.tr("learning"))

    @Slot(object, object, object)
    def _on_taught(self, network: Parameters, report: TeachingReport, info: WeightsInfo) -> None:
        self._taught = (network, info)
        # A digit that was removed meanwhile has no mark any more.
        keys = self._taught_keys
        wrong = frozenset(keys[position] for position in report.still_wrong)
        doubtful = frozenset(keys[doubt.position] for doubt in report.doubts)
        # Not brought to the front: the person may be drawing the next digit.
        window = self._digits.window or self._digits.show_window()
        window.show()
        window.mark(wrong, doubtful)
        window.show_outcome(
            OutcomeFigures(
                len(report.judged),
                report.right_before,
                report.right_after,
                report.mnist_before.error_percent,
                report.mnist_after.error_percent,
                wrong,
                doubtful,
                self._warning(report),
            ),
            takeable=report.changes_anything,
        )

    def _warning(self, report: TeachingReport) -> str:
        if not report.changes_anything:
            return self.tr("Nothing was learned that would not make MNIST's digits worse: there is nothing to take.")
        if report.share < 1:
            text = self.tr("It goes {percent} % of the way: further, it would forget too much of MNIST's digits.")
            return text.format(percent=round(100 * report.share))
        return ""

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        self.failed.emit(problem or self.tr("Learning broke off; nothing has been changed. Try again."))
        self._on_stopped()

    @Slot()
    def _on_stopped(self) -> None:
        if self._window is not None:
            self._window.show_nothing_to_learn(self.tr("Stopped; nothing has been changed."))

    @Slot()
    def _on_take(self) -> None:
        if self._taught is not None and self._hand.take(*self._taught, self._base):
            self._forget()

    @Slot()
    def _on_weights(self) -> None:
        if self._window is not None:
            self._window.set_taught(self._is_taught())

    def _is_taught(self) -> bool:
        weights = self._recognition.weights
        return weights is not None and "taught" in weights.info.origin

    @Slot()
    def _forget(self) -> None:
        self._taught = None
        if self._window is not None:
            self._window.mark(frozenset(), frozenset())
            self._window.show_nothing_to_learn("")

    def shut_down(self) -> None:
        """The program ends."""
        self.teaching.shut_down()
