"""Files that are written completely or not at all."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
