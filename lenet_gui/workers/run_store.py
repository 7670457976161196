"""Where training runs keep their checkpoints, so that an interrupted one is found again and two windows stay apart."""

import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from model.files import make_private

if TYPE_CHECKING:
    from filelock import FileLock


class RunStore:
    """A folder with one checkpoint for each run, locked by the process that trains it.

    The locks are the operating system's: those of a dead process are free, however old they are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: FileLock | None = None

    def interrupted(self) -> list[Path]:
        found = sorted(self.folder.glob("*.checkpoint"), key=_modified, reverse=True)
        return list(filter(self._is_free, found))

    def _locked(self, checkpoint: Path) -> "FileLock | None":
        """The checkpoint's lock, acquired; None where another process has it or the folder cannot be written."""
        from filelock import FileLock, Timeout

        # Held by the object, whichever thread asks.
        lock = FileLock(checkpoint.with_suffix(".lock"), timeout=0, thread_local=False)
        try:
            lock.acquire()
        except (OSError, Timeout):
            return None
        return lock

    def _is_free(self, checkpoint: Path) -> bool:
        lock = self._locked(checkpoint)
        if lock is not None:
            lock.release()
        return lock is not None

    def hold_new(self) -> Path | None:
        """A new run's checkpoint, held from now on; None where the folder cannot be written."""
        try:
            make_private(self.folder)
        except OSError:
            return None
        self._tidy_up()
        checkpoint = self.folder / f"{uuid.uuid4().hex}.checkpoint"
        return checkpoint if self.hold(checkpoint) else None

    def _tidy_up(self) -> None:
        """Remove what killed processes left half written, and the locks of runs that are over."""
        for half in self.folder.glob(".*.checkpoint.*"):
            if self._is_free(self.folder / half.name[1:].partition(".checkpoint")[0]):
                half.unlink(missing_ok=True)
        for lock in self.folder.glob("*.lock"):
            # A run that has just begun holds its lock before it has a checkpoint.
            if not lock.with_suffix(".checkpoint").exists() and self._is_free(lock):
                _remove(lock)

    def hold(self, checkpoint: Path) -> bool:
        """Take a run; False if another process has it."""
        self.release()
        self._lock = self._locked(checkpoint)
        return self._lock is not None

    def release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def drop(self, checkpoint: Path) -> bool:
        """Erase a run; False, and nothing is erased, if a process is training it.

        Raises:
            OSError: it could not be erased.
        """
        lock = self._locked(checkpoint)
        if lock is None:
            return False
        try:
            checkpoint.unlink(missing_ok=True)
        finally:
            lock.release()
        _remove(Path(lock.lock_file))
        return True


def _remove(lock: Path) -> None:
    with suppress(OSError):  # on Windows, another process may have taken it this very moment
        lock.unlink(missing_ok=True)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0  # dropped this very moment
