"""Where a training step comes from: the digit that is drawn, or a run that stands still; and when it is made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import LatestWorker, Work
from lenet_gui.base.timers import timer
from lenet_gui.training.controller import TrainingController
from lenet_gui.training_step.source_bar import Rule
from lenet_gui.training_step.window import TrainingStepWindow
from lenet_gui.workers.training_questions import CurvatureReady, DescribeStep, EstimateCurvature, StepDescribed
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.records import FloatArray
from model.training.engine.criterion import Criterion, Loss
from model.training.presets import DEFAULT, MODERN, PAPER_1998
from model.training.recipes import Optimizer
from model.training.step.next_step import NextStep
from model.training.step.rule import StepRule
from model.training.step.training_step import TrainingStep, take_step

_REST_MS = 60
"""How long the pen must have rested before the step is made again: it takes the time of several answers."""


class StepMaker(QObject):
    """Has a window show a step, made again whenever what it is made of changes.

    ``training`` gives the controller whose process estimates curvatures and describes runs.
    """

    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, window: TrainingStepWindow, training: Callable[[], TrainingController], parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._training = window, training
        self._answer: Recognition | None = None
        self._run: NextStep | None = None
        self._of_run, self._at = False, 0
        self._curvature: CurvatureReady | None = None
        self._asked: tuple[Parameters, Criterion] | None = None
        self._worker = LatestWorker("training step", self)
        self._worker.finished.connect(self._on_made)
        self._worker.failed.connect(self.failed)
        self._rest = timer(self, _REST_MS, self._make)
        window.source.changed.connect(self._soon)
        window.source.other_digit_wanted.connect(self._turn)
        window.source.source_chosen.connect(self.choose_source)
        training().training.happened.connect(self._on_event)

    def ask_for_run(self) -> None:
        """Have the run described; then its next step is shown."""
        self._training().training.send(DescribeStep())

    def show_recognition(self, answer: Recognition) -> None:
        """Another digit is drawn, or read with other weights."""
        self._answer = answer
        if self._window.isVisible() and not self._of_run:
            self._soon()

    # What the step is made of

    @Slot(bool)
    def choose_source(self, of_run: bool) -> None:
        """Take apart a step of the run that was described, if there is one; else one on the digit that is drawn."""
        self._of_run = of_run and self._run is not None
        run = self._run if self._of_run else None
        self._window.source.show_run(run)
        if run is not None:
            self._show_run_digit(run)
        else:
            self._window.source.forget_label()
        self._soon()

    @Slot(int)
    def _turn(self, by: int) -> None:
        if self._run is not None:
            self._at = (self._at + by) % len(self._run.digits)
            self._show_run_digit(self._run)
            self._soon()

    def _show_run_digit(self, run: NextStep) -> None:
        self._window.source.show_labels(None)
        self._window.source.choose_label(int(run.digits.labels[self._at]))

    @Slot(object)
    def _on_event(self, event: object) -> None:
        match event:
            case StepDescribed(step):
                self._run, self._at = step, 0
                self._window.source.show_sources(self.tr("The run, one of its digits"))
                self.choose_source(True)
            case CurvatureReady():
                self._curvature = event
                self._soon()
            case _:
                pass  # the run's own affair

    @Slot()
    def _soon(self) -> None:
        self._rest.start()

    def _rule(self, network: Parameters, criterion: Criterion) -> StepRule:
        """The rule that is chosen for the weights in use."""
        rule, rate = Rule(self._window.source.rule.exact), self._window.source.rate.exact
        match rule:
            case Rule.DESCENT:
                return StepRule(Optimizer.SGD, rate)
            case Rule.ADAMW:
                return StepRule.of(MODERN, rate)
            case Rule.SDLM:
                return StepRule.of(PAPER_1998, rate, self._curvature_of(network, criterion))

    def _curvature_of(self, network: Parameters, criterion: Criterion) -> FloatArray | None:
        """SDLM's h; None while it is being estimated."""
        if self._curvature is not None and _is_of(self._curvature, network, criterion):
            return self._curvature.curvature
        if self._asked is None or self._asked[0] is not network or self._asked[1] != criterion:
            self._asked = network, criterion
            self._training().training.send(EstimateCurvature(network, criterion))
        return None

    # Making it

    @Slot()
    def _make(self) -> None:
        if not self._window.isVisible():
            return
        made = self._of_a_run() if self._of_run else self._of_the_drawing()
        if made is None:
            self._worker.forget()
        else:
            self._worker.ask(made)

    def _of_a_run(self) -> Work | None:
        if self._run is None:
            return None
        ink = self._run.digits.images[self._at].astype(np.float32) / np.float32(255)
        criterion = self._run.log.setup.config.criterion
        run, label = self._run, self._window.source.chosen_label
        return lambda _job: take_step(run.network, ink, label, criterion, run.rule)

    def _of_the_drawing(self) -> Work | None:
        answer, window = self._answer, self._window
        if answer is None:
            return None
        if not answer.ink.any():
            window.tell_blank()
            return None
        # As read by the network that the step is made on, which has no changes.
        digit = answer.digit if answer.unchanged is None else int(answer.unchanged.argmin())
        window.source.show_labels(digit)
        chosen = window.source.chosen_label
        label = digit if chosen < 0 else chosen
        criterion = replace(DEFAULT, loss=Loss(window.source.loss.exact)).criterion
        rule = self._rule(answer.parameters, criterion)
        return lambda _job: take_step(answer.parameters, answer.ink, label, criterion, rule)

    @Slot(object)
    def _on_made(self, step: TrainingStep) -> None:
        changed = not self._of_run and self._answer is not None and bool(self._answer.changes)
        self._window.show_step(step, changes_left_out=changed)

    def shut_down(self) -> None:
        """End the thread. Safe at any moment, and more than once."""
        self._rest.stop()
        self._worker.shut_down()


def _is_of(ready: CurvatureReady, network: Parameters, criterion: Criterion) -> bool:
    # A copy came back from the process.
    return ready.criterion == criterion and np.array_equal(ready.network.matrices.flat, network.matrices.flat)
