"""Changes of a person's digits that can be undone, the last one first."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from lenet_gui.my_digits.digit_book import Change, Failed, Then, nothing
from lenet_gui.my_digits.people import People


class _Step(NamedTuple):
    """Takes a change back.

    ``keys`` are the digits that are gone then, ``returning`` those that come back, and ``corrected`` is one that gets
    back the label that it had on the canvas.
    """

    change: Change
    keys: tuple[str, ...] = ()
    returning: tuple[str, ...] = ()
    corrected: str = ""


class UndoableChanges(QObject):
    """The changes of the person who is drawing."""

    undone = Signal(tuple)  # the keys of the digits that are gone with it
    returned = Signal(tuple)  # the keys of the digits that have come back
    changed = Signal(bool)  # whether there is something to undo

    def __init__(self, people: People, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._steps: list[_Step] = []

    def __bool__(self) -> bool:
        return bool(self._steps)

    def make(
        self,
        change: Change,
        undo: Change | None,
        adds: tuple[str, ...] = (),
        kept: Then = nothing,
        failed: Failed | None = None,
        removes: tuple[str, ...] = (),
        corrects: str = "",
    ) -> None:
        """Make a change that ``undo`` takes back; ``adds`` and ``removes`` are the digits that come and go with it."""
        step = None if undo is None else _Step(undo, adds, removes, corrects)

        def lost(problem: str) -> None:
            if step in self._steps:
                self._steps.remove(step)
                self._tell()
            (failed or self._tell_lost)(problem)

        self._note(step)
        self._people.book.apply(change, kept, lost)

    def note_import(self, undo: Change, keys: tuple[str, ...]) -> None:
        """Digits came from a file; ``undo`` takes them back."""
        self._note(_Step(undo, keys))

    def _note(self, step: _Step | None) -> None:
        if step is not None:
            self._steps.append(step)
        self._tell()

    def undo(self) -> None:
        if not self._steps:
            return
        step = self._steps.pop()

        def failed(problem: str) -> None:
            self._steps.append(step)
            self._tell()
            self._tell_lost(problem)

        def kept() -> None:
            there = {digit.key for digit in self._people.book.digits}
            if back := tuple(key for key in step.returning if key in there):
                self.returned.emit(back)
            elif step.returning:
                self._people.tell(self.tr("What was removed cannot be brought back: another window has erased it."))

        self._people.book.apply(step.change, kept, failed)
        self.undone.emit(step.keys)
        self._tell()

    def drop(self, key: str) -> None:
        """What added and corrected this digit has been undone elsewhere."""
        self._steps = [step for step in self._steps if step.keys != (key,) and step.corrected != key]
        self._tell()

    def forget(self, undo: Change) -> None:
        """What this takes back has been undone elsewhere."""
        self._steps = [step for step in self._steps if step.change is not undo]
        self._tell()

    def clear(self) -> None:
        """Forget them: nothing can be undone."""
        self._steps.clear()
        self._tell()

    def _tell_lost(self, problem: str) -> None:
        self._people.tell(self.tr("The change could not be kept: {problem}").format(problem=problem))

    def _tell(self) -> None:
        self.changed.emit(bool(self._steps))
