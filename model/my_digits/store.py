"""A person's own digits: drawn, labelled and kept, to be looked at, corrected and taught from.

Each change is one line of ``digits.jsonl``, and nothing there is overwritten, but to erase what was removed. A line is
an object with ``add`` (a list of digits), ``relabel`` and ``label``, ``remove`` or ``restore`` (each with a key; or,
for many at once, an object of keys with labels, and lists of keys). An import comes in parts, so that nobody waits for
it: lines with ``import`` (a name) and ``add``, which are ignored until a last one with ``import`` and ``whole``, the
number of digits.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from model.digits.drawing import Drawing
from model.files import clear_left_over
from model.my_digits.digit import MyDigit, as_json, checked_label, from_json, new_digit
from model.my_digits.formats import JsonlReading, Steps, inks, labels, read_jsonl
from model.my_digits.journal import NOT_READABLE, Journal

__all__ = ["DigitStore", "Import", "MyDigit", "inks", "labels", "read_jsonl"]


class DigitStore:
    """One person's digits, in the order in which they came. For one thread; several processes may have it open.

    Args:
        folder: where they lie; made when first needed.

    Raises:
        OSError: they are there but cannot be read. Every method that changes something raises it too where the change
            could not be kept (a full disk); then nothing has changed.
        KeyError: methods that are given keys raise it where there is no such digit.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "digits.jsonl"
        self._journal = Journal(self.path)
        self._all: dict[str, MyDigit] = {}
        self._removed: set[str] = set()
        self._coming: dict[str, list[MyDigit]] = {}
        self._not_understood: list[object] = []
        self._damaged = 0
        self._digits: tuple[MyDigit, ...] | None = None
        clear_left_over(self.path)
        self.refresh()

    @property
    def digits(self) -> tuple[MyDigit, ...]:
        """All that have not been removed."""
        if self._digits is None:
            self._digits = tuple(digit for key, digit in self._all.items() if key not in self._removed)
        return self._digits

    def __contains__(self, key: str) -> bool:
        """Whether there is, or was, such a digit, as far as has been read."""
        return key in self._all

    @property
    def damaged(self) -> int:
        """How many lines of the file cannot be read. They stay in it as they are; all others count."""
        return self._damaged

    def refresh(self) -> bool:
        """Read what others have written; whether there was anything. Costs next to nothing if not."""
        if not self._journal.has_news():
            return False
        if not self.path.exists():
            return self._take_over()
        with self._journal.held():
            return self._take_over()

    def add(self, label: int, drawing: Drawing) -> MyDigit:
        """Accept a digit: it is on the disk when this returns. ValueError: see ``new_digit``."""
        (digit,) = self.add_all([new_digit(label, drawing)])
        return digit

    def add_all(self, digits: Iterable[MyDigit]) -> tuple[MyDigit, ...]:
        """Accept digits, all or none; ValueError if one could not be read back. Those that are here stay as they are.

        Returns:
            Those that were new, or had been removed.
        """
        checked = [from_json(as_json(digit)) for digit in digits]
        wanted = {digit.key: digit for digit in checked}
        with self._journal.held():
            self._take_over()
            new = tuple(digit for key, digit in wanted.items() if key not in self._all or key in self._removed)
            if new:
                self._journal.append({"add": [as_json(digit) for digit in new]})
                self._accept(new)
        return new

    def relabel(self, labels: Mapping[str, int]) -> None:
        """Correct the labels of digits, by their keys; of all or of none. ValueError: a label is not 0 to 9."""
        for label in labels.values():
            checked_label(label)
        with self._journal.held():
            self._take_over()
            other = {key: label for key, label in labels.items() if self._all[key].label != label}
            if len(other) == 1:
                ((key, label),) = other.items()
                self._write({"relabel": key, "label": label})
            elif other:
                self._write({"relabel": other})

    def remove(self, *keys: str) -> None:
        """Remove digits, all or none; ``restore`` brings them back."""
        with self._journal.held():
            self._take_over()
            self._write_keys("remove", [key for key in keys if self._all[key].key not in self._removed])

    def restore(self, *keys: str) -> None:
        """Bring removed digits back to their places, all or none."""
        with self._journal.held():
            self._take_over()
            self._write_keys("restore", [key for key in keys if self._all[key].key in self._removed])

    def erase_removed(self) -> None:
        """Erase the digits that have been removed: nothing brings them back. What cannot be read stays in the file.

        Raises:
            OSError: the file could not be written anew; it is as it was.
        """
        with self._journal.held():
            self._take_over()
            if not self._removed:
                return
            added = [{"add": [as_json(digit)]} for digit in self.digits]
            coming = [
                {"import": name, "add": [as_json(digit) for digit in digits]} for name, digits in self._coming.items()
            ]
            self._journal.rewrite([*added, *coming, *self._not_understood])
            for key in self._removed:
                del self._all[key]
            self._removed = set()

    def _write_keys(self, change: str, keys: list[str]) -> None:
        if keys:
            self._write({change: keys[0] if len(keys) == 1 else keys})

    def _write(self, change: dict[str, object]) -> None:
        self._journal.append(change)
        self._apply(change)

    def _take_over(self) -> bool:
        anew, changes = self._journal.read()
        if anew:
            self._all, self._removed, self._coming = {}, set(), {}
            self._not_understood, self._damaged, self._digits = [], 0, None
        news = anew
        for change in changes:
            news = True
            self._apply(change)
        return news

    def _apply(self, change: object) -> None:
        try:
            self._change(change)
        except (ValueError, TypeError, KeyError):
            self._damaged += 1
            if change is not NOT_READABLE:  # which the journal keeps itself
                self._not_understood.append(change)
        self._digits = None

    def _accept(self, digits: Iterable[MyDigit]) -> None:
        for digit in digits:
            self._all[digit.key] = digit
            self._removed.discard(digit.key)
        self._digits = None

    def _change(self, change: object) -> None:
        match change:
            case {"import": str() as name}:
                self._change_import(name, change)
            case {"add": list() as added}:
                self._accept([from_json(each) for each in added])
            case {"relabel": str() as key, "label": label}:
                self._relabel({key: label})
            case {"relabel": dict() as labels}:
                self._relabel(labels)
            case {"remove": str() | [_, *_] as keys}:
                self._removed |= self._known(keys)
            case {"restore": str() | [_, *_] as keys}:
                self._removed -= self._known(keys)
            case _:
                raise ValueError("not a change of the digits")

    def _known(self, keys: str | list[str]) -> set[str]:
        return {self._all[key].key for key in ([keys] if isinstance(keys, str) else keys)}

    def _relabel(self, labels: Mapping[str, object]) -> None:
        self._all |= {key: replace(self._all[key], label=checked_label(label)) for key, label in labels.items()}

    def _change_import(self, name: str, change: object) -> None:
        match change:
            case {"add": list() as added}:
                self._coming.setdefault(name, []).extend([from_json(each) for each in added])
            case {"whole": int() as count}:
                self._accept_import(self._coming.pop(name, []), count)
            case {"stopped": True}:
                self._coming.pop(name, None)
            case _:
                raise ValueError("not a part of an import")

    def _accept_import(self, digits: list[MyDigit], count: int) -> None:
        if len(digits) != count:
            raise ValueError("a part of the import is missing")
        # Digits that have been added meanwhile stay as they are.
        self._accept([digit for digit in digits if digit.key not in self._all or digit.key in self._removed])


_AT_ONCE = 64
"""Digits per line: other processes wait for as long as the disk takes for one."""
_POINTS_AT_ONCE = 20_000
"""A line ends sooner where they have so many."""
_READING = 0.4
"""The share of the time that passes before anything is written."""


class Import:
    """Brings the digits of a JSON Lines file into a store, all or none.

    Nothing counts before the last line is written: when it is cancelled, the disk is full or the process ends, the
    digits are as they were. Afterwards the store has to be refreshed.
    """

    def __init__(self, source: Path, store: DigitStore) -> None:
        self.source, self.store = source, store
        self.count = 0
        """How many digits the file holds; set once it has been read."""
        self.new: tuple[str, ...] = ()
        """The keys of those that were not in the store at the start; set at the same time."""
        self._name = uuid.uuid4().hex
        self._present = frozenset(digit.key for digit in store.digits)
        # Made now, while the folder is there: if it is removed, it must not be made again.
        self._journal = Journal(store.path)

    def run(self) -> Steps:
        """Read and write at each step; yields how much has been done, 0 to 1. Closing it before the end cancels it.

        Raises:
            FileError: the file cannot be read, or a line of it is wrong.
            OSError: the digits could not be written.
        """
        reading = JsonlReading(self.source)
        for share in reading.run():
            yield _READING * share
        digits = reading.digits
        new = [digit for digit in digits if digit.key not in self._present]
        self.count, self.new = len(digits), tuple(digit.key for digit in new)
        if new:
            yield from self._write(new)

    def _write(self, digits: list[MyDigit]) -> Iterator[float]:
        whole = False
        try:
            for part, end in _parts(digits):
                self._append({"add": [as_json(digit) for digit in part]})
                yield _READING + (1 - _READING) * end / len(digits)
            self._append({"whole": len(digits)})
            whole = True
        finally:
            if not whole:
                # Without this line the parts are ignored too, but readers would hold them in memory.
                with suppress(OSError):
                    self._append({"stopped": True})

    def _append(self, part: dict[str, object]) -> None:
        with self._journal.held():
            self._journal.skip()
            self._journal.append({"import": self._name} | part)


def _parts(digits: list[MyDigit]) -> Iterator[tuple[list[MyDigit], int]]:
    """The digits of each line, and where they end."""
    part: list[MyDigit] = []
    points = 0
    for end, digit in enumerate(digits, 1):
        part.append(digit)
        points += sum(len(stroke.points) for stroke in digit.drawing.strokes)
        if len(part) == _AT_ONCE or points >= _POINTS_AT_ONCE or end == len(digits):
            yield part, end
            part, points = [], 0
