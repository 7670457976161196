"""The history of runs: the log of each, kept when it ends. Reading and writing happen beside the GUI thread."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.workers.task_queue import TaskQueue
from model.errors import FileError
from model.files import is_running, make_private
from model.training.log import Outcome, TrainingLog, load_log, save_log
from model.training.setup import RunSetup

MOST = 100
"""Older runs are forgotten."""
_SUFFIX = ".training.json"
_REMOVED = re.compile(r".*\.(\d+)\.removed")
"""What the file of a run that was removed is called: it tells in which process."""


@dataclass(frozen=True)
class PastRun:
    """What the history shows of a run.

    ``key`` identifies it; ``errors`` are those of its passes in percent, on held-out digits if ``held_out``, else on
    those trained on. ``test_error`` is the last pass's, None if it was not measured.
    """

    key: str
    setup: RunSetup
    started: str
    outcome: Outcome
    errors: tuple[float, ...]
    held_out: bool
    test_error: float | None

    @classmethod
    def of(cls, log: TrainingLog) -> "PastRun":
        passes = log.passes
        return cls(
            key_of(log),
            log.setup,
            log.facts.started,
            log.outcome,
            tuple(result.error_percent for result in passes),
            bool(passes) and passes[-1].held_out is not None,
            passes[-1].test_error_percent if passes else None,
        )


def key_of(log: TrainingLog) -> str:
    """The name of a run's file: when it started, and a digest in case two started in one second."""
    setup = json.dumps(log.as_json()["setup"], sort_keys=True)
    digest = hashlib.blake2b(f"{log.facts.started}{setup}".encode(), digest_size=4).hexdigest()
    started = "".join(letter for letter in log.facts.started[:19] if letter.isalnum())
    return f"{started or 'undated'}-{digest}"


def _removed(path: Path) -> Path:
    """Where a run's file is until this process ends, once it was removed."""
    return path.with_name(f"{path.name}.{os.getpid()}.removed")


class RunHistory(QObject):
    """Keeps runs, and lists them; lives on the GUI thread."""

    changed = Signal(object)  # all runs, newest first, as a tuple of PastRun
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._queue = TaskQueue("history", self)
        self._known: dict[Path, tuple[float, PastRun]] = {}
        """What was read, with the time of the file that it was read from; only the worker's thread uses it."""

    def read(self) -> None:
        self._add(lambda: None)

    def add(self, log: TrainingLog) -> None:
        """Keep a run that has ended; one that is kept already is replaced."""

        def write() -> None:
            make_private(self._folder)
            save_log(log, self._path(key_of(log)))

        self._add(write)

    def remove(self, key: str) -> None:
        """Remove a run, until :meth:`restore` or the end of the program."""
        path = self._path(key)
        self._add(lambda: path.replace(_removed(path)))

    def restore(self, key: str) -> None:
        path = self._path(key)
        self._add(lambda: _removed(path).replace(path))

    def open(self, key: str, done: Callable[[TrainingLog], object]) -> None:
        """Have ``done`` called with a run's log."""
        path = self._path(key)
        self._queue.add(lambda: load_log(path), done, self._on_failed)

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)

    def shut_down(self) -> None:
        """Finish what was asked for; what was removed is gone then. Safe more than once."""
        self._queue.add(self._erase_removed, lambda _: None, lambda _: None)
        self._queue.shut_down()

    def _add(self, change: Callable[[], object]) -> None:
        def work() -> tuple[PastRun, ...]:
            change()
            return self._all()

        self._queue.add(work, self.changed.emit, self._on_failed)

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        self.failed.emit(self.tr("The history of runs: {problem}").format(problem=problem))

    # On the worker's thread

    def _all(self) -> tuple[PastRun, ...]:
        files = sorted(self._folder.glob(f"*{_SUFFIX}"), reverse=True)
        for old in files[MOST:]:
            old.unlink(missing_ok=True)
        known = {}
        for path in files[:MOST]:
            try:
                written = path.stat().st_mtime
                kept = self._known.get(path)
                known[path] = kept if kept and kept[0] == written else (written, PastRun.of(load_log(path)))
            except (OSError, FileError):
                continue  # damaged, or gone this very moment
        self._known = known
        return tuple(run for _, run in known.values())

    def _erase_removed(self) -> None:
        for path in self._folder.glob("*.removed"):
            # What another window has removed can be brought back there.
            found = _REMOVED.fullmatch(path.name)
            if found is None or int(found[1]) == os.getpid() or not is_running(int(found[1])):
                path.unlink(missing_ok=True)
