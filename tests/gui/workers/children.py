"""What child processes do in the tests of :mod:`lenet_gui.workers.child_process`; quick to import."""

import os
import signal
import sys
import time
from pathlib import Path

from lenet_gui.workers.child_side import Parent
from lenet_gui.workers.training_messages import Devices


def echo(parent: Parent) -> None:
    """Send every command back."""
    while True:
        parent.tell(parent.receive())


def die_at_once(_parent: Parent) -> None:
    """As where a library cannot be loaded."""
    os._exit(1)


def greet_and_die(parent: Parent) -> None:
    """As where what it is asked for kills it."""
    parent.tell(Devices((("cpu", "CPU"),)))
    os._exit(1)


def tell_blocked_signals(parent: Parent) -> None:
    """Answer which signals do not reach this process."""
    if sys.platform != "win32":
        parent.tell(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
    parent.receive()


def be_deaf(parent: Parent) -> None:
    """Say hello, then read nothing, and do not end when asked to."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    parent.tell("hello")
    time.sleep(600)


def write_slowly(parent: Parent) -> None:
    """Be in the middle of a file that is removed where it is left unfinished."""
    path = Path(str(parent.receive()))
    try:
        path.write_text("half")
        parent.tell("writing")
        time.sleep(600)
    finally:
        path.unlink()


def tell_pid_and_wait(parent: Parent) -> None:
    """Answer what a test of the parent's end asks for."""
    parent.tell(os.getpid())
    parent.receive()
