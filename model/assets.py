"""Where the files that ship with the program are, installed or in the tree."""

from importlib.resources import as_file, files
from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of a shipped file below ``resources/``.

    The program is installed as plain files, so the path stays good for the process's life.
    """
    with as_file(files("resources").joinpath(*parts)) as path:
        return path


def shipped_weights() -> Path:
    """The weights that ship."""
    return asset("weights", "lenet5.safetensors")
