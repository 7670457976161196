"""Ctrl+C in the terminal, the closing of that, and a polite kill."""

import signal
import socket
import sys

from PySide6.QtCore import QObject, QSocketNotifier

from lenet_gui.main_window import MainWindow


class ClosingSignals(QObject):
    """Has Ctrl+C in the terminal, its closing, and a polite kill close the window and end its processes.

    A closed terminal is ignored where it was at the start, as by ``nohup``.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        # Python handles a signal only when it runs again; what arrives at this socket wakes Qt up, which then runs it.
        self._receiving, self._waking = socket.socketpair()
        self._waking.setblocking(False)
        signal.set_wakeup_fd(self._waking.fileno())
        numbers = [signal.SIGINT, signal.SIGTERM]
        if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
            numbers.append(signal.SIGHUP)
        for number in numbers:
            signal.signal(number, lambda *_: None)
        notifier = QSocketNotifier(self._receiving.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(window.close_at_once)
