"""A child process and the messages to and from it: the one way this program starts one.

The child runs a function of a module, with one pipe for what it is asked (commands) and one for what it answers
(events). Threads of the parent move messages through the pipes, so that the GUI thread never waits, not even when a
pipe is full. The child ends with its parent, because its pipes close then.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal, Slot

from lenet_gui.workers.child_side import Serve, child_main

Child: type[BaseProcess] = multiprocessing.get_context("spawn").Process
"""Children start as new processes, never as forks: the threads of Qt and torch would not survive that."""
PATIENCE_S = 3.0
"""How long a process that was asked to end may take before it is killed."""
MOST_FAILED_STARTS = 3
"""A process that ended this often without a single event is not started again."""


def leave_lost_folder() -> None:
    """Go to the root where the current folder was removed, or is not ours to enter: a child that begins in it dies.

    It may have been on a stick that was pulled out, or be another user's.
    """
    try:
        lost = not os.access(Path.cwd(), os.X_OK)
    except OSError:
        lost = True
    if lost:
        os.chdir(os.sep)


class _Life:
    """One process, from its start to its end.

    ``told`` takes this object and an event, or None when the process has ended, on a thread of its own.
    """

    def __init__(self, serve: Serve, name: str, told: Callable[["_Life", object], None]) -> None:
        self._serve, self._name, self._told = serve, name, told
        self._commands: SimpleQueue[object] = SimpleQueue()
        self._ending = threading.Event()
        self._kill_timer = threading.Timer(PATIENCE_S, self._end, [True])
        self._kill_timer.daemon = True
        self.process: BaseProcess | None = None
        self._thread = self._start_thread(self._run)

    def _start_thread(self, run: Callable[[], None]) -> threading.Thread:
        # A daemon, so that exit never blocks on it.
        thread = threading.Thread(target=run, name=self._name, daemon=True)
        thread.start()
        return thread

    def send(self, command: object) -> None:
        """Send a command when its turn comes; returns at once."""
        self._commands.put(command)

    def end(self) -> None:
        if not self._ending.is_set():
            self._ending.set()
            self._end()
            self._kill_timer.start()

    def join(self, timeout_s: float) -> None:
        self._thread.join(timeout_s)

    def _end(self, kill: bool = False) -> None:
        # ValueError: it was closed at this very moment.
        with contextlib.suppress(ValueError):
            if self.process is not None:
                (self.process.kill if kill else self.process.terminate)()

    def _run(self) -> None:
        if sys.platform != "win32":
            # Inherited by the process, so that Ctrl+C in the terminal does not reach it before it can ignore it.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        leave_lost_folder()
        their_commands, my_commands = multiprocessing.Pipe(duplex=False)
        my_events, their_events = multiprocessing.Pipe(duplex=False)
        process = Child(
            target=child_main, args=(self._serve, their_commands, their_events), name=self._name, daemon=True
        )
        try:
            with their_commands, their_events:
                process.start()
            self.process = process
            if self._ending.is_set():
                self._end()

            def send_all() -> None:
                # OSError: the process has ended, which the other thread notices too.
                with my_commands, contextlib.suppress(OSError):
                    while (command := self._commands.get()) is not None:
                        my_commands.send(command)

            self._start_thread(send_all)
            with my_events, contextlib.suppress(EOFError, OSError):
                while True:
                    self._told(self, my_events.recv())
        finally:
            self._commands.put(None)
            self._clear_away(process)
            self._told(self, None)

    def _clear_away(self, process: BaseProcess) -> None:
        if process.pid is None:
            return  # it could not be started
        self._kill_timer.cancel()
        process.terminate()
        process.join(PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join(PATIENCE_S)
        if not process.is_alive():
            process.close()


class ChildProcess(QObject):
    """A process that starts when it is first needed; lives on the GUI thread, where its signals are emitted.

    ``serve`` is a function at the top of a module; the child imports that module.
    """

    received = Signal(object)  # an event that the process sent
    ended = Signal()  # the process ended by itself; the next command starts another one

    _told = Signal(object, object)

    def __init__(self, serve: Serve, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Keeps the current folder off the import path of children: no file of the person's may run because of its
        # name. multiprocessing has no option for this.
        os.environ["PYTHONSAFEPATH"] = "1"
        self._serve, self._name = serve, name
        self._life: _Life | None = None
        self._failed_starts = 0
        self._closed = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def started(self) -> bool:
        return self._life is not None

    @property
    def pid(self) -> int | None:
        """The process's number; None where there is none yet."""
        return self._life.process.pid if self._life and self._life.process else None

    def start(self) -> bool:
        """Have the process ready; False where there is none: after :meth:`shut_down`, or too many failed starts."""
        if self._life is None and not self._closed and self._failed_starts < MOST_FAILED_STARTS:
            self._failed_starts += 1  # until its first event
            self._life = _Life(self._serve, self._name, self._emit_told)
        return self._life is not None

    def send(self, command: object) -> bool:
        """Send a command, to a new process if there is none; returns at once. False as for :meth:`start`."""
        if self.start() and self._life is not None:
            self._life.send(command)
        return self._life is not None

    def interrupt(self) -> None:
        """End the process, whatever it is doing, and hear nothing more from it; returns at once."""
        if self._life is not None:
            self._life.end()
            self._life = None
            self._failed_starts = 0

    def shut_down(self) -> None:
        """End the process for good. Safe at any moment, and more than once; waits for a limited time."""
        self._closed = True
        life = self._life
        self.interrupt()
        if life is not None:
            life.join(2 * PATIENCE_S)

    def _emit_told(self, life: _Life, event: object) -> None:
        """On the process's thread."""
        with contextlib.suppress(RuntimeError):  # this object was deleted with the window
            self._told.emit(life, event)

    @Slot(object, object)
    def _on_told(self, life: _Life, event: object) -> None:
        if life is self._life and event is not None:
            self._failed_starts = 0
            self.received.emit(event)
        elif life is self._life:
            self._life = None
            self.ended.emit()
