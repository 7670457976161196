"""A file of JSON lines that grows and is rarely rewritten, safe against crashes and full disks.

A line counts once it is whole. What a process that died has left of one is ignored, and the next to append removes it.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from model.files import locked, make_private, name_file, written_whole
from model.my_digits.digit import line_of, value_of

PATIENCE_S = 30.0
"""How long to wait for other processes; they lock the file for as long as the disk takes for one line."""
NOT_READABLE = object()
"""Stands for a line that is not JSON."""


class Journal:
    """Such a file, for one thread; other threads and processes may append to it at any time.

    Made, with its folder, when first appended to. OSError from any method: it could not be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._has_folder = path.parent.exists()
        self._file: tuple[int, int] | None = None
        self._read_to = 0
        self._lacks_end = False

    def has_news(self) -> bool:
        """Whether the file has changed since it was last read; costs next to nothing."""
        try:
            state = self._path.stat()
        except FileNotFoundError:
            return self._file is not None
        return (state.st_dev, state.st_ino) != self._file or state.st_size != self._read_to

    def check_folder(self) -> None:
        """FileNotFoundError if the folder was there, and has been removed since.

        It is not made again: a person's digits would then lie where nobody looks for them.
        """
        if self._has_folder and not self._path.parent.exists():
            raise FileNotFoundError(errno.ENOENT, "The folder was removed", str(self._path.parent))

    @contextmanager
    def held(self, reads: bool = False) -> Iterator[None]:
        """Lock the file, or OSError if another process keeps the lock; ``read`` and ``append`` are for within.

        ``reads`` says that nothing will be appended: a read-only disk will do.
        """
        if not self._has_folder:
            make_private(self._path.parent)
            self._has_folder = True
        self.check_folder()
        with locked(self._path.with_suffix(".lock"), self._path, PATIENCE_S, reads):
            yield

    def read(self) -> tuple[bool, Iterator[object]]:
        """What is new since the last reading.

        Returns:
            Whether it is another file, or a shorter one, so that everything read before is void; and the new lines,
            each parsed when it is asked for: they take ten times the memory then.
        """
        try:
            file = FileIO(self._path, "rb")
        except FileNotFoundError:
            anew = self._file is not None
            self._file, self._read_to, self._lacks_end = None, 0, False
            return anew, iter(())
        with file:
            state = os.fstat(file.fileno())
            identity = state.st_dev, state.st_ino
            anew = self._file is not None and (identity != self._file or state.st_size < self._read_to)
            start = self._read_to if identity == self._file and not anew else 0
            file.seek(start)
            content = file.readall()
        *lines, rest = content.split(b"\n")
        self._file, self._read_to = identity, start + len(content) - len(rest)
        if content:
            # A line cut short is never JSON. One that is was edited by hand and left without its end.
            self._lacks_end = _value_or_not(rest) is not NOT_READABLE
            if self._lacks_end:
                lines.append(rest)
                self._read_to += len(rest)
        return anew, map(_value_or_not, filter(bytes.strip, lines))

    def append(self, value: object) -> None:
        """Add a line after everything that was read; it is on the disk when this returns, or else nothing is."""
        content = (b"\n" if self._lacks_end else b"") + line_of(value)
        with FileIO(self._path, "ab+", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.truncate(self._read_to)  # what is left of a half-written line
            try:
                written = 0
                while written < len(content):
                    written += file.write(content[written:])
                os.fsync(file.fileno())
            except BaseException as error:
                with suppress(OSError):
                    file.truncate(self._read_to)
                name_file(error, self._path)
                raise
            state = os.fstat(file.fileno())
        if self._read_to == 0:
            _flush_folder(self._path.parent)
        self._file = state.st_dev, state.st_ino
        self._read_to, self._lacks_end = self._read_to + len(content), False

    def rewrite(self, values: Iterable[object]) -> None:
        """Replace all lines by these, and keep those that are not JSON; for within ``held``, after ``read``.

        Raises:
            OSError: it could not be written; the file is as it was.
        """
        lines = [line for line in self._path.read_bytes().split(b"\n") if line.strip()]
        kept = [line + b"\n" for line in lines if _value_or_not(line) is NOT_READABLE]
        with written_whole(self._path, private=True) as temporary:
            temporary.write_bytes(b"".join([*map(line_of, values), *kept]))
        _flush_folder(self._path.parent)
        self.read()


def _value_or_not(line: bytes) -> object:
    """What a line of JSON holds; ``NOT_READABLE`` if it is not JSON."""
    try:
        return value_of(line)
    except ValueError:
        return NOT_READABLE


def _flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
