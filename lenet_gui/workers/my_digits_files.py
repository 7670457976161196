"""Digits that come from files and go into files, beside the window: one at a time, with progress and stop."""

import gc
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from model.errors import in_words
from model.my_digits.exchange import Steps, writing_idx, writing_jsonl
from model.my_digits.importing import Import
from model.my_digits.store import DigitStore, MyDigit

PATIENCE_S = 10.0
"""When the program ends, what is on may still come to its end in this time."""
_BETWEEN_NEWS_S = 0.05


class _Runner(QObject):
    """Lives on its own thread."""

    progressed = Signal(float)
    finished = Signal()
    stopped = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.stop_wanted = False
        """Written by the GUI thread, read here."""

    @Slot(object)
    def run(self, steps: Steps) -> None:
        """Go through the steps, and say how it ended."""
        told = 0.0
        # Thousands of digits make the collector look through all there is, torch's objects too, again and again; it
        # keeps the GUI thread for a fifth of a second each time. What is there now is spared, and so are the digits.
        gc.freeze()
        try:
            while not self.stop_wanted:
                share = next(steps, None)
                if share is None:
                    self.finished.emit()
                    return
                if time.monotonic() - told > _BETWEEN_NEWS_S:
                    told = time.monotonic()
                    self.progressed.emit(share)
            steps.close()
        except Exception as error:
            self.failed.emit(in_words(error))
        else:
            self.stopped.emit()
        finally:
            gc.freeze()

    @Slot()
    def leave(self) -> None:
        """End the thread; what was asked for before is done by then."""
        QThread.currentThread().quit()


class DigitFiles(QObject):
    """The GUI thread's side.

    Signals:
        began: whether digits come from a file (or go into one), and the file's name.
        progressed: how much is done, 0 to 1.
        imported: the Import whose digits have all come; its store has to be refreshed.
        exported: how many digits have been written.
        stopped: nothing has come, or been written.
        failed: what went wrong, for the person to read; nothing has come, or been written, either.
    """

    began = Signal(bool, str)
    progressed = Signal(float)
    imported = Signal(object)
    exported = Signal(int)
    stopped = Signal()
    failed = Signal(str)

    _wanted = Signal(object)
    _leave_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.person = ""
        """Whose digits the last import brought, or brings."""
        self._job: Import | int | None = None
        self._thread = QThread(self)
        self._thread.setObjectName("digit files")
        self._runner = _Runner()
        self._runner.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._wanted.connect(self._runner.run, queued)
        self._leave_wanted.connect(self._runner.leave, queued)
        self._runner.progressed.connect(self.progressed, queued)
        self._runner.finished.connect(self._on_finished, queued)
        self._runner.stopped.connect(self._on_stopped, queued)
        self._runner.failed.connect(self._on_failed, queued)

    @property
    def running(self) -> bool:
        """Whether a file is being read or written."""
        return self._job is not None

    @property
    def store(self) -> DigitStore | None:
        """Where digits are coming to at present."""
        return self._job.store if isinstance(self._job, Import) else None

    def take_in(self, source: Path, store: DigitStore, person: str) -> None:
        """Bring a file's digits into a person's store, whoever draws by then; nothing happens while another is on."""
        if not self.running:
            self.person = person
            importing = Import(source, store)
            self._start(importing, importing.run(), source)

    def write(self, path: Path, digits: Sequence[MyDigit]) -> None:
        """Write digits, as the file's name says how; nothing happens while another is on."""
        if not self.running:
            writing = writing_jsonl if ".jsonl" in path.name else writing_idx
            self._start(len(digits), writing(path, tuple(digits)), path)

    def _start(self, job: Import | int, steps: Steps, path: Path) -> None:
        if not self._thread.isRunning():
            self._thread.start()
        self._job = job
        self._runner.stop_wanted = False
        self.began.emit(isinstance(job, Import), path.name)
        self._wanted.emit(steps)

    def stop(self) -> None:
        """Go no further; ``stopped`` follows, or ``imported`` or ``exported`` where it was done already."""
        self._runner.stop_wanted = True

    def shut_down(self) -> None:
        """The program ends: bring to its end what is on, or stop it where that takes long. More than once is safe."""
        if self._thread.isRunning():
            self._leave_wanted.emit()
            if not self._thread.wait(round(PATIENCE_S * 1000)):
                self.stop()
                self._thread.wait()
        self._job = None

    def _ended(self) -> Import | int | None:
        job, self._job = self._job, None
        return job

    @Slot()
    def _on_finished(self) -> None:
        job = self._ended()
        if isinstance(job, Import):
            self.imported.emit(job)
        elif job is not None:
            self.exported.emit(job)

    @Slot()
    def _on_stopped(self) -> None:
        if self._ended() is not None:
            self.stopped.emit()

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        if self._ended() is not None:
            self.failed.emit(problem)
