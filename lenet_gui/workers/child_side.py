"""The child's side of a :class:`~lenet_gui.workers.child_process.ChildProcess`. No Qt, which a child does not need."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

NICENESS = 5
"""If both want the processor, the window goes first."""


class Parent:
    """The parent as its child sees it; if it has gone, each of these methods ends the child."""

    def __init__(self, commands: "Connection", events: "Connection") -> None:
        self._commands, self._events = commands, events

    def waiting(self) -> bool:
        """Whether a command is there already."""
        with _ending_without_parent():
            return self._commands.poll()

    def receive(self) -> object:
        with _ending_without_parent():
            return self._commands.recv()

    def tell(self, event: object) -> None:
        with _ending_without_parent():
            self._events.send(event)


@contextlib.contextmanager
def _ending_without_parent() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError):
        sys.exit(0)


Serve = Callable[[Parent], None]
"""What runs in the child, until it is ended."""


def _on_terminate(_signal: int, _frame: object) -> None:
    # A second signal would interrupt the cleaning up.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # An exception, so that a file that is half written is removed.
    sys.exit(0)


def child_main(serve: Serve, commands: "Connection", events: "Connection") -> None:
    """What a child process does: it serves its parent."""
    signal.signal(signal.SIGTERM, _on_terminate)
    # Ctrl+C in the terminal, and its closing, are for the parent, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    elif sys.platform == "win32":
        import ctypes

        this_process, below_normal = ctypes.c_void_p(-1), 0x4000
        ctypes.windll.kernel32.SetPriorityClass(this_process, below_normal)
    serve(Parent(commands, events))
