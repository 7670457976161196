"""Ctrl+C in the terminal, and a polite kill."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier

from lenet_gui.main_window import MainWindow


class ClosingSignals(QObject):
    """Has Ctrl+C in the terminal, and a polite kill, close the window and end its processes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        # Python handles a signal only when it runs again; what arrives at this socket wakes Qt up, which then runs it.
        self._receiving, self._waking = socket.socketpair()
        self._waking.setblocking(False)
        signal.set_wakeup_fd(self._waking.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        notifier = QSocketNotifier(self._receiving.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(window.close_at_once)
