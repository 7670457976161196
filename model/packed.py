"""Files that may be packed by gzip, and lines of what was drawn in them."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from model.errors import FileError, told_as
from model.limits import LARGEST_DRAWN_BYTES, LONGEST_LINE


@contextmanager
def unpacked(path: Path, kind: type[FileError]) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """What a file holds, unpacked if it is packed; and the file itself, whose place tells how much has been read.

    Raises:
        FileError: of this kind: the file cannot be read, or is packed but cut short or damaged; also while it is read.
    """
    with told_as(kind, path, "The file cannot be read"), path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        try:
            with cast("IO[bytes]", gzip.open(file) if packed else file) as content:
                yield content, file
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise kind(path, f"The file is packed but cut short or damaged ({error}).") from error


def numbered_lines(path: Path, stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of drawings that say something, with their numbers from 1; never more of them in memory than one.

    Raises:
        FileError: a line is, or all together are, larger than what can be read.
    """
    number = total = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        total += len(line)
        if len(line) > LONGEST_LINE:
            raise FileError(path, f"Line {number} is far too long for a drawing: at most {LONGEST_LINE:,} bytes.")
        if total > LARGEST_DRAWN_BYTES:
            raise FileError(path, f"The file is far too large: at most {LARGEST_DRAWN_BYTES:,} bytes, unpacked.")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line
