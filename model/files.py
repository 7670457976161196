"""Files that are there whole or not at all."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; what is written there takes its place only if all went well.

    Raises:
        OSError: as the writing raised it; ``path`` is then as it was, and nothing is left beside it.
    """
    # Not mkstemp: that would leave a file that nobody but its owner may read.
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and str(error.filename) == str(temporary):
            # The person knows nothing of the other name.
            error.filename, error.filename2 = str(path), None
        raise
