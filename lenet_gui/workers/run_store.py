"""Where runs keep their checkpoints, so that an interrupted one is found again and two windows stay apart."""

import uuid
from pathlib import Path

from PySide6.QtCore import QLockFile


class RunStore:
    """A folder with one checkpoint a run, each held by the process that trains it.

    Args:
        folder: made when first needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: QLockFile | None = None

    def interrupted(self) -> list[Path]:
        """Checkpoints that no living process works on, newest first."""
        found = sorted(self._folder.glob("*.checkpoint"), key=_written, reverse=True)
        return [path for path in found if self._is_free(path)]

    @staticmethod
    def _lock_of(checkpoint: Path) -> QLockFile:
        lock = QLockFile(str(checkpoint.with_suffix(".lock")))
        # Never by age: a run may rest for days. A dead process's lock counts as none all the same.
        lock.setStaleLockTime(0)
        return lock

    def _is_free(self, checkpoint: Path) -> bool:
        lock = self._lock_of(checkpoint)
        free = lock.tryLock(0)
        lock.unlock()
        return free

    def hold_new(self) -> Path | None:
        """A new run's checkpoint, held from now on; None where the folder cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        self._clear_away_halves()
        checkpoint = self._folder / f"{uuid.uuid4().hex}.checkpoint"
        return checkpoint if self.hold(checkpoint) else None

    def _clear_away_halves(self) -> None:
        """What a process that was killed while it wrote has left."""
        for half in self._folder.glob(".*.checkpoint.*"):
            if self._is_free(self._folder / half.name[1:].partition(".checkpoint")[0]):
                half.unlink(missing_ok=True)

    def hold(self, checkpoint: Path) -> bool:
        """Take a run; False if another process has it."""
        self.release()
        lock = self._lock_of(checkpoint)
        if not lock.tryLock(0):
            return False
        self._lock = lock
        return True

    def release(self) -> None:
        """Let go of the run that is held."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def drop(self, checkpoint: Path) -> None:
        """Forget an interrupted run."""
        checkpoint.unlink(missing_ok=True)
        checkpoint.with_suffix(".lock").unlink(missing_ok=True)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0  # dropped this very moment
