"""One person's digits as the window shows them, and the changes that are on their way to the disk."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lenet_gui.workers.task_queue import TaskQueue

if TYPE_CHECKING:
    from model.my_digits.digit import MyDigit
    from model.my_digits.store import DigitStore

Digits: TypeAlias = "tuple[MyDigit, ...]"
Then = Callable[[], object]
Failed = Callable[[str], object]
"""Gets what went wrong, for the person to read."""


def nothing() -> None: ...


class Change(NamedTuple):
    """One change of a person's digits."""

    shown: Callable[[Digits], Digits]
    """What it makes of the digits, for the window to show at once."""
    write: "Callable[[DigitStore], object]"
    """Brings it to the disk; runs beside the GUI thread."""


def adding(digit: "MyDigit") -> Change:
    """One that was removed, or erased since, comes back with this label."""
    return Change(lambda digits: (*digits, digit), lambda store: store.add_all([digit]))


def relabelling(labels: Mapping[str, int], sure: Collection[str]) -> Change:
    """``sure`` are the keys of those whose label the person has confirmed."""
    return Change(
        lambda digits: tuple(
            replace(each, label=labels[each.key], sure=each.key in sure) if each.key in labels else each
            for each in digits
        ),
        lambda store: store.relabel({key: label for key, label in labels.items() if key in store}, sure),
    )


def correcting(digit: "MyDigit") -> Change:
    """Another label for a digit that is there, and is to stay even if another window has removed it."""
    relabel = relabelling({digit.key: digit.label}, [digit.key] if digit.sure else [])

    def write(store: "DigitStore") -> None:
        store.add_all([digit])
        relabel.write(store)

    return Change(relabel.shown, write)


def removing(*keys: str) -> Change:
    gone = frozenset(keys)
    return Change(
        lambda digits: tuple(each for each in digits if each.key not in gone),
        lambda store: store.remove(*(key for key in keys if key in store)),
    )


def restoring(*keys: str) -> Change:
    """With digits that were removed; only the disk knows their places."""
    return Change(lambda digits: digits, lambda store: store.restore(*(key for key in keys if key in store)))


ERASING = Change(lambda digits: digits, lambda store: store.erase_removed())
"""What was removed cannot be brought back from then on."""


class _There(NamedTuple):
    """What is on the disk: the digits, whether some are removed that can be brought back, and unreadable lines."""

    digits: Digits
    any_removed: bool
    damaged: int

    @classmethod
    def of(cls, store: "DigitStore") -> "_There":
        return cls(store.digits, store.any_removed, store.damaged)


class DigitBook:
    """The digits of one person. Whatever may wait for the disk or for another program runs in a task queue.

    ``changed`` is called when the digits change, or anything else that is told of them; ``failed`` is told what went
    wrong if nobody else is.
    """

    def __init__(self, open_store: "Callable[[], DigitStore]", tasks: TaskQueue, changed: Then, failed: Failed) -> None:
        self.open_store = open_store
        self.is_open = False
        """Whether the digits have been read."""
        self.problem = ""
        """Why they could not be read."""
        self.any_removed = False
        """Whether there are digits on the disk that can be brought back."""
        self.damaged = 0
        """How many lines of the file cannot be read."""
        self._tasks, self._changed, self._failed = tasks, changed, failed
        self._store: DigitStore | None = None
        """For the queue's thread alone."""
        self._kept: Digits = ()
        self._waiting: list[Change] = []
        self.digits: Digits = ()
        """As they will be on the disk once everything that waits has been written."""

    @property
    def folder(self) -> Path:
        assert self._store is not None
        return self._store.path.parent

    def find(self, key: str) -> "MyDigit | None":
        """The digit of this key, if it is there."""
        return next((digit for digit in self.digits if digit.key == key), None)

    def read(self, then: Then = nothing, failed: Failed | None = None) -> None:
        """Read the digits, or what other windows have changed; ``then`` or ``failed`` follows."""

        def done(there: _There) -> None:
            self._take(there)
            then()

        def unreadable(problem: str) -> None:
            self.problem = problem
            (failed or self._failed)(problem)
            self._changed()

        self._tasks.add(self._read, done, unreadable)

    def when_open(self, then: Then) -> None:
        """Call ``then`` at once, or as soon as the digits have been read."""
        if self.is_open:
            then()
        else:
            self.read(then)

    def apply(self, change: Change, kept: Then = nothing, failed: Failed | None = None) -> None:
        """Make a change: shown at once, written as soon as it can be; ``kept`` or ``failed`` follows."""
        self._waiting.append(change)
        self._show()

        def write() -> _There:
            store = self._opened()
            store.refresh()  # another window may have erased what is to be changed
            change.write(store)
            return _There.of(store)

        def done(there: _There) -> None:
            self._waiting.remove(change)
            self._take(there)
            kept()

        def lost(problem: str) -> None:
            self._waiting.remove(change)
            self._show()
            (failed or self._failed)(problem)

        self._tasks.add(write, done, lost)

    # On the queue's thread

    def _opened(self) -> "DigitStore":
        if self._store is None:
            self._store = self.open_store()
        return self._store

    def _read(self) -> _There:
        store = self._opened()
        store.refresh()
        return _There.of(store)

    # On the GUI thread

    def _take(self, there: _There) -> None:
        news = not self.is_open or bool(self.problem) or there[1:] != (self.any_removed, self.damaged)
        self._kept, self.any_removed, self.damaged = there
        self.is_open, self.problem = True, ""
        self._show(news)

    def _show(self, news: bool = False) -> None:
        digits = self._kept
        for change in self._waiting:
            digits = change.shown(digits)
        if news or digits != self.digits:
            self.digits = digits
            self._changed()
