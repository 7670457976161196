"""Ctrl+C while the program is loaded, when nothing has been written yet."""

import signal
import threading


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


def _may_change() -> bool:
    return threading.current_thread() is threading.main_thread()
