"""Training as the GUI thread sees it: started, watched, paused and stopped, never waited for."""

import multiprocessing
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.trainer import Trainer
from lenet_gui.workers.training_preview import own_to_show
from model.network.parameters import Parameters
from model.training.log import TrainingLog
from model.training.own_digits import OwnSource
from model.training.setup import RunSetup


class TrainingService(QObject):
    """The GUI thread's side of training.

    Signals:
        preparing: how many pictures have been read, and of how many.
        started: the run's TrainingLog, its updates in all, and the factor of its rate; also when it is gone on with.
        progressed: Progress, at most twenty a second, and the last of each pass always.
        misread: of the held-out digits misread after a pass: images, labels and answers of the first, and how many.
        live: a copy of the network in training and the pass it is in, at most ten a second, while it is followed.
        warned: something that the run goes on in spite of.
        ended: the run's TrainingLog, and what went wrong, empty if nothing.
        refused: a run that could not start, and why; empty where the person stopped it.
        died: the training process has gone; whether a run was on. Its last checkpoint is kept.
        previewed: (N, 32, 32), distorted digits, 0 to 1; none where they cannot be read.
        weights_ready: the Parameters and WeightsInfo that were asked for.
        found: the Path and TrainingLog of an interrupted run, after :meth:`look_for_interrupted`.
        saved: the Path that was written.
        save_failed: why weights could not be had or written.
    """

    preparing = Signal(int, int)
    started = Signal(object, int, float)
    progressed = Signal(object)
    misread = Signal(object, object, object, int)
    live = Signal(object, int)
    warned = Signal(str)
    ended = Signal(object, str)
    refused = Signal(str)
    died = Signal(bool)
    previewed = Signal(object)
    weights_ready = Signal(object, object)
    found = Signal(object, object)
    saved = Signal(object)
    save_failed = Signal(str)

    _warm_up_wanted = Signal()
    _look_wanted = Signal(object)
    _start_wanted = Signal(int, object, object, object, object)
    _resume_wanted = Signal(int, object)
    _preview_wanted = Signal(object, int, object)
    _show_wanted = Signal()
    _weights_wanted = Signal(bool)
    _save_wanted = Signal(object, bool)
    _forget_wanted = Signal()

    def __init__(self, store: RunStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.running = False
        self._ending = False
        self._number = 0
        # A pipe of its own for wishes: they are tiny, so that sending one never waits, and the run looks for them
        # between two updates.
        theirs, self._wishes = multiprocessing.get_context("spawn").Pipe(duplex=False)
        self._thread = QThread(self)
        self._thread.setObjectName("training")
        self._trainer = Trainer(theirs)
        self._trainer.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        for name in (
            "preparing", "started", "progressed", "misread", "live", "warned", "previewed", "weights_ready", "found",
            "saved", "save_failed",
        ):  # fmt: skip
            getattr(self._trainer, name).connect(getattr(self, name), queued)
        self._trainer.ended.connect(self._on_ended, queued)
        self._trainer.refused.connect(self._on_refused, queued)
        self._trainer.died.connect(self._on_died, queued)
        self._warm_up_wanted.connect(self._trainer.warm_up, queued)
        self._look_wanted.connect(self._trainer.look_at, queued)
        self._start_wanted.connect(self._trainer.start, queued)
        self._resume_wanted.connect(self._trainer.resume, queued)
        self._preview_wanted.connect(self._trainer.preview, queued)
        self._show_wanted.connect(self._trainer.show, queued)
        self._weights_wanted.connect(self._trainer.give_weights, queued)
        self._save_wanted.connect(self._trainer.save, queued)
        self._forget_wanted.connect(self._trainer.forget, queued)

    # What the person asks for

    def start(self, setup: RunSetup, in_use: Parameters | None, own: OwnSource | None = None) -> None:
        """Begin a run; ``in_use`` is copied where the setup starts from it, and so are a person's own digits."""
        self._begin()
        checkpoint = self.store.hold_new()
        if checkpoint is None:
            self.warned.emit(self.tr("No checkpoint can be kept: the folder for them cannot be written."))
        self._start_wanted.emit(self._number, setup, checkpoint, in_use, own)

    def resume(self, checkpoint: Path) -> None:
        """Go on with an interrupted run."""
        self._begin()
        if not self.store.hold(checkpoint):
            self._on_refused(self.tr("Another window is training this run."))
            return
        self._resume_wanted.emit(self._number, checkpoint)

    def _begin(self) -> None:
        self.running = True
        self._number += 1
        self._start_thread()

    def _start_thread(self) -> None:
        # A window may still ask for something while it is closed; nobody would end the thread then.
        if not self._ending:
            self._thread.start()

    def _wish(self, what: str, value: object = None) -> None:
        """Numbered, so that a wish that comes too late does not touch the next run."""
        if self.running:
            self._wishes.send((self._number, what, value))

    def warm_up(self) -> None:
        """Have the training process ready before it is needed."""
        self._start_thread()
        self._warm_up_wanted.emit()

    def look_for_interrupted(self) -> None:
        """Ask for a run that a window left behind; ``found`` follows if there is one."""
        checkpoints = self.store.interrupted()
        if checkpoints:
            self._start_thread()
            self._look_wanted.emit(checkpoints)

    def pause(self, paused: bool) -> None:
        """Rest, or go on."""
        self._wish("pause", paused)

    def stop(self) -> None:
        """End the run after the update it is in; ``ended`` follows."""
        self._wish("stop")

    def set_rate_factor(self, factor: float) -> None:
        """Multiply the schedule's rate from the next update on."""
        self._wish("rate_factor", factor)

    def follow(self, follow: bool) -> None:
        """Hand out the network in training as it changes, or no longer; after the end, hand it out once."""
        self._wish("follow", follow)
        if follow and not self.running:
            self._show_wanted.emit()

    def preview(self, setup: RunSetup, seed: int, own: OwnSource | None = None) -> None:
        """Ask for some of a run's digits, distorted as it would; while a run is on they come after it."""
        self._start_thread()
        self._preview_wanted.emit(setup, seed, None if own is None else own_to_show(own, seed))

    def give_weights(self, best: bool) -> None:
        """Ask for what the last run has come to."""
        self._weights_wanted.emit(best)

    def save(self, path: Path, best: bool) -> None:
        """Write what the last run has come to, and its log beside it."""
        self._save_wanted.emit(path, best)

    def forget(self) -> None:
        """Drop the last run: its weights are safe elsewhere, or not wanted."""
        self._forget_wanted.emit()

    def shut_down(self) -> None:
        """End the thread; a run that is on keeps its last checkpoint. Safe at any moment, and more than once."""
        self._ending = True
        self._trainer.interrupt()
        self._thread.quit()
        self._thread.wait()
        self._trainer.end_process()
        self.store.release()

    @Slot(object, str)
    def _on_ended(self, log: TrainingLog, problem: str) -> None:
        self.running = False
        self.ended.emit(log, problem)

    @Slot(str)
    def _on_refused(self, problem: str) -> None:
        self.running = False
        self.store.release()
        self.refused.emit(problem)

    @Slot()
    def _on_died(self) -> None:
        if self._ending:
            return
        was_running, self.running = self.running, False
        self.store.release()
        self.died.emit(was_running)
