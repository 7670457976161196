"""A file's digits on their way into a store, a few at a time, so that nobody has to wait for it."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from model.my_digits.digit import MyDigit, as_json, line_of
from model.my_digits.exchange import JsonlReading, Steps
from model.my_digits.journal import Journal
from model.my_digits.store import DigitStore, Part

_AT_ONCE = 64
"""Digits a line: others have to wait for as long as the disk takes for it."""
_READING = 0.4
"""How much of the time goes by before anything is written."""


class Import:
    """Brings the digits of a JSON Lines file into a store, all or none.

    Nothing of it counts before the last line is written: after a stop, a full disk, the end of the process, the digits
    are as they were. It is made on the store's own thread, run on any; in the end the store has to be refreshed.

    Args:
        source: the file.
        store: where they go, whoever is drawing by then.
    """

    def __init__(self, source: Path, store: DigitStore) -> None:
        self.source, self.store = source, store
        self.count = 0
        """How many digits the file holds; known once it has been read."""
        self.new: tuple[str, ...] = ()
        """The keys of those that were not in the store when it began; known by then too."""
        self._name = uuid.uuid4().hex
        self._present = frozenset(digit.key for digit in store.digits)
        # Made now, while the folder is there: should it be taken away, nobody makes it anew.
        self._journal = Journal(store.path)

    def run(self) -> Steps:
        """Read and write on at each step; gives how much has been done, 0 to 1. Closed before the end, it is stopped.

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
                part = tuple(digits[first : first + _AT_ONCE])
                line = line_of({"import": self._name, "add": [as_json(digit) for digit in part]})
                self.store.foretell(line, Part(self._name, part))
                self._append(line)
                yield _READING + (1 - _READING) * (first + len(part)) / len(digits)
            self._append(line_of({"import": self._name, "whole": len(digits)}))
            whole = True
        finally:
            if not whole:
                # Without this line they count for nothing either; with it nobody keeps them in mind.
                with suppress(OSError):
                    self._append(line_of({"import": self._name, "stopped": True}))

    def _append(self, line: bytes) -> None:
        with self._journal.held():
            self._journal.skip()
            self._journal.append_line(line)
