"""What a person does with a run while it is on: start, pause, stop, its rate, and how long it will take."""

import time

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.form_fields import Figure
from model.training.progress import GUESSING_PERCENT, Progress

_BAR_STEPS = 10_000


class Stopwatch:
    """How long a run still takes, from how long it took so far; pauses do not count."""

    def __init__(self) -> None:
        self._spent_s = 0.0
        self._since: float | None = None
        self._first: int | None = None

    def start(self) -> None:
        """A run begins, or goes on after a pause."""
        self._since = time.perf_counter()

    def rest(self) -> None:
        """A pause begins."""
        if self._since is not None:
            self._spent_s += time.perf_counter() - self._since
            self._since = None

    def seconds_left(self, done: int, total: int) -> float | None:
        """None until it can be told.

        Args:
            done: updates, counted over the whole run, also where it was gone on with.
            total: updates of the whole run.
        """
        if self._first is None:
            self._first = done
        spent = self._spent_s + (time.perf_counter() - self._since if self._since is not None else 0.0)
        made = done - self._first
        return spent / made * (total - done) if made > 0 and spent > 1.0 else None


class RunBar(QWidget):
    """Buttons, progress and the knobs that can be turned while a run is on.

    Signals:
        start_wanted, stop_wanted: a button was pressed.
        pause_wanted: True to rest, False to go on.
        rate_factor_changed: what the schedule's rate is to be multiplied with.
        follow_changed: whether the network in training is to be under the pen.
    """

    start_wanted = Signal()
    stop_wanted = Signal()
    pause_wanted = Signal(bool)
    rate_factor_changed = Signal(float)
    follow_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = Stopwatch()
        self._guessing = False
        self.start = QPushButton(self.tr("&Start training"))
        self.pause = QPushButton(self.tr("&Pause"))
        self.pause.setCheckable(True)
        self.stop = QPushButton(self.tr("S&top"))
        self.bar = QProgressBar()
        self.bar.setRange(0, _BAR_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(10)
        self.bar.setAccessibleName(self.tr("Progress of the run"))
        self.status = ElidedLabel(self.tr("How the run stands"), quiet=True)
        self.follow = QCheckBox(self.tr("Put it under the p&en"))
        self.follow.setToolTip(
            self.tr(
                "The main window then answers with the network in training, as it changes: draw a digit and watch F6 "
                "turn from noise into its code. The weights in use are not touched."
            )
        )
        self.rate = Figure((0.001, 1000.0), decimals=3)
        self.rate.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.rate.setPrefix("× ")
        self.rate.set_exact(1.0)
        self.rate.setToolTip(
            self.tr("Multiplies the recipe's rate from now on; it may be changed while the run is on.")
        )
        rate_label = QLabel(self.tr("&Rate"))
        rate_label.setBuddy(self.rate)
        self._lay_out(rate_label)
        self.start.clicked.connect(self.start_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.pause.toggled.connect(self._on_pause)
        self.follow.toggled.connect(self.follow_changed)
        self.rate.edited.connect(self._on_rate)
        self.show_idle("")

    def _lay_out(self, rate_label: QLabel) -> None:
        buttons = QHBoxLayout()
        for button in (self.start, self.pause, self.stop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(rate_label)
        buttons.addWidget(self.rate)
        below = QHBoxLayout()
        below.addWidget(self.status, 1)
        below.addWidget(self.follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(buttons)
        layout.addWidget(self.bar)
        layout.addLayout(below)

    def _say(self, text: str) -> None:
        self.status.set_text(text)

    def _set_running(self, running: bool) -> None:
        # Who pressed one of these goes on from its opposite; from elsewhere nobody is called away.
        focused = self.window().focusWidget() in (self.start, self.pause, self.stop)
        self.start.setEnabled(not running)
        self.stop.setEnabled(running)
        self.pause.setEnabled(running)
        if focused:
            (self.pause if running else self.start).setFocus()
        if not running:
            self.pause.setChecked(False)
            # A run's own: the next one starts as its recipe says.
            self.rate.set_exact(1.0)

    # The states of a run

    def show_idle(self, text: str) -> None:
        """No run is on; ``text`` says what there is to say."""
        self._set_running(False)
        self.bar.setValue(0)
        self._say(text)

    def show_stopping(self) -> None:
        """The run ends after the update it is in."""
        self.stop.setEnabled(False)
        self.pause.setEnabled(False)
        self._say(self.tr("Stopping ..."))

    def show_preparing(self, done: int, of: int) -> None:
        """The digits are being read; ``of`` is 0 where that is not known."""
        self._set_running(True)
        self.bar.setValue(0)
        if self.pause.isChecked():
            return
        counted = self.tr("Reading pictures: {done} of {of}").format(done=done, of=of)
        self._say(counted if of else self.tr("Reading the digits ..."))

    def show_started(self, rate_factor: float | None) -> None:
        """The run begins; or it goes on from a checkpoint, with the factor that its rate had then, if not None."""
        self._set_running(True)
        self._watch = Stopwatch()
        self._watch.start()
        self._guessing = False
        if rate_factor is not None:
            self.rate.set_exact(rate_factor)

    def show_progress(self, progress: Progress, passes: int) -> None:
        """Where the run stands; ``passes`` in all."""
        done, total = progress.updates, progress.total_updates
        self.bar.setValue(round(_BAR_STEPS * done / max(total, 1)))
        if self.pause.isChecked() or not self.stop.isEnabled():
            return
        text = self.tr("Pass {number} of {passes}").format(number=progress.number, passes=passes)
        left = self._watch.seconds_left(done, total)
        if left is not None:
            text += "  ·  " + self.time_in_words(left)
        result = progress.finished_pass
        if result is not None:
            self._guessing = result.training_error_percent > GUESSING_PERCENT
        if self._guessing:
            text += "  ·  " + self.tr("no better than guessing: is the rate too high, or too low?")
        self._say(text)

    def time_in_words(self, seconds: float) -> str:
        """About how long, for a person."""
        if seconds < 90:
            return self.tr("{seconds} s left").format(seconds=max(1, round(seconds)))
        if seconds < 5400:
            return self.tr("{minutes} min left").format(minutes=round(seconds / 60))
        return self.tr("{hours} h left").format(hours=f"{seconds / 3600:.1f}")

    @Slot(bool)
    def _on_pause(self, paused: bool) -> None:
        self.pause.setText(self.tr("Go o&n") if paused else self.tr("&Pause"))
        if not self.pause.isEnabled():
            return
        if paused:
            self._watch.rest()
            self._say(self.tr("Paused"))
        else:
            self._watch.start()
        self.pause_wanted.emit(paused)

    @Slot()
    def _on_rate(self) -> None:
        self.rate_factor_changed.emit(self.rate.exact)
