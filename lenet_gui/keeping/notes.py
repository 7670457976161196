"""What is said below the canvas: what the round asks for, what was kept, what no longer is."""

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.canvas.sketch import Sketch
from lenet_gui.keeping.guided_round import GuidedRound
from lenet_gui.my_digits.digit_book import Digits
from lenet_gui.my_digits.people import People


class Notes(QObject):
    """One line at a time; it goes when it no longer holds."""

    said = Signal(str)  # the line; empty for none

    def __init__(self, people: People, guided: GuidedRound, sketch: Sketch, parent: QObject) -> None:
        super().__init__(parent)
        self._people, self._round, self._sketch = people, guided, sketch
        self._tells_end = False
        """Whether what is said is that the round is over."""
        self._counted: Digits | None = None
        """The digits that what is said tells the number of."""
        people.changed.connect(self._on_changed)
        guided.changed.connect(self.ask)
        guided.finished.connect(self._on_finished)
        sketch.pressed.connect(self.ask)
        sketch.replaced.connect(self._on_replaced)

    @Slot()
    def ask(self) -> None:
        """Say what the round asks for, in place of anything else; nothing, where none is on."""
        self._tells_end, self._counted = False, None
        text = self.tr("Draw {digit}, then Enter")
        self.said.emit("" if self._round.wanted is None else text.format(digit=self._round.wanted))

    @Slot()
    def _on_replaced(self) -> None:
        """What was said about the last drawing is out of date, unless the program draws an example."""
        if not self._sketch.is_example:
            self.ask()

    @Slot()
    def _on_changed(self) -> None:
        """What was kept has been removed since, or named anew, in My digits."""
        if self._counted is not None and self._counted != self._people.book.digits:
            self.ask()

    @Slot()
    def _on_finished(self) -> None:
        self.said.emit(self.tr("The round is over: teach the network now"))
        self._tells_end = True

    @Slot()
    def on_teaching(self) -> None:
        """The network is being taught: there is no need to say so any more."""
        if self._tells_end:
            self.ask()

    def say_keeping(self, label: int) -> None:
        self._counted = None
        self.said.emit(self.tr("Keeping it as {label} ...").format(label=label))

    def say_kept(self, label: int) -> None:
        self._say_with_count(self.tr("Kept as {label}.").format(label=label))

    def say_not_own(self) -> None:
        """What was named is a picture, or an example."""
        self.said.emit(self.tr("Only what you drew yourself can be kept"))

    def say_taken_back(self) -> None:
        if not self._round.running:
            self._say_with_count(self.tr("No longer kept."))

    def _say_with_count(self, words: str) -> None:
        """With how many digits there are, and whose, where several people draw."""
        self._counted = self._people.book.digits
        count = self.tr("My digits: {count}") if self._people.is_me else self.tr("{person}'s digits: {count}")
        self.said.emit(f"{words} {count.format(person=self._people.person, count=len(self._counted))}")

    def say_left(self, person: str) -> None:
        """What was undone, or done again, was the keeping of another person's digit."""
        self.said.emit(self.tr("Unchanged: that digit is {person}'s").format(person=person))

    def tell_lost(self, problem: str) -> None:
        """A digit could not be kept."""
        self.ask()
        self._people.tell(self.tr("The digit could not be kept: {problem}").format(problem=problem))
