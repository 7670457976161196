"""Where the files that ship with the program are, installed or in the tree."""

from pathlib import Path

import resources


def asset(*parts: str) -> Path:
    """The path of a shipped file below ``resources/``.

    The program is installed as plain files, so the path stays good for the process's life.
    """
    return Path(resources.__file__).parent.joinpath(*parts)


def shipped_weights() -> Path:
    """The weights that ship."""
    return asset("weights", "lenet5.safetensors")
