"""What a person's digits were taught so far: the weights that wait for a decision, and the personal ones.

Weights that wait lie on the disk until they are taken or discarded, so that quitting loses nothing. They are withdrawn
when a digit that they came from is removed, or gets another label.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.my_digits.people import People
from lenet_gui.teaching.personal_weights import PersonalWeights, keep_base
from model.assets import shipped_weights
from model.errors import WeightsError
from model.my_digits.people import Profiles, WeightsFile
from model.network.parameters import Parameters

if TYPE_CHECKING:
    from pathlib import Path

    from lenet_gui.workers.teaching_process import Start
    from model.my_digits.digit import MyDigit
    from model.network.taught import TeachingRound
    from model.network.weights_info import WeightsInfo


class Waiting(NamedTuple):
    """A taught network that waits for the person's decision, and what it was taught from."""

    network: Parameters
    info: "WeightsInfo"
    base: "Start"

    @property
    def taught(self) -> "TeachingRound":
        return self.info.origin.taught[-1]


def came_from(taught: "TeachingRound", digits: "Iterable[MyDigit]") -> bool:
    """Whether all digits that were taught are still there, with the labels they had."""
    there = {digit.key: (digit.label, digit.sure) for digit in digits}
    return all(there.get(each.key) == (each.label, each.sure) for each in taught.each)


def not_taught(taught: "TeachingRound | None", digits: "Iterable[MyDigit]") -> int:
    """How many digits have not been taught yet, have been relabelled since, or left out and since confirmed."""
    known = {} if taught is None else {each.key: each for each in taught.each}
    if taught is not None and not taught.each:  # an earlier version kept no more than the count
        return max(0, len(tuple(digits)) - taught.digits)
    found = ((digit, known.get(digit.key)) for digit in digits)
    return sum(one is None or one.label != digit.label or (one.left_out and digit.sure) for digit, one in found)


def _holds_others(path: "Path", info: "WeightsInfo") -> bool:
    """Whether other weights wait there than these: those that were taught in another window since."""
    from model.network.weights import load_weights

    try:
        return load_weights(path)[1].origin.taught != info.origin.taught
    except WeightsError:
        return False  # there are none, or none that can be used


class TeachingRecord(QObject):
    """Of the person who is drawing; known once it has been read."""

    changed = Signal()
    withdrawn = Signal()  # what waited no longer fits the digits, and is gone

    def __init__(self, profiles: Profiles, people: People, personal: PersonalWeights, parent: QObject) -> None:
        super().__init__(parent)
        self._profiles, self._people, self._personal = profiles, people, personal
        self.waiting: Waiting | None = None
        self.kept: TeachingRound | None = None
        """Of the person's own weights, whether they are in use or not."""
        self._is_read = False
        people.person_changed.connect(self._on_person_changed)
        people.changed.connect(self._on_digits)

    @property
    def newest(self) -> "TeachingRound | None":
        return self.kept if self.waiting is None else self.waiting.taught

    @property
    def not_taught(self) -> int:
        """How many of the person's digits the newest weights do not know."""
        return not_taught(self.newest, self._people.book.digits)

    @Slot()
    def read(self) -> None:
        """Find what waits on the disk, and what the person's own weights know; once for each person."""
        if self._is_read:
            return
        self._is_read = True
        person, book = self._people.person, self._people.book

        def look() -> "tuple[Waiting | None, TeachingRound | None]":
            from model.network.weights import load_weights

            kept = self._profiles.weights(person)
            taught = load_weights(kept)[1].origin.taught if kept is not None else ()
            path = self._profiles.weights(person, WeightsFile.WAITING)
            base = self._profiles.weights(person, WeightsFile.WAITING_BASE) or shipped_weights()
            waiting = None if path is None else Waiting(*load_weights(path), base)
            return waiting if waiting and waiting.info.origin.taught else None, taught[-1] if taught else None

        def found(those: "tuple[Waiting | None, TeachingRound | None]") -> None:
            if book is self._people.book:
                self.waiting, self.kept = self.waiting or those[0], self.kept or those[1]
                self.changed.emit()

        # What cannot be read is told where it is used.
        self._people.tasks.add(look, found, lambda _: None)
        book.read(self._on_digits, lambda _: None)

    def put_waiting(self, network: Parameters, info: "WeightsInfo", base: "Start") -> None:
        """A network has been taught: it waits from now on, here and on the disk."""
        self._is_read = True
        self.waiting = Waiting(network, info, base)
        self.changed.emit()
        person = self._people.person

        def write() -> None:
            from model.network.weights import save_weights

            keep_base(base, self._profiles.weights_path(person, WeightsFile.WAITING_BASE))
            save_weights(network, info, self._profiles.weights_path(person, WeightsFile.WAITING))

        self._people.tasks.add(write, lambda _: None, self._people.tell)
        self._on_digits()  # they may have changed while they were taught

    @Slot()
    def take(self) -> None:
        """Use what waits, from now on and at the next start."""
        waiting = self.waiting
        if waiting is not None:

            def taken() -> None:
                self.kept = waiting.taught
                if self.waiting is waiting:
                    self.discard()

            self._personal.take(waiting.network, waiting.info, waiting.base, taken)

    @Slot()
    def discard(self) -> None:
        """Forget what waits."""
        if self.waiting is None:
            return
        info, self.waiting = self.waiting.info, None
        self.changed.emit()
        person = self._people.person

        def erase() -> None:
            if not _holds_others(self._profiles.weights_path(person, WeightsFile.WAITING), info):
                for file in (WeightsFile.WAITING, WeightsFile.WAITING_BASE):
                    self._profiles.weights_path(person, file).unlink(missing_ok=True)

        self._people.tasks.add(erase, lambda _: None, self._people.tell)

    @Slot()
    def _on_digits(self) -> None:
        book = self._people.book
        if self.waiting is not None and book.is_open and not came_from(self.waiting.taught, book.digits):
            self.discard()
            self.withdrawn.emit()
        self.changed.emit()

    @Slot()
    def _on_person_changed(self) -> None:
        self.waiting = self.kept = None
        self._is_read = False
        self.changed.emit()
        self.read()
