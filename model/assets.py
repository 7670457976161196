"""The files in ``resources/``, whether the program is installed or run from its source."""

from importlib.resources import as_file, files
from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of a file in ``resources/``.

    The program is installed as plain files, so the path stays valid while the process runs.
    """
    with as_file(files("resources").joinpath(*parts)) as path:
        return path


def shipped_weights() -> Path:
    """The default weights."""
    return asset("weights", "lenet5.safetensors")
