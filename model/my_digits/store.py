"""A person's own digits: drawn, labelled and kept, to be looked at, corrected and taught from.

Each change is one line of ``digits.jsonl``, and nothing there is overwritten, but to erase what was removed. A line is
an object with ``add`` (a list of digits), ``relabel`` and ``label``, ``remove`` or ``restore`` (each with a key; or,
for many at once, an object of keys with labels, and lists of keys); ``sure`` beside ``relabel`` lists the keys of those
whose label the person confirmed. An import comes in parts, so that nobody waits for
it: lines with ``import`` (a name) and ``add``, which are ignored until a last one with ``import`` and ``whole``, the
number of digits.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from model.digits.drawing import Drawing
from model.files import clear_left_over
from model.my_digits.digit import MyDigit, as_json, checked_label, from_json, new_digit
from model.my_digits.journal import NOT_READABLE, Journal


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
        self.damaged = 0
        """How many lines of the file cannot be read. They stay in it as they are; all others count."""
        self._digits: tuple[MyDigit, ...] | None = None
        clear_left_over(self.path)
        self.refresh()

    @property
    def digits(self) -> tuple[MyDigit, ...]:
        """All that have not been removed."""
        if self._digits is None:
            self._digits = tuple(digit for key, digit in self._all.items() if key not in self._removed)
        return self._digits

    @property
    def any_removed(self) -> bool:
        """Whether there are digits that can be brought back."""
        return bool(self._removed)

    def __contains__(self, key: str) -> bool:
        """Whether there is, or was, such a digit, as far as has been read."""
        return key in self._all

    def refresh(self) -> bool:
        """Read what others have written; whether there was anything. Costs next to nothing if not.

        Raises:
            OSError: it cannot be read; or the folder was removed, which leaves the digits as they were read.
        """
        if not self._journal.has_news():
            return False
        if not self.path.exists():
            self._journal.check_folder()
            return self._take_over()
        with self._journal.held(reads=True):
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

    def relabel(self, labels: Mapping[str, int], sure: Collection[str] = ()) -> None:
        """Correct the labels of digits, by their keys; of all or of none. ValueError: a label is not 0 to 9.

        ``sure`` are the keys of those whose label the person has confirmed; that of the others is not.
        """
        for label in labels.values():
            checked_label(label)
        with self._journal.held():
            self._take_over()
            other = {
                key: label
                for key, label in labels.items()
                if (self._all[key].label, self._all[key].sure) != (label, key in sure)
            }
            confirmed = [key for key in other if key in sure]
            what: dict[str, object] = {"relabel": other}
            if len(other) == 1:
                ((key, label),) = other.items()
                what = {"relabel": key, "label": label}
            if other:
                self._write(what | ({"sure": confirmed} if confirmed else {}))

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
            OSError: the file could not be rewritten; it is as it was.
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
            self._not_understood, self.damaged, self._digits = [], 0, None
        news = anew
        for change in changes:
            news = True
            self._apply(change)
        return news

    def _apply(self, change: object) -> None:
        try:
            self._change(change)
        except (ValueError, TypeError, KeyError):
            self.damaged += 1
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
            case {"relabel": str() as key, "label": label, **rest}:
                self._relabel({key: label}, rest.get("sure"))
            case {"relabel": dict() as labels, **rest}:
                self._relabel(labels, rest.get("sure"))
            case {"remove": str() | [_, *_] as keys}:
                self._removed |= self._known(keys)
            case {"restore": str() | [_, *_] as keys}:
                self._removed -= self._known(keys)
            case _:
                raise ValueError("not a change of the digits")

    def _known(self, keys: str | list[str]) -> set[str]:
        return {self._all[key].key for key in ([keys] if isinstance(keys, str) else keys)}

    def _relabel(self, labels: Mapping[str, object], sure: object) -> None:
        confirmed = frozenset(sure if isinstance(sure, list) else ())
        self._all |= {
            key: replace(self._all[key], label=checked_label(label), sure=key in confirmed)
            for key, label in labels.items()
        }

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
