"""The process that trains: a program of its own without a window, so that training and painting never share a lock.

It answers requests from one pipe, one after the other, and looks at another between two updates for what the person
wants of the run. Every answer is a tuple that starts with the name of a signal of :class:`TrainingService`; ``done``
ends a request. It ends when its parent does.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.errors import in_words
from model.network.parameters import Parameters
from model.training.own_digits import OwnSource
from model.training.setup import RunSetup

if TYPE_CHECKING:
    from model.training.engine.lenet5 import LeNet5
    from model.training.run import Run

REPORT_S = 0.05
"""Progress is reported no more often than this."""
LIVE_S = 0.1
"""The weights in training are handed out no more often than this."""
SHOWN_MISTAKES = 200
"""No more misread digits than this are handed to be looked at."""
NICENESS = 5
"""The window goes first where both want the processor."""


class _Stopped(Exception):
    """The person asked for it."""


class _Server:
    def __init__(self, requests: Connection, wishes: Connection) -> None:
        self._requests, self._wishes = requests, wishes
        self._run: Run | None = None
        self._number = 0
        self._rate_factor = 1.0
        self._follow = False

    def tell(self, kind: str, *values: object) -> None:
        self._requests.send((kind, *values))

    def serve(self) -> None:
        while True:
            kind, *values = self._requests.recv()
            try:
                getattr(self, kind)(*values)
            except _Stopped:
                self.tell("refused", "")
            except (BrokenPipeError, ConnectionResetError):
                raise
            except Exception as error:
                # Whatever is wrong with files, digits or the device: the person is told, nothing has been touched.
                wrong = "refused" if kind in ("start", "resume") else "save_failed"
                self.tell(wrong, in_words(error))
            self.tell("done")

    # What the person wants of the run, meanwhile

    def _hear(self) -> None:
        """Take note of all wishes; wait while the run is to rest. Raises _Stopped when it is to end."""
        resting = False
        while resting or self._wishes.poll():
            number, wish, value = self._wishes.recv()
            if number != self._number:
                continue
            if wish == "stop":
                raise _Stopped
            if wish == "pause":
                resting = value
            elif wish == "rate_factor":
                self._rate_factor = value
            elif wish == "follow":
                self._follow = value

    def _on_picture(self, done: int, of: int) -> None:
        if done % 50 == 0:
            self._hear()
            self.tell("preparing", done, of)

    # Requests

    def start(
        self,
        number: int,
        setup: RunSetup,
        checkpoint: Path | None,
        in_use: Parameters | None,
        own: OwnSource | None,
    ) -> None:
        from model.training.engine.lenet5 import network_of
        from model.training.run import Run

        self._number = number
        network = network_of(in_use) if in_use is not None else None
        pictures = own.read() if own is not None else None
        self._go(lambda: Run(setup, checkpoint, network, self._on_picture, pictures))

    def resume(self, number: int, checkpoint: Path) -> None:
        from model.training.run import Run

        self._number = number
        self._go(lambda: Run.resume(checkpoint, self._on_picture))

    def _go(self, make: "Callable[[], Run]") -> None:
        self._run = None
        self._follow = False
        run = self._run = make()
        self._rate_factor = run.training.rate_factor
        self.tell("started", run.log, run.training.total_updates, self._rate_factor)
        if run.log.passes:
            self._tell_misread(run)
        problem = ""
        try:
            self._train(run)
        except _Stopped:
            run.stop()
        except (BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:
            problem = in_words(error)
            run.fail()
        self.tell("ended", run.log, problem)

    def _train(self, run: "Run") -> None:
        reported = shown = 0.0
        warned = ""
        # What was wished before the run began holds from its first update on.
        self._hear()
        run.training.rate_factor = self._rate_factor
        for progress in run.go():
            now = time.perf_counter()
            if progress.finished_pass or now - reported >= REPORT_S:
                reported = now
                self.tell("progressed", progress)
            if progress.finished_pass:
                self._tell_misread(run)
                if run.checkpoint_problem and run.checkpoint_problem != warned:
                    self.tell("warned", run.checkpoint_problem)
                warned = run.checkpoint_problem
            if self._follow and now - shown >= LIVE_S:
                shown = now
                self._tell_network("live", run.newest(), progress.number)
            self._hear()
            run.training.rate_factor = self._rate_factor

    def _tell_network(self, kind: str, network: "LeNet5", *values: object) -> None:
        from model.training.engine.lenet5 import parameters_of

        self.tell(kind, parameters_of(network), *values)

    def _tell_misread(self, run: "Run") -> None:
        held_out = run.log.passes[-1].held_out
        if held_out is None or run.held_out is None:
            return
        some = run.held_out.subset(held_out.mistakes[:SHOWN_MISTAKES])
        answers = held_out.answers[:SHOWN_MISTAKES].astype(np.uint8)
        self.tell("misread", some.images, some.labels, answers, held_out.errors)

    def look_at(self, checkpoints: list[Path]) -> None:
        """Tell of the first of these that can be gone on with."""
        from model.training.checkpoint import CheckpointError, load_checkpoint

        for path in checkpoints:
            with contextlib.suppress(CheckpointError):
                log, _ = load_checkpoint(path, with_state=False)
                self.tell("found", path, log)
                return

    def preview(self, setup: RunSetup, seed: int, own: OwnSource | None) -> None:
        """Distort a few digits, to be looked at."""
        from lenet_gui.workers.training_preview import distorted_digits

        self.tell("previewed", distorted_digits(setup, seed, own))

    def show(self) -> None:
        """Hand out the network that the last run has come to, to be looked at."""
        if self._run is not None and self._run.log.passes:
            self._tell_network("live", self._run.network(best=False), len(self._run.log.passes))

    def give_weights(self, best: bool) -> None:
        """Hand out what the run has come to."""
        if self._run is not None:
            network, info = self._run.weights(best)
            self._tell_network("weights_ready", network, info)

    def save(self, path: Path, best: bool) -> None:
        """Write what the run has come to, and its log beside it."""
        from model.training.run import save_run

        if self._run is not None:
            save_run(*self._run.weights(best), self._run.log, path)
            self._run.drop_checkpoint()
            self.tell("saved", path)

    def forget(self) -> None:
        """The run's weights are safe elsewhere, or not wanted."""
        if self._run is not None:
            self._run.drop_checkpoint()
            self._run = None


def _leave(_signal: int, _frame: object) -> None:
    # Once is enough: a second one would interrupt the clearing away.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # An exception, so that a file that is being written is cleared away.
    sys.exit(0)


def serve(requests: Connection, wishes: Connection) -> None:
    """Answer requests until the other end is closed."""
    signal.signal(signal.SIGTERM, _leave)
    # Ctrl+C in the terminal is for the window, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _Server(requests, wishes).serve()
