"""Signals that end the program: Ctrl+C while it is loaded, when nothing has been written yet; and polite kills."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


def end_at_ctrl_c() -> None:
    """Have Ctrl+C end the process at once, as it ends others: an exception in the middle of an import may do anything.

    Where it is ignored, as in the background of a shell, it stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler and _may_change():
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def raise_at_ctrl_c() -> None:
    """Have Ctrl+C raise KeyboardInterrupt again."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL and _may_change():
        signal.signal(signal.SIGINT, signal.default_int_handler)


class Killed(KeyboardInterrupt):
    """The process was asked to end, or its terminal was closed: as after Ctrl+C, nothing half done may be left.

    Args:
        number: the signal's.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def kills_raised() -> Iterator[None]:
    """Have a polite kill, and the closing of the terminal, raise :class:`Killed` within.

    What is ignored, as by ``nohup``, stays so.
    """
    kills = [signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if name in signal.Signals.__members__]
    mine = [number for number in kills if _may_change() and signal.getsignal(number) is signal.SIG_DFL]
    for number in mine:
        signal.signal(number, _raise_killed)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


def _raise_killed(number: int, _frame: FrameType | None) -> None:
    # A second one would interrupt the cleaning up.
    signal.signal(number, signal.SIG_IGN)
    raise Killed(number)


def _may_change() -> bool:
    return threading.current_thread() is threading.main_thread()
