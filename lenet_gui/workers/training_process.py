"""The process that trains: a program without a window, so that training and painting never share the interpreter.

Commands are answered one after the other; between two updates of a run it looks for commands to that run. Only the
child imports this module, with torch.
"""

import logging
import time
from collections import deque
from typing import cast

import numpy as np
import torch

from lenet_gui.workers import training_messages as messages
from lenet_gui.workers import training_questions as questions
from lenet_gui.workers.child_side import Parent
from lenet_gui.workers.training_preview import distorted_digits, some_rubbish
from model.digits.datasets import Digits, mnist_training
from model.errors import FileError, in_words
from model.training.cards import Card
from model.training.engine.lenet5 import network_of, parameters_of
from model.training.foretell import Foreteller
from model.training.run import Run, save_run
from model.training.step_of_run import curvature_of, next_step_of

_log = logging.getLogger(__name__)
REPORT_S = 0.05
"""Progress is reported no more often than this."""
LIVE_S = 0.1
"""The weights in training are sent no more often than this."""
SHOWN_MISTAKES = 200
"""At most this many misread digits are sent."""
PREPARED_BETWEEN = 50
"""After how many pictures read commands are looked for and progress is reported."""


class _Stopped(Exception):
    """The person asked for it."""


class _Called(Exception):
    """There is something else to do."""


class TrainingServer:
    """Answers the parent's commands."""

    def __init__(self, parent: Parent) -> None:
        self._parent = parent
        self._later: deque[messages.Request] = deque()
        self._run: Run | None = None
        self._rate_factor = 1.0
        self._follow = False
        self._foreteller = Foreteller(self._check_for_calls)
        self._foretelling: deque[Card] = deque()
        self._mnist: Digits | None = None

    def _tell(self, event: messages.Event) -> None:
        self._parent.tell(event)

    def _receive(self) -> messages.Request:
        return cast(messages.Request, self._parent.receive())

    def serve(self) -> None:
        """Answer commands forever; this process ends with its parent."""
        while True:
            if self._foretelling and not self._later and not self._parent.waiting():
                self._foretell()
                continue
            command = self._later.popleft() if self._later else self._receive()
            try:
                self.answer(command)
            except _Stopped:
                self._tell(messages.Refused(""))
            except Exception as error:
                # Whatever is wrong with files, digits or the device: the person is told, and nothing has changed.
                refused = isinstance(command, messages.Start | messages.Resume)
                self._tell(messages.Refused(in_words(error)) if refused else messages.Failed(in_words(error)))

    def answer(self, command: messages.Request) -> None:
        match command:
            case messages.Start() | messages.Resume():
                self._train(command)
            case messages.Pause() | messages.Stop() | messages.SetRateFactor() | messages.Follow():
                pass  # that run is over
            case messages.ListDevices():
                self._tell(messages.Devices(devices()))
            case messages.Preview(setup, seed, own, rubbish):
                inks = some_rubbish(setup, seed) if rubbish else distorted_digits(setup, seed, own)
                self._tell(messages.Previewed(inks, rubbish))
            case questions.Foretell(wanted):
                self._foretelling = deque(wanted)
            case questions.EstimateCurvature(network, criterion):
                self._mnist = self._mnist or mnist_training()
                h = curvature_of(network, self._mnist, criterion)
                self._tell(questions.CurvatureReady(network, criterion, h))
            case (
                messages.ShowNetwork()
                | messages.GiveWeights()
                | messages.Save()
                | messages.Forget()
                | questions.DescribeStep()
            ):
                if self._run is not None:
                    self._answer_about(self._run, command)

    def _answer_about(self, run: Run, command: messages.AboutLastRun) -> None:
        match command:
            case messages.ShowNetwork():
                if run.log.passes:
                    self._tell(messages.Live(parameters_of(run.network(best=False)), len(run.log.passes)))
            case messages.GiveWeights(best):
                network, info = run.weights(best)
                self._tell(messages.WeightsReady(parameters_of(network), info))
            case messages.Save(path, best):
                save_run(*run.weights(best), run.log, path)
                run.drop_checkpoint()
                self._tell(messages.Saved(path))
            case messages.Forget():
                run.drop_checkpoint()
                self._run = None
            case questions.DescribeStep():
                self._tell(questions.StepDescribed(next_step_of(run)))

    # Before a run

    def _check_for_calls(self) -> None:
        if self._parent.waiting():
            raise _Called

    def _foretell(self) -> None:
        """Estimate the time of one run; if a command comes meanwhile, that run stays the next."""
        card = self._foretelling[0]
        try:
            counts = self._foreteller.counts(card.setup)
            self._tell(questions.ForetoldRun(card.key, counts))
            self._tell(questions.ForetoldRun(card.key, counts, self._foreteller.seconds(card.setup)))
        except _Called:
            return
        except FileError as error:
            self._tell(questions.Unreadable(card.key, str(error)))
        except Exception:
            # A device may be gone: starting the run says what is wrong.
            _log.debug("The time of %s cannot be estimated", card.key, exc_info=True)
        self._foretelling.popleft()

    # A run

    def _listen(self) -> None:
        """Take the commands to this run; wait while it is paused, keep other commands for later.

        Raises:
            _Stopped: it should end.
        """
        paused = False
        while paused or self._parent.waiting():
            command = self._receive()
            if isinstance(command, messages.RunCommand):
                paused = self._obey(command, paused)
            elif isinstance(command, questions.DescribeStep | questions.EstimateCurvature):
                self.answer(command)
            else:
                self._later.append(command)

    def _obey(self, command: messages.RunCommand, paused: bool) -> bool:
        """Do what a command asks of the run; whether it is paused from now on."""
        match command:
            case messages.Stop():
                raise _Stopped
            case messages.Pause(wanted):
                return wanted
            case messages.SetRateFactor(factor):
                self._rate_factor = factor
            case messages.Follow(follow):
                self._follow = follow
        return paused

    def _on_prepared(self, done: int, total: int) -> None:
        if done % PREPARED_BETWEEN == 0:
            self._listen()
            self._tell(messages.Preparing(done, total))

    def _made(self, command: messages.Start | messages.Resume) -> Run:
        if isinstance(command, messages.Resume):
            return Run.resume(command.checkpoint, self._on_prepared, command.ends)
        network = network_of(command.in_use) if command.in_use is not None else None
        pictures = command.own.read() if command.own is not None else None
        return Run(command.setup, command.checkpoint, network, self._on_prepared, pictures)

    def _train(self, command: messages.Start | messages.Resume) -> None:
        self._run = None
        self._follow, self._rate_factor = False, 1.0
        run = self._run = self._made(command)
        if run.left_out:
            self._tell(messages.LeftOut(tuple(map(str, run.left_out)), run.pictures))
        self._tell(messages.Started(run.log, run.training.rate_factor))
        if run.digits_lost:
            self._tell(messages.Warned(run.digits_lost))
        if run.log.passes:
            self._rate_factor = run.training.rate_factor
            self._tell_misread(run)
        problem = ""
        try:
            if isinstance(command, messages.Resume) and command.ends:
                raise _Stopped
            self._update(run)
        except _Stopped:
            run.stop()
        except Exception as error:
            problem = in_words(error)
            run.fail()
        self._tell(messages.Ended(run.log, problem))

    def _update(self, run: Run) -> None:
        reported = shown = 0.0
        warned = ""
        # What was set before the run began counts from its first update.
        self._listen()
        run.training.rate_factor = self._rate_factor
        for progress in run.go():
            now = time.perf_counter()
            if progress.finished_pass or now - reported >= REPORT_S:
                reported = now
                self._tell(messages.Progressed(progress, run.kept))
            if progress.finished_pass:
                self._tell_misread(run)
                if run.checkpoint_problem and run.checkpoint_problem != warned:
                    self._tell(messages.Warned(run.checkpoint_problem))
                warned = run.checkpoint_problem
            if self._follow and now - shown >= LIVE_S:
                shown = now
                self._tell(messages.Live(parameters_of(run.newest()), progress.number))
            self._listen()
            run.training.rate_factor = self._rate_factor

    def _tell_misread(self, run: Run) -> None:
        held_out = run.log.passes[-1].held_out
        if held_out is None or run.held_out is None:
            return
        some = run.held_out.subset(held_out.mistakes[:SHOWN_MISTAKES])
        answers = held_out.answers[:SHOWN_MISTAKES].astype(np.uint8)
        self._tell(messages.Misread(some.images, some.labels, answers, held_out.errors))


def devices() -> tuple[tuple[str, str], ...]:
    """Where torch can compute here: its name of each device, and one for people."""
    found = [("cpu", "CPU")]
    if torch.cuda.is_available():
        found.append(("cuda", f"CUDA: {torch.cuda.get_device_name()}"))
    if torch.backends.mps.is_available():
        found.append(("mps", "Apple GPU (MPS)"))
    return tuple(found)
