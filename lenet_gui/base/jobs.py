"""Work beside the GUI thread: one class for all of it.

A worker runs one piece of work after the other on a thread of its own. A piece of work is a function that takes its
:class:`Job`, through which it reports progress and learns that its result is no longer wanted.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot

from model.errors import in_words

GRACE_S = 2.0
"""How long :meth:`Worker.shut_down` waits for cancelled work; a thread still busy by then dies with the process."""


class Cancelled(Exception):
    """The result of this piece of work is no longer wanted; raised inside it."""


class Job:
    """One piece of work, as that work sees it; ``report`` is called with the job and its progress."""

    def __init__(self, report: Callable[["Job", object], None]) -> None:
        self._report = report
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask it to end; from any thread."""
        self._cancelled.set()

    def check(self) -> None:
        """Call this between two steps.

        Raises:
            Cancelled: the work should end.
        """
        if self.cancelled:
            raise Cancelled

    def report(self, progress: object) -> None:
        """Say how far the work has come.

        Raises:
            Cancelled: the work should end.
        """
        self.check()
        self._report(self, progress)


Work = Callable[[Job], object]


class Worker(QObject):
    """Runs work on a thread of its own; lives on the GUI thread.

    Each piece of work ends with exactly one of ``finished``, ``failed`` and ``cancelled``, unless it was replaced by a
    newer one, or forgotten: then nothing more is reported of it. Signals are emitted on the GUI thread.
    """

    progressed = Signal(object)  # what the work reported
    finished = Signal(object)  # what it returned
    failed = Signal(str)  # what went wrong, for the person to read
    cancelled = Signal()  # it ended early, because of :meth:`cancel`

    _reported = Signal(object, object)
    _returned = Signal(object, object)
    _raised = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._queue: SimpleQueue[tuple[Job, Work] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._job: Job | None = None
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._reported.connect(self._on_reported, queued)
        self._returned.connect(self._on_returned, queued)
        self._raised.connect(self._on_raised, queued)

    @property
    def running(self) -> bool:
        """Whether a piece of work is running, or about to start."""
        return self._job is not None

    def start(self, work: Work) -> None:
        """Run this in place of what is running; does nothing after :meth:`shut_down`."""
        if self._closed:
            return
        self.forget()
        if self._thread is None:
            # A daemon, so that exit never blocks on it.
            thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            thread.start()  # fails where there is no memory: then there is none to join
            self._thread = thread
        self._job = Job(self._reported.emit)
        self._queue.put((self._job, work))

    def cancel(self) -> None:
        """Ask the work to end early; ``cancelled`` follows, or ``finished`` if it had already ended."""
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Ask the work to end early, and report nothing more of it."""
        self.cancel()
        self._job = None

    def shut_down(self, finish_within_s: float = 0.0) -> None:
        """End the thread. Safe at any moment, and more than once.

        Args:
            finish_within_s: how long running work may take to finish before it is cancelled.
        """
        self._closed = True
        self._queue.put(None)
        if self._thread is not None:
            if finish_within_s:
                self._thread.join(finish_within_s)
            self.forget()
            self._thread.join(GRACE_S)
        self._job = None

    def _run(self) -> None:
        """On the thread."""
        while (next_one := self._queue.get()) is not None:
            job, work = next_one
            try:
                job.check()
                result = work(job)
            except BaseException as error:
                self._tell(self._raised, job, error)
            else:
                self._tell(self._returned, job, result)
            # What the work held is not kept until the next one comes.
            del next_one, job, work
            result = None

    @staticmethod
    def _tell(signal: SignalInstance, job: Job, outcome: object) -> None:
        try:
            signal.emit(job, outcome)
        except RuntimeError:
            return  # the window has gone, and this object with it

    @Slot(object, object)
    def _on_reported(self, job: Job, progress: object) -> None:
        if job is self._job and not job.cancelled:
            self.progressed.emit(progress)

    @Slot(object, object)
    def _on_returned(self, job: Job, result: object) -> None:
        if job is self._job:
            self._job = None
            self.finished.emit(result)

    @Slot(object, object)
    def _on_raised(self, job: Job, error: BaseException) -> None:
        if job is not self._job:
            return
        self._job = None
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(in_words(error))


class LatestWorker(Worker):
    """Runs one piece of work to its end; of those that are asked for meanwhile only the newest waits.

    For what follows the pen: the outcome for the ink of a moment ago is welcome, so what is running is not replaced.
    """

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self._waiting: Work | None = None
        for end in (self.finished, self.failed, self.cancelled):
            end.connect(self._next)

    def ask(self, work: Work) -> None:
        """Run this now, or as soon as what is running has ended."""
        self._waiting = work
        self._next()

    def forget(self) -> None:
        self._waiting = None
        super().forget()

    @property
    def held(self) -> bool:
        """Whether what waits must wait longer; a subclass that says so starts it by ``_next``."""
        return False

    @Slot()
    def _next(self) -> None:
        if self._waiting is not None and not self.running and not self.held:
            self.start(self._waiting)  # which forgets that it waited
