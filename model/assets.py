"""The files in ``resources/``, whether the program is installed or run from its source."""

import os
from argparse import ArgumentTypeError
from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of a file in ``resources/``.

    The program is installed as plain files, so the path stays valid while the process runs. Found beside this package:
    an import could find somebody else's ``resources``.
    """
    return Path(__file__).parents[1].joinpath("resources", *parts)


SHIPPED = ("default", "mnist", "paper", "sweep")
"""The weights that come with the program: trained on MNIST, pen digits and rubbish; on MNIST alone; as in the paper;
for sweeps, on digits that stand in rows."""


def weights_file(text: str) -> Path:
    """An option's value: the file of weights that come with the program, by their name, or else the file at this path.

    Raises:
        ArgumentTypeError: it is neither, nor looks like a path.
    """
    if text in SHIPPED:
        return shipped_weights(text)
    like_a_name = Path(text).name == text and not Path(text).suffix
    if like_a_name and not os.path.exists(text):  # noqa: PTH110 - Path.exists raises an error where it is too long
        raise ArgumentTypeError(f"'{text}' is neither a file nor one of {', '.join(SHIPPED)}")
    return Path(text)


def shipped_weights(name: str = "default") -> Path:
    """The file of one of ``SHIPPED``."""
    return asset("weights", f"{name}.safetensors")
