"""Files that are written completely or not at all, and by one process at a time."""

import errno
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; on success, the file there replaces ``path``.

    Raises:
        OSError: writing failed; ``path`` is unchanged, and the temporary file is gone.
    """
    clear_left_over(path)
    temporary = _temporary(path)
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


def _temporary(path: Path) -> Path:
    # Not mkstemp: its files can be read by their owner only.
    return path.with_name(f".{path.name}.{os.getpid()}-{uuid.uuid4().hex}")


def clear_left_over(path: Path) -> None:
    """Remove what processes that were killed have left beside ``path`` while they wrote it."""
    name = re.compile(rf"\.{re.escape(path.name)}\.(\d+)-[0-9a-f]{{32}}")
    with suppress(OSError):
        for other in path.parent.iterdir():
            found = name.fullmatch(other.name)
            if found and not _is_running(int(found[1])):
                other.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # there is no harmless way to ask
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # another user's
    return True


def try_room(path: Path, room_bytes: int) -> None:
    """See that ``path`` can be written, and that there is room for so much; leaves nothing behind.

    Raises:
        OSError: it cannot, or there is not.
    """
    clear_left_over(path)
    temporary = _temporary(path)
    try:
        with temporary.open("wb") as file:
            file.write(bytes(room_bytes))
            os.fsync(file.fileno())
    finally:
        temporary.unlink(missing_ok=True)


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
