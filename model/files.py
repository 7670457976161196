"""Files that are read within limits, written completely or not at all, and by one process at a time."""

import errno
import os
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import FileError


def check_size(path: Path, most_bytes: int, error: type[FileError]) -> None:
    """Look at a file before anything of it is read.

    Raises:
        FileError: of the given type: it is no file with an end, such as a device or a pipe, or is too large.
    """
    try:
        state = path.stat()
    except (OSError, ValueError) as problem:
        raise error(path, f"The file cannot be read ({getattr(problem, 'strerror', problem)}).") from problem
    if not stat.S_ISREG(state.st_mode):
        raise error(path, "The file cannot be read (it is a folder, a device or a pipe).")
    if state.st_size > most_bytes:
        raise error(path, f"The file is too large: at most {most_bytes:,} bytes; this has {state.st_size:,}.")


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; on success, the file there replaces ``path``.

    Raises:
        OSError: writing failed; ``path`` is unchanged, and the temporary file is gone.
    """
    # Not mkstemp: its files can be read by their owner only.
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and str(error.filename) == str(temporary):
            # The person does not know the temporary name.
            error.filename, error.filename2 = str(path), None
        raise


@contextmanager
def locked(lock: Path, guarded: Path, patience_s: float) -> Iterator[None]:
    """Hold a lock that other processes respect.

    Args:
        lock: the lock file, made when needed.
        guarded: the file or folder that it guards, for the error.
        patience_s: how long to wait for another process.

    Raises:
        OSError: the lock file cannot be written; TimeoutError: another process has kept it for so long.
    """
    from filelock import FileLock, Timeout  # slow to load, and not needed to show a window

    held = FileLock(lock)
    try:
        held.acquire(timeout=patience_s, poll_interval=0.01)
    except Timeout as error:
        what = "folder" if guarded.is_dir() else "file"
        raise TimeoutError(errno.ETIMEDOUT, f"Another program has locked the {what}", str(guarded)) from error
    try:
        yield
    finally:
        held.release()
