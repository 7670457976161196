"""Pause, stop and rate of a run, and how far it is."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLabel, QWidget

from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.form_fields import ExactSpinBox
from lenet_gui.base.translate import tool_tip
from lenet_gui.base.widgets import button, column, row, thin_progress
from lenet_gui.style.lit import make_switch
from lenet_gui.training.choice.summary import time_in_words
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.workers.training_messages import Follow, Pause, SetRateFactor, Stop
from model.limits import RATE_FACTORS
from model.training.progress import Progress

_BAR_STEPS = 500
"""Each is told to screen readers, which fall behind if there are many a second; a pixel or two on the screen."""


class Stopwatch:
    """How long a run will still take, from how long it took so far; pauses do not count."""

    def __init__(self) -> None:
        self._spent_s = 0.0
        self._since: float | None = None
        self._first: int | None = None

    def go(self, going: bool) -> None:
        """Run, or stand still during a pause."""
        now = time.perf_counter()
        self._spent_s += now - self._since if self._since is not None else 0.0
        self._since = now if going else None

    def seconds_left(self, done: int, total: int) -> float | None:
        """None until that is known; updates are counted over the whole run, also where it was resumed."""
        if self._first is None:
            self._first = done
        self.go(self._since is not None)
        spent, made = self._spent_s, done - self._first
        return spent / made * (total - done) if made > 0 and spent > 1.0 else None


class RunBar(QWidget):
    """Buttons, progress and what can be changed during a run: a view of the :class:`RunState`."""

    wanted = Signal(object)  # a command to the run: Pause, Stop, SetRateFactor or Follow

    def __init__(self) -> None:
        super().__init__()
        self._state = RunState()
        self._watch = Stopwatch()
        self.pause = button(self.tr("&Pause"), lambda paused: self.wanted.emit(Pause(paused)))
        make_switch(self.pause)
        self.stop = button(self.tr("S&top"), lambda: self.wanted.emit(Stop()))
        self.bar = thin_progress(self.tr("Progress of the run"))
        self.bar.setRange(0, _BAR_STEPS)
        self.status = ElidedLabel(self.tr("Status of the run"), quiet=True)
        self.follow = QCheckBox(self.tr("Try it whi&le it trains"))
        tip = self.tr(
            "The main window answers with the network in training, as it changes: draw a digit and watch F6 turn "
            "from noise into its code. The weights in use are not touched."
        )
        self.follow.setToolTip(tool_tip(tip))
        self.rate = ExactSpinBox(RATE_FACTORS, decimals=3)
        self.rate.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.rate.setPrefix("× ")
        tip = self.tr("Multiplies the recipe's rate from now on; it can be changed before and during a run.")
        self.rate.setToolTip(tool_tip(tip))
        rate_label = QLabel(self.tr("Rate &factor"))
        rate_label.setBuddy(self.rate)
        buttons = row(self.pause, self.stop, None, rate_label, self.rate)
        below = row(self.status, self.follow, grows=self.status)
        self.setLayout(column(buttons, self.bar, below, margin=0, spacing=6))
        self.follow.clicked.connect(lambda follow: self.wanted.emit(Follow(follow)))
        self.rate.edited.connect(lambda: self.wanted.emit(SetRateFactor(self.rate.exact)))
        self.rate.set_exact(self._state.rate_factor)
        self.show_state(self._state)

    def show_state(self, state: RunState) -> None:
        before, self._state = self._state, state
        if state.phase is Phase.PREPARING and before.phase is not Phase.PREPARING:
            self._watch = Stopwatch()
        self._watch.go(state.phase is Phase.RUNNING and not state.paused)
        self._show_buttons(state)
        if state.rate_factor != before.rate_factor:
            self.rate.set_exact(state.rate_factor)
        self.follow.setChecked(state.following)
        progress = state.progress
        done = 0.0 if progress is None else progress.updates / max(progress.total_updates, 1)
        self.bar.setValue(round(_BAR_STEPS * done))
        self.status.set_text(self._text(state))

    def _show_buttons(self, state: RunState) -> None:
        self.pause.setEnabled(state.on and not state.stopping)
        self.stop.setEnabled(state.on and not state.stopping)
        self.pause.setChecked(state.paused)
        self.pause.setText(self.tr("Co&ntinue") if state.paused else self.tr("&Pause"))

    def _text(self, state: RunState) -> str:
        if not state.on:
            return ""
        if state.stopping:
            return self.tr("Stopping ...")
        if state.paused:
            return self.tr("Paused")
        if state.progress is not None and state.log is not None:
            return self._in_words(state.progress, state.log.setup.config.passes, state.guessing)
        done, total = state.read
        counted = self.tr("Preparing the digits: {done} of {total}").format(done=f"{done:,}", total=f"{total:,}")
        return counted if total else self.tr("Reading the digits ...")

    def _in_words(self, progress: Progress, passes: int, guessing: bool) -> str:
        words = [self.tr("Pass {number} of {passes}").format(number=progress.number, passes=passes)]
        if (left := self._watch.seconds_left(progress.updates, progress.total_updates)) is not None:
            words.append(self.tr("{time} left").format(time=time_in_words(left)))
        if guessing:
            words.append(self.tr("no better than guessing: is the rate too high, or too low?"))
        return "  ·  ".join(words)
