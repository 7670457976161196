"""The files in ``resources/``, whether the program is installed or run from its source."""

from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of a file in ``resources/``.

    The program is installed as plain files, so the path stays valid while the process runs. Found beside this package:
    an import could find somebody else's ``resources``.
    """
    return Path(__file__).parents[1].joinpath("resources", *parts)


def shipped_weights() -> Path:
    """The default weights."""
    return asset("weights", "lenet5.safetensors")
