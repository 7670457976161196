"""What runs on the training thread: one run at a time, in a plain loop.

What the person does meanwhile reaches it through :class:`Wishes`, which both threads may touch; what it has to say goes
out as signals, at most twenty a second.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from model.recipes import Distortion
from model.records import FloatArray
from model.run_setup import RunSetup

if TYPE_CHECKING:
    from model.lenet5 import LeNet5
    from model.runs import Run

REPORT_S = 0.05
"""Progress is reported no more often than this."""
LIVE_S = 0.1
"""The weights in training are handed out no more often than this."""
SHOWN_MISTAKES = 200
"""No more misread digits than this are handed to be looked at."""
_PREVIEWS = 24


class _Stopped(Exception):
    """The person asked for it."""


class Wishes:
    """What the person wants of the run, readable from the worker's thread while it works."""

    def __init__(self) -> None:
        self.rate_factor = 1.0
        self.follow = False
        self._stop = threading.Event()
        self._going = threading.Event()
        self._going.set()

    def clear(self) -> None:
        self.rate_factor = 1.0
        self._stop.clear()
        self._going.set()

    def pause(self, paused: bool) -> None:
        (self._going.clear if paused else self._going.set)()

    def stop(self) -> None:
        self._stop.set()
        self._going.set()

    def check(self) -> None:
        """Wait while the run is to pause; raises _Stopped when it is to end."""
        self._going.wait()
        if self._stop.is_set():
            raise _Stopped


class Trainer(QObject):
    """Lives on the worker's thread, with the run that nobody else touches."""

    preparing = Signal(int, int)
    started = Signal(object, int, float)  # TrainingLog, updates in all, factor of the rate
    progressed = Signal(object)  # Progress
    misread = Signal(object, object, object, int)  # images, labels, answers of the held-out digits misread; how many
    live = Signal(object, int)  # LeNet5, pass
    warned = Signal(str)
    ended = Signal(object, str)  # TrainingLog, what went wrong or nothing
    refused = Signal(str)
    previewed = Signal(object)
    weights_ready = Signal(object, object)  # LeNet5, WeightsInfo
    found = Signal(object, object)  # Path, TrainingLog
    saved = Signal(object)
    save_failed = Signal(str)

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._wishes = wishes
        self._run: Run | None = None
        self._preview_ink: FloatArray | None = None

    def _on_picture(self, done: int, of: int) -> None:
        self._wishes.check()
        if done % 50 == 0:
            self.preparing.emit(done, of)

    @Slot(object)
    def look_at(self, checkpoints: list[Path]) -> None:
        """Tell of the first of these that can be gone on with."""
        from model.checkpoint import CheckpointError, load_checkpoint

        for path in checkpoints:
            try:
                log, _ = load_checkpoint(path, with_state=False)
            except CheckpointError:
                continue
            self.found.emit(path, log)
            return

    @Slot(object, object, object)
    def start(self, setup: RunSetup, checkpoint: Path, in_use: "LeNet5 | None") -> None:
        from model.runs import Run

        self._go(lambda: Run(setup, checkpoint, in_use, self._on_picture))

    @Slot(object)
    def resume(self, checkpoint: Path) -> None:
        from model.runs import Run

        self._go(lambda: Run.resume(checkpoint, self._on_picture))

    def _go(self, make: "Callable[[], Run]") -> None:
        try:
            self._run = make()
        except _Stopped:
            self.refused.emit("")
            return
        except Exception as error:
            # Whatever is wrong with files, digits or the device: the person is told, and nothing has been touched.
            self.refused.emit(str(error) or type(error).__name__)
            return
        training = self._run.training
        self.started.emit(self._run.log, training.total_updates, training.rate_factor)
        self._wishes.rate_factor = training.rate_factor
        problem = ""
        try:
            self._train(self._run)
        except _Stopped:
            self._run.stop()
        except Exception as error:
            problem = str(error) or type(error).__name__
            self._run.fail()
        self.ended.emit(self._run.log, problem)

    def _train(self, run: "Run") -> None:
        reported = shown = 0.0
        warned = ""
        for progress in run.go():
            now = time.perf_counter()
            if progress.finished_pass or now - reported >= REPORT_S:
                reported = now
                self.progressed.emit(progress)
            if progress.finished_pass:
                self._tell_misread(run)
                if run.checkpoint_problem and run.checkpoint_problem != warned:
                    self.warned.emit(run.checkpoint_problem)
                warned = run.checkpoint_problem
            if self._wishes.follow and now - shown >= LIVE_S:
                shown = now
                self.live.emit(run.network(best=False), progress.number)
            self._wishes.check()
            run.training.rate_factor = self._wishes.rate_factor

    def _tell_misread(self, run: "Run") -> None:
        held_out = run.log.passes[-1].held_out
        if held_out is None or run.held_out is None:
            return
        some = run.held_out.subset(held_out.mistakes[:SHOWN_MISTAKES])
        answers = held_out.answers[:SHOWN_MISTAKES].astype(np.uint8)
        self.misread.emit(some.images, some.labels, answers, held_out.errors)

    @Slot(object, int)
    def preview(self, distortion: Distortion, seed: int) -> None:
        """Distort a few digits, to be looked at."""
        import torch

        from model.datasets import mnist_test
        from model.distort import Distorter

        torch.set_num_threads(1)
        if self._preview_ink is None:
            fields = mnist_test().subset(np.arange(200)).fields()
            self._preview_ink = fields.astype(np.float32) / np.float32(255)
        start = seed * _PREVIEWS % (len(self._preview_ink) - _PREVIEWS)
        ink = torch.from_numpy(self._preview_ink[start : start + _PREVIEWS])[:, None]
        distorted = Distorter(distortion, torch.Generator().manual_seed(seed))(ink)
        self.previewed.emit(distorted[:, 0].numpy())

    @Slot(bool)
    def give_weights(self, best: bool) -> None:
        """Hand out what the run has come to."""
        if self._run is None:
            return
        try:
            self.weights_ready.emit(*self._run.weights(best))
        except Exception as error:
            self.save_failed.emit(str(error) or type(error).__name__)

    @Slot(object, bool)
    def save(self, path: Path, best: bool) -> None:
        """Write what the run has come to, and its log beside it."""
        from model.runs import save_run

        if self._run is None:
            return
        try:
            save_run(*self._run.weights(best), self._run.log, path)
        except Exception as error:
            self.save_failed.emit(str(error) or type(error).__name__)
        else:
            self._run.drop_checkpoint()
            self.saved.emit(path)

    @Slot()
    def forget(self) -> None:
        """The run's weights are safe elsewhere, or not wanted."""
        if self._run is not None:
            self._run.drop_checkpoint()
            self._run = None
