"""A child process is let go of in one way, whatever it does."""

import contextlib
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

Child: type[BaseProcess] = multiprocessing.get_context("spawn").Process
"""A process starts anew. Never as a fork of this one: Qt's and torch's threads would not survive it."""
PATIENCE_S = 3.0
"""How long a process that was asked to end may take before it is killed."""


def interrupt(process: BaseProcess | None) -> None:
    """Ask it to end; from any thread."""
    if process is not None:
        # It may have been closed this very moment.
        with contextlib.suppress(ValueError):
            process.terminate()


def let_go(process: BaseProcess | None, answers: Connection | None) -> None:
    """End it and what is shared with it; from the thread that started it, or when that has ended."""
    if answers is not None:
        answers.close()
    if process is not None:
        process.terminate()
        process.join(PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()
