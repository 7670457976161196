"""Files that are read within limits, written completely or not at all, and by one process at a time."""

import errno
import os
import re
import shutil
import stat
import sys
import tempfile
import time
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
def written_whole(path: Path, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path; on success, the file there becomes ``path``.

    A file that is replaced keeps its mode, and a link stays a link. A device or a pipe is not replaced: the content is
    written into it.

    Args:
        path: what to write.
        private: whether only its owner may read it.

    Raises:
        OSError: writing failed; a file at ``path`` is unchanged, and the temporary file is gone.
    """
    with written_together(path, private=private) as (temporary,):
        yield temporary


@contextmanager
def written_together(*paths: Path, private: bool = False) -> Iterator[tuple[Path, ...]]:
    """The same for files that belong together.

    None takes its place before all are on the disk. Then they do so one right after the other. Where the process is
    killed in between, whoever reads them by :func:`finish_left_over` or writes them next puts the rest in its place.

    Raises:
        OSError: writing failed; the files are unchanged, and the temporary ones are gone.
    """
    group = uuid.uuid4().hex
    places = [_Place(path, private, group) for path in paths]
    for place in places[1:]:
        place.follow(places[0])
    try:
        for place in reversed(places):  # so that one that follows is never left without the first before all are whole
            place.clear()
        for place in places:
            place.begin()
        yield tuple(place.temporary for place in places)
        for place in places:
            place.settle()
        for place in places:
            place.take()
    except BaseException as error:
        for place in reversed(places):
            with suppress(OSError):  # it may not be there, nor could be; what has gone wrong is told
                place.temporary.unlink()
            if isinstance(error, OSError) and str(error.filename) == str(place.temporary):
                # The person does not know the temporary name.
                error.filename, error.filename2 = str(place.path), None
        name_file(error, places[0].path)
        raise


def name_file(error: BaseException, path: Path) -> None:
    """Have an error of the system say of which file it tells: it does not where that was open, as on a full disk."""
    if isinstance(error, OSError) and error.strerror and error.filename is None:
        error.filename = str(path)


class _Place:
    """Where a file is written, and where it will be."""

    def __init__(self, path: Path, private: bool, group: str) -> None:
        self.path, self._private = path, private
        try:
            self._mode: int | None = path.stat().st_mode
        except FileNotFoundError:
            self._mode = None
        self._into = self._mode is not None and not stat.S_ISREG(self._mode)
        self._target = path if self._into else path.resolve()
        folder = Path(tempfile.gettempdir()) if self._into else self._target.parent
        self.temporary = _temporary(folder / self._target.name, group)

    def follow(self, first: "_Place") -> None:
        """Take its place after another in the same folder, so that what is there tells whether that one has."""
        if self.temporary.parent == first.temporary.parent and not (self._into or first._into):
            self.temporary = self.temporary.with_name(self.temporary.name + _FOLLOWS)

    def clear(self) -> None:
        if not self._into:
            clear_left_over(self._target)

    def begin(self) -> None:
        self.temporary.touch(0o600 if self._private or self._into else 0o666, exist_ok=False)

    def settle(self) -> None:
        """The content is on the disk; on a device, there already."""
        if self._into:
            _write_into(self.path, self.temporary)
            return
        with self.temporary.open("rb+") as file:
            os.fsync(file.fileno())
        # Windows knows one mode, read only, with which the temporary file could not be removed.
        if self._mode is not None and sys.platform != "win32":
            with suppress(PermissionError):  # a disk that knows no modes
                self.temporary.chmod(stat.S_IMODE(self._mode) & (0o700 if self._private else 0o7777))

    def take(self) -> None:
        if not self._into:
            _replace(self.temporary, self._target)


_PAUSES_S = (0.01, 0.05, 0.2, 0.5) if sys.platform == "win32" else ()
"""How long to wait before each further try at replacing a file that another program has open."""


def _replace(source: Path, target: Path) -> None:
    """Put a file in the place of another. On Windows nobody may have that open, and a scanner of viruses soon has."""
    for pause_s in _PAUSES_S:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    source.replace(target)


_FOLLOWS = "-follows"
"""At the end of the names of temporary files that take their places after another."""


_LONGEST_IN_NAME = 80
"""Bytes of a file's name that are in another's: that is then not too long for encrypted folders, which take 143."""


def shortened(name: str) -> str:
    """A file's name for use in that of another beside it; of a long one its beginning, and a sum that tells it."""
    whole = name.encode("utf-8", "surrogatepass")
    if len(whole) <= _LONGEST_IN_NAME:
        return name
    return f"{whole[: _LONGEST_IN_NAME - 9].decode('utf-8', 'ignore')}~{zlib.crc32(whole):08x}"


def _temporary(path: Path, group: str) -> Path:
    # Not mkstemp: its files can be read by their owner only.
    return path.with_name(f".{shortened(path.name)}.{os.getpid()}-{group}")


def clear_left_over(path: Path) -> None:
    """Remove what processes that were killed have left beside ``path`` while they wrote it."""
    finish_left_over(path)
    with suppress(OSError):
        for other, _writer in _left_over(path):
            other.unlink(missing_ok=True)


def finish_left_over(path: Path) -> None:
    """Where a process was killed after a file that belongs with ``path`` took its place, put this one in its place.

    All were on the disk by then. Where it cannot be done, nothing is changed.
    """
    with suppress(OSError):
        for other, writer in _left_over(path):
            if writer.endswith(_FOLLOWS):
                first = writer.removesuffix(_FOLLOWS)
                if not any(file.name.endswith(first) for file in path.parent.iterdir()):
                    _replace(other, path)


def _left_over(path: Path) -> list[tuple[Path, str]]:
    """Temporary files of ``path`` whose process has ended, and the end of each one's name, which tells the writer."""
    name = re.compile(rf"\.{re.escape(shortened(path.name))}\.((\d+)-[0-9a-f]{{32}}(?:{_FOLLOWS})?)")
    found = [(other, name.fullmatch(other.name)) for other in path.parent.iterdir()]
    return [(other, match[1]) for other, match in found if match and not is_running(int(match[2]))]


def is_running(process: int) -> bool:
    """Whether a process has not ended yet, or nobody can tell."""
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
    temporary = _temporary(path, uuid.uuid4().hex)
    try:
        with temporary.open("wb") as file:
            file.write(bytes(room_bytes))
            os.fsync(file.fileno())
    finally:
        temporary.unlink(missing_ok=True)


def _write_into(path: Path, source: Path) -> None:
    # A pipe that nobody reads would make this wait forever.
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "wb") as file, source.open("rb") as content:
        if sys.platform != "win32":
            os.set_blocking(handle, True)
        shutil.copyfileobj(content, file)
    source.unlink()


def make_private(folder: Path) -> None:
    """Make a folder, if it is not there, that only its owner can enter; what is in it is made private, too.

    Raises:
        OSError: it cannot be made, or is no folder.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    folder.mkdir(0o700, parents=True, exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        with suppress(OSError):  # gone this moment, or another's
            mode = path.lstat().st_mode
            if mode & 0o077 and not stat.S_ISLNK(mode):
                path.chmod(stat.S_IMODE(mode) & 0o700)


class LockedError(TimeoutError):
    """Another process has kept a lock for too long."""


@contextmanager
def locked(lock: Path, guarded: Path, patience_s: float, reads: bool = False) -> Iterator[None]:
    """Hold a lock that other processes respect.

    Args:
        lock: the lock file, made when needed.
        guarded: the file or folder that it guards, for the error.
        patience_s: how long to wait for another process.
        reads: whether it is enough to read: then no lock is needed where none can be made, as on a read-only disk.

    Raises:
        OSError: the lock file cannot be written; LockedError: another process has kept it for so long.
    """
    from filelock import FileLock, Timeout  # slow to load, and not needed to show a window

    held = FileLock(lock, mode=0o600)
    try:
        held.acquire(timeout=patience_s, poll_interval=0.01)
    except Timeout as error:
        if not lock.exists():
            # Waited for as well, as another process may be removing it. Where it cannot be made, this says why.
            os.close(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600))
        what = "folder" if guarded.is_dir() else "file"
        raise LockedError(errno.ETIMEDOUT, f"Another program has locked the {what}", str(guarded)) from error
    except OSError as error:
        if not reads or error.errno not in (errno.EROFS, errno.EACCES):
            raise
    try:
        yield
    finally:
        held.release()
