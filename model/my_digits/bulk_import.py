"""Adds a file's digits to a store, a few at a time, so that nobody has to wait."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from model.my_digits.digit import MyDigit, as_json
from model.my_digits.formats import JsonlReading, Steps
from model.my_digits.journal import Journal
from model.my_digits.store import DigitStore

_AT_ONCE = 64
"""Digits per line: other processes wait for as long as the disk takes for one."""
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
            for first in range(0, len(digits), _AT_ONCE):
                part = digits[first : first + _AT_ONCE]
                self._append({"add": [as_json(digit) for digit in part]})
                yield _READING + (1 - _READING) * (first + len(part)) / len(digits)
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
