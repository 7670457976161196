"""Files that may be packed by gzip."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from model.errors import FileError, told_as


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
