"""What teaching would change, or has changed: shown in My digits, decided there, and compared at any time."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Worker
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.people import People
from lenet_gui.my_digits.window import MyDigitsWindow
from lenet_gui.teaching.changed_digits import ChangedDigit
from lenet_gui.teaching.comparing import Compared, compared
from lenet_gui.teaching.outcome_view import Pair
from lenet_gui.teaching.personal_weights import PersonalWeights
from lenet_gui.teaching.record import TeachingRecord, Waiting
from lenet_gui.teaching.words import warning_of, words_of
from model.assets import shipped_weights
from model.my_digits.digit import MyDigit
from model.network.taught import TaughtDigit, TeachingRound


class OutcomeController(QObject):
    """Between what was taught and the window that shows it."""

    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(
        self,
        window: MyDigitsWindow,
        digits: MyDigitsController,
        people: People,
        personal: PersonalWeights,
        record: TeachingRecord,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._digits, self._people = window, digits, people
        self._personal, self._record = personal, record
        self._comparing = Worker("comparing", self)
        self._shown = record.waiting
        self._marked: TeachingRound | None = None
        """Whose findings are marked in the gallery, and asked about."""
        digits.changed.connect(self._on_digits)
        people.person_changed.connect(self._on_person_changed)
        record.changed.connect(self.show_waiting)
        record.withdrawn.connect(self._on_withdrawn)
        personal.changed.connect(self._on_weights)
        self._comparing.finished.connect(self._on_compared)
        self._comparing.failed.connect(self.failed)
        bar = window.teach_bar
        self._comparing.failed.connect(bar.end_comparing)
        bar.use.clicked.connect(self._record.take)
        bar.discard.clicked.connect(self._on_discard)
        bar.go_back.clicked.connect(self._personal.go_back)
        bar.compare.clicked.connect(self._on_compare)
        bar.doubts.answered.connect(self._on_answered)
        self._record.read()
        self._on_weights(self._personal.in_use, False)
        self.show_again()

    def begin(self) -> None:
        """Teaching begins: what it found before is out of date."""
        self._comparing.forget()
        self._forget_marks()

    # What waits

    @Slot()
    def show_waiting(self) -> None:
        """Show what waits for a decision, unless that is shown already."""
        if self._record.waiting is not self._shown:
            self._shown = self._record.waiting
            if self._shown is not None or not self._window.teach_bar.running:
                self.show_again()

    @Slot()
    def show_again(self) -> None:
        """Show what waits for a decision, in place of anything else; nothing, where nothing waits."""
        waiting, window = self._shown, self._window
        if waiting is None:
            window.teach_bar.show_words("")
            return
        taught = waiting.taught
        self._marked = taught
        self._mark()
        pair, words, warning = self._pair_of(waiting), words_of(taught), warning_of(taught)
        helps = taught.helps and taught.judged > 0  # what is not known is not urged
        window.teach_bar.show_outcome(pair, words, warning, taught.share > 0, helps)

    def _pair_of(self, waiting: Waiting) -> Pair:
        taught = waiting.taught
        drawings = {digit.key: digit.drawing for digit in self._people.book.digits}
        changed = [
            ChangedDigit(drawings[each.key], each.label, each.before, each.held_out)
            for each in taught.each
            if each.held_out is not None and not each.left_out and each.key in drawings
        ]
        tip = self.tr(
            "Before: with the weights that teaching starts from, without what was taught earlier. After: each of your "
            "digits was read by a network that was taught without it, on most of the others, so that none is merely "
            "memorised."
        )
        return Pair(
            names=(self.tr("before"), self.tr("after")),
            right=(taught.right_before, taught.right_after),
            count=taught.judged,
            mnist_percents=(taught.mnist_test_error_percent_before, waiting.info.origin.mnist_test_error_percent),
            changed=changed,
            tip=tip,
        )

    @Slot()
    def _on_discard(self) -> None:
        self._forget_marks()
        self._record.discard()

    @Slot()
    def _on_withdrawn(self) -> None:
        if not self._window.teach_bar.running:
            text = self.tr("Your digits have changed since: the outcome was withdrawn. Teach the network again.")
            self._window.teach_bar.show_words(text)

    # Marks and questions

    def _mark(self) -> None:
        """Mark what was found of the digits, and ask about it, as far as they still have the labels they had."""
        each = () if self._marked is None else self._marked.each
        labels = {digit.key: digit.label for digit in self._people.book.digits}
        wrong = frozenset(
            digit.key
            for digit in each
            if digit.still_wrong and not digit.left_out and labels.get(digit.key) == digit.label
        )
        doubts = self._doubts()
        self._window.mark(wrong, frozenset(digit.key for digit, _ in doubts))
        self._window.teach_bar.show_doubts(doubts)

    def _doubts(self) -> list[tuple[MyDigit, TaughtDigit]]:
        """The labels that are still to be asked about."""
        found = {} if self._marked is None else {each.key: each for each in self._marked.doubts}
        digits = self._people.book.digits
        asked = [(digit, found[digit.key]) for digit in digits if digit.key in found and not digit.sure]
        return [(digit, doubt) for digit, doubt in asked if digit.label == doubt.label]

    @Slot(str, int)
    def _on_answered(self, key: str, label: int) -> None:
        self._digits.relabel((key,), label)

    def _forget_marks(self) -> None:
        self._marked = None
        self._mark()

    @Slot()
    def _on_digits(self) -> None:
        self._mark()
        if self._window.teach_bar.compare.isChecked():
            self._compare()

    @Slot()
    def _on_person_changed(self) -> None:
        """Another person is drawing: what was found, or compared, is of somebody else's digits."""
        self._comparing.forget()
        self._window.teach_bar.end_comparing()
        self._forget_marks()

    # Comparing

    @Slot(bool)
    def _on_compare(self, on: bool) -> None:
        if on:
            self._compare()
        else:
            self._comparing.forget()
            self.show_again()

    def _compare(self) -> None:
        """Read the person's digits, as they are now, with both networks."""
        taught = self._personal.file
        if taught is None:
            self._window.teach_bar.end_comparing()
            return
        self._comparing.start(partial(compared, shipped_weights(), taught, self._people.book.digits))

    @Slot(object)
    def _on_compared(self, compared: Compared) -> None:
        known = {each.key for each in compared.taught.each if not each.left_out}
        pairs = list(zip(compared.digits, compared.answers, strict=True))
        new = [(digit, answers) for digit, answers in pairs if digit.key not in known]
        right = [sum(answers[side] == digit.label for digit, answers in pairs) for side in (0, 1)]
        pair = Pair(
            names=(self.tr("default weights"), self.tr("your weights")),
            right=(right[0], right[1]),
            count=len(pairs),
            mnist_percents=compared.mnist_percents,
            changed=[ChangedDigit(digit.drawing, digit.label, *answers) for digit, answers in pairs],
            tip=self.tr("Both networks read all your digits as they are now."),
        )
        self._window.teach_bar.show_compared(pair, self._about_new(new))

    def _about_new(self, new: list[tuple[MyDigit, tuple[int, int]]]) -> str:
        if not self._people.book.digits:
            return self.tr("You have kept no digits yet: only MNIST's are compared.")
        if not new:
            return self.tr("Your weights were taught all of these digits: draw some more to see how they read others.")
        first, second = (sum(answers[side] == digit.label for digit, answers in new) for side in (0, 1))
        text = self.tr(
            "Of the {count} that your weights were not taught, the default weights read {first} correctly, yours "
            "{second}."
        )
        return text.format(count=f"{len(new):,}", first=f"{first:,}", second=f"{second:,}")

    @Slot(bool, bool)
    def _on_weights(self, in_use: bool, _others: bool) -> None:
        self._window.teach_bar.set_taught(in_use, self._personal.file is not None)

    def shut_down(self) -> None:
        self._comparing.shut_down()
