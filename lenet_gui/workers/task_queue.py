"""Short tasks beside the GUI thread, in the order in which they were added; none is dropped."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Slot

from lenet_gui.base.jobs import Job, Worker
from model.errors import in_words

Outcome = TypeVar("Outcome")
Deliver = Callable[[], object]
"""Brings an outcome to whoever asked for it; for the GUI thread."""
FINISH_WITHIN_S = 2.0
"""How long tasks may take after the window has closed."""


class TaskQueue(QObject):
    """Runs tasks that may wait for a disk or a lock; lives on the GUI thread, and so do the callbacks."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker(name, self)
        self._waiting: deque[tuple[Callable[[], Deliver], Callable[[str], object]]] = deque()
        """What to run and what to call if it never is; the first one is being run.

        Only this thread appends, only the worker's thread takes away.
        """
        self._ended: deque[Deliver] = deque()
        self._closed = False
        self._worker.progressed.connect(self._deliver)
        self._worker.finished.connect(self._on_finished)

    def add(
        self, work: Callable[[], Outcome], done: Callable[[Outcome], object], failed: Callable[[str], object]
    ) -> None:
        """Run ``work`` on the worker's thread, after everything that was added before.

        ``done`` gets what it returned, or ``failed`` what went wrong, for the person to read.
        """

        def run() -> Deliver:
            try:
                return partial(done, work())
            except Exception as error:
                return partial(failed, in_words(error))

        if not self._closed:
            self._waiting.append((run, failed))
            self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._worker.running:
            self._worker.start(self._run)

    def shut_down(self, finish_within_s: float = FINISH_WITHIN_S) -> None:
        """Finish what was added and end the thread; tasks that take longer fail. More than once is safe."""
        if self._closed:
            return
        self._closed = True
        if self._waiting:
            # The present run may be about to end without seeing what was added last.
            self._worker.start(self._run)
        self._worker.shut_down(finish_within_s)
        unfinished = tuple(self._waiting)
        self._deliver()
        for _, failed in unfinished:
            failed(self.tr("The program was closed before it could be written"))

    def _run(self, job: Job) -> None:
        while self._waiting and not job.cancelled:
            run, _ = self._waiting[0]
            self._ended.append(run())
            self._waiting.popleft()
            job.report(None)

    @Slot()
    def _deliver(self) -> None:
        while self._ended:
            self._ended.popleft()()

    @Slot()
    def _on_finished(self) -> None:
        self._deliver()
        self._go_on()
