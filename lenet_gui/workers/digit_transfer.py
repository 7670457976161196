"""Import and export of digits beside the window: one file at a time, with progress."""

import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, Work, Worker

if TYPE_CHECKING:
    from model.my_digits.digit import MyDigit
    from model.my_digits.formats import Steps
    from model.my_digits.importing import Import

_REPORT_EVERY_S = 0.05


def _go_through(steps: "Steps", job: Job) -> None:
    reported = 0.0
    with closing(steps):
        for share in steps:
            job.check()
            if time.monotonic() - reported > _REPORT_EVERY_S:
                reported = time.monotonic()
                job.report(share)


def _import(source: Path, folder: Path, job: Job) -> "Import":
    from model.my_digits.importing import Import
    from model.my_digits.store import DigitStore

    importing = Import(source, DigitStore(folder))
    _go_through(importing.run(), job)
    return importing


def _export(path: Path, digits: "Sequence[MyDigit]", people: Path, job: Job) -> int:
    from model.errors import FileError
    from model.my_digits.formats import writing_idx, writing_jsonl

    if path.resolve().is_relative_to(people.resolve()):
        raise FileError(path, "The program itself keeps digits in this folder. Choose another one.")
    _go_through((writing_jsonl if ".jsonl" in path.name else writing_idx)(path, digits), job)
    return len(digits)


class DigitTransfer(Worker):
    """Imports and exports digits; progress is 0 to 1. One that fails, or is cancelled, leaves nothing behind."""

    began = Signal(bool, str)  # whether it is an import, and the file's name
    imported = Signal(object)  # the finished Import; the person's digits have to be read again
    exported = Signal(int)  # how many digits were written

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("digit transfer", parent)
        self.person = ""
        """Whose digits the last import was, or is, for."""
        self._importing = False
        self.finished.connect(self._on_finished)

    def cancel_import_for(self, person: str) -> None:
        """Cancel what is being imported for this person, if anything is."""
        if self.running and self._importing and self.person == person:
            self.cancel()

    @Slot(str, str)
    def rename(self, old: str, new: str) -> None:
        if self.person == old:
            self.person = new

    def import_file(self, source: Path, folder: Path, person: str) -> None:
        """Add a file's digits to those in a person's folder; nothing happens while another transfer runs."""
        if not self.running:
            self.person = person
            self._begin(True, partial(_import, source, folder), source)

    def export_file(self, path: Path, digits: "Sequence[MyDigit]", people: Path) -> None:
        """Write digits in the format that the file's name asks for; nothing happens while another transfer runs.

        Nothing is written into the folder in which the ``people``'s digits are kept.
        """
        if not self.running:
            self._begin(False, partial(_export, path, tuple(digits), people), path)

    def _begin(self, importing: bool, work: Work, path: Path) -> None:
        self._importing = importing
        self.start(work)
        self.began.emit(importing, path.name)

    @Slot(object)
    def _on_finished(self, outcome: object) -> None:
        if self._importing:
            self.imported.emit(outcome)
        else:
            self.exported.emit(outcome)
