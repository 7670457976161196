"""The files in ``resources/``, whether the program is installed or run from its source."""

from pathlib import Path

import resources


def asset(*parts: str) -> Path:
    """The path of a file in ``resources/``.

    The program is installed as plain files, so the path stays valid while the process runs.
    """
    return Path(resources.__file__).parent.joinpath(*parts)


def shipped_weights() -> Path:
    """The default weights."""
    return asset("weights", "lenet5.safetensors")
