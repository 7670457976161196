"""A run on disk after each pass: everything that the rest of it depends on, and its curves so far."""

import json
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from model.errors import FileError
from model.files import check_size, written_whole
from model.limits import LARGEST_CHECKPOINT_BYTES
from model.training.log import TrainingLog
from model.training.loop import State


class CheckpointError(FileError):
    """A checkpoint cannot be written, or a run cannot be resumed from it."""


def save_checkpoint(log: TrainingLog, state: State, path: Path) -> None:
    """Write a checkpoint, whole or not at all; one that was there before is replaced only by a whole one.

    Raises:
        CheckpointError: it could not be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path, private=True) as temporary:
            temporary.write_bytes(save(state, {"log": json.dumps(log.as_json())}))
    except (OSError, SafetensorError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise CheckpointError(path, f"The checkpoint could not be saved ({reason}).") from error


def _log_of(metadata: dict[str, str] | None, path: Path) -> TrainingLog:
    try:
        return TrainingLog.from_json(json.loads((metadata or {})["log"]))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise CheckpointError(path, f"This is not a checkpoint of a training run ({error}).") from error


def load_checkpoint(path: Path, with_state: bool = True) -> tuple[TrainingLog, State]:
    """Read a checkpoint back.

    Args:
        path: the file.
        with_state: without, only the log is read, which is enough to ask whether to resume.

    Raises:
        CheckpointError: the file cannot be read, is cut or foreign.
    """
    check_size(path, LARGEST_CHECKPOINT_BYTES, CheckpointError)
    try:
        with safe_open(path, framework="pt") as file:
            log = _log_of(file.metadata(), path)
            names = file.keys() if with_state else ()
            return log, {name: file.get_tensor(name) for name in names}
    except SafetensorError as error:
        raise CheckpointError(path, f"The file is not a whole checkpoint ({error}).") from error
    except OSError as error:
        raise CheckpointError(path, f"The file cannot be read ({error.strerror or error}).") from error
