"""Learning a person's digits beside the window: in a process of its own, with progress and stop."""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from lenet_gui.workers import child_process as child
from lenet_gui.workers.training_process import NICENESS
from model.errors import in_words
from model.my_digits.digit import MyDigit
from model.network.parameters import Parameters
from model.network.records import WeightsInfo
from model.teaching.report import TeachingReport

if TYPE_CHECKING:
    Start = tuple[Parameters, WeightsInfo] | Path


def serve_teaching(requests: Connection) -> None:
    """Answer requests until the other end is closed: (start, digits) -> progress, then an outcome."""
    # Ctrl+C in the terminal is for the window, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    # What takes a second to load is there before it is asked for.
    import torch

    from model.my_digits.formats import inks, labels
    from model.network.weights import load_weights
    from model.teaching.report import TeachingConfig
    from model.teaching.taught_weights import taught_info
    from model.teaching.teaching import Teaching
    from model.training.engine.lenet5 import network_of, parameters_of

    config = TeachingConfig()
    torch.set_num_threads(1)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            start, digits = requests.recv()
            try:
                parameters, info = load_weights(start) if isinstance(start, Path) else start
                teaching = Teaching(network_of(parameters), inks(digits), labels(digits), config)
                for progress in teaching.run():
                    requests.send(("progressed", progress.done, progress.total))
                outcome = teaching.outcome
                info = taught_info(info, outcome.report, config)
                requests.send(("taught", parameters_of(outcome.network), outcome.report, info))
            except (BrokenPipeError, ConnectionResetError):
                raise
            except Exception as error:
                requests.send(("failed", in_words(error)))


class _Teacher(QObject):
    """Lives on its own thread, which waits for the process so that the GUI thread need not."""

    progressed = Signal(int, int, int)
    taught = Signal(int, object, object, object)
    failed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._process: BaseProcess | None = None
        self._answers: Connection | None = None
        self.closing = False
        self.wanted = 0
        """The number of the request that is still wanted; written by the GUI thread, read here."""

    def _connected(self) -> Connection:
        if self._answers is None:
            mine, theirs = multiprocessing.Pipe()
            process = child.Child(target=serve_teaching, args=(theirs,), name="teaching", daemon=True)
            process.start()
            self._process = process  # not before: one that has not started cannot be ended
            theirs.close()
            self._answers = mine
        return self._answers

    @Slot()
    def warm_up(self) -> None:
        """Have the process ready before it is needed."""
        if not self.closing:
            self._connected()

    @Slot(int, object, object)
    def teach(self, number: int, start: "Start", digits: Sequence[MyDigit]) -> None:
        """Teach a copy, and pass on how it goes."""
        if self.closing or self.wanted != number:
            return
        try:
            answers = self._connected()
            answers.send((start, digits))
            while True:
                kind, *values = answers.recv()
                if self.wanted != number:
                    # Stopped before there was a process to be ended.
                    self.end_process()
                    return
                if kind == "progressed":
                    self.progressed.emit(number, *values)
                elif kind == "taught":
                    self.taught.emit(number, *values)
                    return
                else:
                    self.failed.emit(number, values[0])
                    return
        except (EOFError, OSError):
            self.end_process()
            self.failed.emit(number, "")

    def interrupt(self) -> None:
        """End the process in whatever it does; from any thread. It holds nothing that is not kept elsewhere."""
        child.interrupt(self._process)

    @Slot()
    def end_process(self) -> None:
        """Let go of the process; on this object's own thread, or when that has ended."""
        process, answers = self._process, self._answers
        self._process = self._answers = None
        child.let_go(process, answers)


class TeachingService(QObject):
    """The GUI thread's side.

    Signals:
        progressed: how many steps are done, and of how many.
        taught: the taught Parameters, the TeachingReport of what it would do, and the WeightsInfo to be kept with it;
            nothing has been changed by it.
        failed: what went wrong; empty where the process has gone.
        stopped: nothing more comes.
    """

    progressed = Signal(int, int)
    taught = Signal(object, object, object)
    failed = Signal(str)
    stopped = Signal()

    _warm_up_wanted = Signal()
    _teach_wanted = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self._number = 0
        self._thread = QThread(self)
        self._thread.setObjectName("teaching")
        self._teacher = _Teacher()
        self._teacher.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._warm_up_wanted.connect(self._teacher.warm_up, queued)
        self._teach_wanted.connect(self._teacher.teach, queued)
        self._teacher.progressed.connect(self._on_progress, queued)
        self._teacher.taught.connect(self._on_taught, queued)
        self._teacher.failed.connect(self._on_failed, queued)

    def warm_up(self) -> None:
        """Have the process ready before it is needed."""
        self._start_thread()
        self._warm_up_wanted.emit()

    def teach(self, start: "Start", digits: Sequence[MyDigit]) -> None:
        """Teach a copy of a network these digits.

        Args:
            start: the network, which nobody may change meanwhile, and what is known of it; or the file with both.
            digits: one at least.
        """
        if self.running:
            return
        self._start_thread()
        self.running = True
        self._number += 1
        self._teacher.wanted = self._number
        self._teach_wanted.emit(self._number, start, digits)

    def stop(self) -> None:
        """Learn no further."""
        if self.running:
            self.running = False
            self._number += 1
            self._teacher.wanted = self._number
            self._teacher.interrupt()
            self.stopped.emit()

    def shut_down(self) -> None:
        """End thread and process. Safe at any moment, and more than once."""
        self._teacher.closing = True
        self.running = False
        self._number += 1
        self._teacher.wanted = self._number
        self._teacher.interrupt()
        self._thread.quit()
        self._thread.wait()
        self._teacher.end_process()

    def _start_thread(self) -> None:
        if not self._thread.isRunning():
            self._thread.start()

    @Slot(int, int, int)
    def _on_progress(self, number: int, done: int, total: int) -> None:
        if number == self._number:
            self.progressed.emit(done, total)

    @Slot(int, object, object)
    def _on_taught(self, number: int, network: Parameters, report: TeachingReport, info: WeightsInfo) -> None:
        if number == self._number:
            self.running = False
            self.taught.emit(network, report, info)

    @Slot(int, str)
    def _on_failed(self, number: int, problem: str) -> None:
        if number == self._number:
            self.running = False
            self.failed.emit(problem)
