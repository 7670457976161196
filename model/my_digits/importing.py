"""Bringing the digits of a file into a store, all or none, in parts that nobody has to wait for."""

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
        self.source = source
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
            self._journal.read()  # go to the end; what stands there is not parsed
            self._journal.append({"import": self._name} | part)


def _parts(digits: list[MyDigit]) -> Iterator[tuple[list[MyDigit], int]]:
    """The digits of each line, and where they end."""
    part: list[MyDigit] = []
    points = 0
    for end, digit in enumerate(digits, 1):
        part.append(digit)
        points += sum(digit.strokes.lengths)
        if len(part) == _AT_ONCE or points >= _POINTS_AT_ONCE or end == len(digits):
            yield part, end
            part, points = [], 0
