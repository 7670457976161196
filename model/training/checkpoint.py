"""A run on disk after each pass: everything that the rest of it depends on, and its curves so far."""

import json
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import save

from model.errors import told_as
from model.files import written_whole
from model.training.checkpoint_log import CheckpointError, opened
from model.training.log import TrainingLog
from model.training.loop import State

__all__ = ["CheckpointError", "load_checkpoint", "save_checkpoint"]


def save_checkpoint(log: TrainingLog, state: State, path: Path) -> None:
    """Write a checkpoint, whole or not at all; one that was there before is replaced only by a whole one.

    Its folder is made anew where it was removed, but not what that lay in: that has gone with a stick or a share, below
    which nobody would look for the run.

    Raises:
        CheckpointError: it could not be written.
    """
    with told_as(CheckpointError, path, "The checkpoint could not be saved", SafetensorError):
        path.parent.mkdir(0o700, exist_ok=True)
        with written_whole(path, private=True) as temporary:
            temporary.write_bytes(save(state, {"log": json.dumps(log.as_json())}))


def load_checkpoint(path: Path) -> tuple[TrainingLog, State]:
    """Read a checkpoint back.

    Raises:
        CheckpointError: the file cannot be read, is cut or foreign.
    """
    with opened(path, "pt") as (log, file):
        names = file.keys()
        # Copies, or the file would stay mapped: Windows then neither replaces nor removes it.
        return log, {name: file.get_tensor(name).clone() for name in names}
