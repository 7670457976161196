"""A person's own digits: drawn, named, kept; to be seen, mended and taught from.

Each change is one line of ``digits.jsonl``, and nothing there is ever overwritten: an object with ``add`` (a list of
digits, so that an import is one line, there whole or not at all), ``relabel`` and ``label``, ``remove`` or ``restore``
(each with a key).
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from model.drawing import Drawing
from model.journal import Journal
from model.my_digit import MyDigit, as_json, checked_label, from_json, new_digit
from model.my_digits_file import inks, labels, read_jsonl, write_idx, write_jsonl

__all__ = ["DigitStore", "MyDigit", "inks", "labels", "read_jsonl", "write_idx", "write_jsonl"]


class DigitStore:
    """One person's digits, in the order in which they came. For one thread; several processes may have it open.

    Args:
        folder: where they lie; made when first needed.

    Raises:
        OSError: they are there but cannot be read. Every method that changes something raises it too where the change
            could not be kept (a full disk); then nothing has changed.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "digits.jsonl"
        self._journal = Journal(self.path)
        self._all: dict[str, MyDigit] = {}
        self._removed: set[str] = set()
        self._damaged = 0
        self._digits: tuple[MyDigit, ...] | None = None
        self.refresh()

    @property
    def digits(self) -> tuple[MyDigit, ...]:
        """All that are not removed."""
        if self._digits is None:
            self._digits = tuple(digit for key, digit in self._all.items() if key not in self._removed)
        return self._digits

    @property
    def damaged(self) -> int:
        """How many lines of the file cannot be read. They stay in it as they are; all others count."""
        return self._damaged

    def refresh(self) -> bool:
        """Take over what another window has written; whether there was anything. Costs next to nothing if not."""
        if not self._journal.has_news():
            return False
        if not self.path.exists():
            return self._take_over()
        with self._journal.held():
            return self._take_over()

    def add(self, label: int, drawing: Drawing) -> MyDigit:
        """Accept a digit: it is on the disk when this returns.

        Raises:
            ValueError: the label is none of 0 to 9, or nothing is drawn.
        """
        (digit,) = self.add_all([new_digit(label, drawing)])
        return digit

    def add_all(self, digits: Iterable[MyDigit]) -> tuple[MyDigit, ...]:
        """Accept digits, all or none, as they are; those that are here already stay as they are.

        Returns:
            Those that were new, or had been removed.

        Raises:
            ValueError: a digit is none that could be read again.
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

    def relabel(self, key: str, label: int) -> None:
        """Say that a digit is another one than it was said to be.

        Raises:
            KeyError: there is no such digit.
            ValueError: the label is none of 0 to 9.
        """
        checked_label(label)
        with self._journal.held():
            self._take_over()
            if self._all[key].label != label:
                self._write({"relabel": key, "label": label})

    def remove(self, key: str) -> None:
        """Take a digit away; ``restore`` brings it back.

        Raises:
            KeyError: there is no such digit.
        """
        with self._journal.held():
            self._take_over()
            if self._all[key].key not in self._removed:
                self._write({"remove": key})

    def restore(self, key: str) -> None:
        """Bring a removed digit back to its place.

        Raises:
            KeyError: there is no such digit.
        """
        with self._journal.held():
            self._take_over()
            if self._all[key].key in self._removed:
                self._write({"restore": key})

    def _write(self, change: dict[str, object]) -> None:
        self._journal.append(change)
        self._apply(change)

    def _take_over(self) -> bool:
        anew, changes = self._journal.read()
        if anew:
            self._all, self._removed, self._damaged, self._digits = {}, set(), 0, None
        for change in changes:
            self._apply(change)
        return anew or bool(changes)

    def _apply(self, change: object) -> None:
        try:
            self._change(change)
        except (ValueError, TypeError, KeyError):
            self._damaged += 1
        self._digits = None

    def _accept(self, digits: Iterable[MyDigit]) -> None:
        for digit in digits:
            self._all[digit.key] = digit
            self._removed.discard(digit.key)
        self._digits = None

    def _change(self, change: object) -> None:
        match change:
            case {"add": list() as added}:
                self._accept([from_json(each) for each in added])
            case {"relabel": str() as key, "label": label}:
                self._all[key] = replace(self._all[key], label=checked_label(label))
            case {"remove": str() as key}:
                self._removed.add(self._all[key].key)
            case {"restore": str() as key}:
                self._removed.remove(self._all[key].key)
            case _:
                raise ValueError("not a change of the digits")
