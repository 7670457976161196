"""Errors with a text for the person: which file, what is wrong with it, what to do."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST = 500
"""Characters of a problem: it may quote what stands in a file."""


class FileError(Exception):
    """A file cannot be used for its purpose.

    Args:
        path: the file.
        problem: what is wrong with it, as a full sentence.
    """

    def __init__(self, path: Path | str, problem: str) -> None:
        problem = problem if len(problem) <= _LONGEST else f"{problem[:_LONGEST]} ..."
        super().__init__(f"{path}: {problem}")
        self.path = Path(path)
        self.problem = problem


class DataError(FileError):
    """A file of a data set is damaged, of another format, or does not match its partner."""


class WeightsError(FileError):
    """A weights file is damaged, of another format, too large, or of another network."""


class ImageError(FileError):
    """A picture cannot be read."""


@contextmanager
def told_as(kind: type[FileError], path: Path | str, problem: str, *others: type[Exception]) -> Iterator[None]:
    """Turn an error of the operating system into one for the person.

    Args:
        kind: what is raised.
        path: the file that it is about.
        problem: what went wrong, as a sentence without its full stop; the reason follows.
        others: errors that are told the same way.
    """
    failures: tuple[type[Exception], ...] = (OSError, *others)
    try:
        yield
    except failures as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise kind(path, f"{problem} ({reason}).") from error


def damage(error: Exception) -> str:
    """What is wrong with what stands in a file, for a person, where Python's own text is one for programmers."""
    match error:
        case json.JSONDecodeError():
            return "it is not JSON"
        case KeyError():
            return f"“{error.args[0]}” is missing"
        case RecursionError():
            return "it is nested too deeply"
    return str(error)


def lacks_memory(error: BaseException) -> bool:
    """Whether it tells of too little memory, for which torch has no error of its own on every device."""
    said = ("DefaultCPUAllocator", "std::bad_alloc", "out of memory")
    of_torch = isinstance(error, RuntimeError) and any(words in str(error) for words in said)
    return of_torch or isinstance(error, MemoryError)


def in_words(error: BaseException) -> str:
    """An error's text for a person; one of the operating system gives the file and the problem, without its number."""
    if isinstance(error, OSError) and error.strerror:
        where = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
        return f"{where}{error.strerror}"
    if lacks_memory(error):  # most say nothing, some how much
        return "Not enough memory"
    return str(error) or type(error).__name__
