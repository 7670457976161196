"""The log in a checkpoint, which is enough to ask whether to resume its run: read without torch."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from model.errors import FileError, damage, told_as
from model.files import check_size
from model.limits import LARGEST_CHECKPOINT_BYTES
from model.training.log import TrainingLog


class CheckpointError(FileError):
    """A checkpoint cannot be written, or a run cannot be resumed from it."""


def _log_of(metadata: dict[str, str] | None, path: Path) -> TrainingLog:
    try:
        return TrainingLog.from_json(json.loads((metadata or {})["log"]))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise CheckpointError(path, f"This is not a checkpoint of a training run ({damage(error)}).") from error


@contextmanager
def opened(path: Path, framework: str) -> Iterator[tuple[TrainingLog, Any]]:
    """A checkpoint's log, and the open file, whose arrays are of this framework.

    Raises:
        CheckpointError: the file cannot be read, is cut or foreign.
    """
    check_size(path, LARGEST_CHECKPOINT_BYTES, CheckpointError)
    try:
        # safetensors says of every file that it may not open that it is not there.
        with (
            told_as(CheckpointError, path, "The file cannot be read"),
            path.open("rb"),
            safe_open(path, framework=framework) as file,
        ):
            yield _log_of(file.metadata(), path), file
    except SafetensorError as error:
        raise CheckpointError(path, "The checkpoint is incomplete or damaged: its run cannot be resumed.") from error


def read_log(path: Path) -> TrainingLog:
    """Read a checkpoint's log.

    Raises:
        CheckpointError: the file cannot be read, is cut or foreign.
    """
    with opened(path, "numpy") as (log, _):
        return log
