"""Errors whose text is written for the person in front of the screen: what happened, to which file, what to do."""

import os
from pathlib import Path


class FileError(Exception):
    """A file cannot be used as what it was given for.

    Args:
        path: the file.
        problem: what is wrong with it, a full sentence.
    """

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = Path(path)
        self.problem = problem


class DataError(FileError):
    """A data set's file is short, long, foreign or does not match its partner."""


class WeightsError(FileError):
    """A weights file is cut, foreign, oversized or of another network."""


class ImageError(FileError):
    """A picture cannot be read."""


def in_words(error: BaseException) -> str:
    """An error's text for a person; of the operating system's, the file and what went wrong, without its number."""
    if isinstance(error, OSError) and error.strerror:
        where = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
        return f"{where}{error.strerror}"
    return str(error) or type(error).__name__
