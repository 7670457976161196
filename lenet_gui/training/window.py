"""The training window: what to train on and how on the left, what comes of it on the right. Layout and wiring."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from lenet_gui.base.error_dialogs import ErrorDialogs
from lenet_gui.base.settings import Settings
from lenet_gui.training.curves.page import CurvesPage
from lenet_gui.training.forms.forms import TrainingForms
from lenet_gui.training.misread_page import MisreadPage
from lenet_gui.training.offer_bar import OfferBar
from lenet_gui.training.outcome_bar import OutcomeBar
from lenet_gui.training.questions import ask_before_discarding
from lenet_gui.training.run_bar import RunBar
from lenet_gui.workers.training import TrainingService
from model.training.log import OwnPart, TrainingLog
from model.training.progress import Progress
from model.training.setup import RunSetup

FIRST_SIZE = (1120, 740)


class TrainingWindow(QWidget):
    """Train from here, beside the main window.

    Args:
        service: runs the training.
        settings: what is remembered between runs of the program.
        devices: torch's name and a person's for each place to compute on.
        parent: the main window; this one closes with it.

    Signals:
        start_wanted: the RunSetup of a run to begin, and what it has of the person's own digits: an OwnPart, or None.
        preview_wanted: a RunSetup, a seed, and an OwnPart or None: which digits to show, and distorted how.
        own_wanted: the person's own digits are to be offered as they are now; see :meth:`show_own`.
        use_wanted: of the best pass (True) or of the last (False): take it into use.
        follow_wanted: whether the network in training is to be under the pen.
        settled: nothing is left of the last run to decide on.
    """

    start_wanted = Signal(object, object)
    preview_wanted = Signal(object, int, object)
    own_wanted = Signal()
    use_wanted = Signal(bool)
    follow_wanted = Signal(bool)
    settled = Signal()

    def __init__(
        self, service: TrainingService, settings: Settings, devices: list[tuple[str, str]], parent: QWidget | None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._service = service
        self._log: TrainingLog | None = None
        self._running = self._undecided = False
        self.errors = ErrorDialogs(self)
        self.forms = TrainingForms(devices)
        self.recipe, self.setup_form = self.forms.recipe, self.forms.setup_form
        self.run_bar = RunBar()
        self.curves_page = CurvesPage()
        self.misread_page = MisreadPage()
        self.outcome = OutcomeBar()
        self.offer = OfferBar()
        self.setWindowTitle(self.tr("Train LeNet-5"))
        self.resize(*FIRST_SIZE)
        self._lay_out()
        self._wire()
        self.restoreGeometry(settings.bytes_of("training_geometry"))
        self.run_bar.start.setFocus()

    def _lay_out(self) -> None:
        self.forms.setMinimumWidth(330)
        self.results = QTabWidget()
        self.results.tabBar().setAccessibleName(self.tr("What comes of it"))
        self.results.addTab(self.curves_page, self.tr("Curves"))
        self.results.addTab(self.misread_page, self.tr("Misread digits"))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.offer, self.run_bar, self.outcome):
            column.addWidget(widget)
        column.addWidget(self.results, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.forms)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([350, 770])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self._splitter)
        self.outcome.hide()

    def _wire(self) -> None:
        self.forms.preview_wanted.connect(self._on_preview)
        self.run_bar.start_wanted.connect(self._on_start)
        self.run_bar.pause_wanted.connect(self._service.pause)
        self.run_bar.stop_wanted.connect(self._on_stop)
        self.run_bar.rate_factor_changed.connect(self._service.set_rate_factor)
        self.run_bar.follow_changed.connect(self.follow_wanted)
        self.outcome.use_wanted.connect(self.use_wanted)
        self.outcome.save_wanted.connect(self._service.save)
        self.outcome.discard_wanted.connect(self._on_discard)
        self.offer.go_on_wanted.connect(self._on_go_on)
        self.offer.forget_wanted.connect(self._on_forget)
        self.curves_page.opened.connect(self._on_log_opened)
        self.curves_page.failed.connect(self.errors.show)
        service = self._service
        service.preparing.connect(self.run_bar.show_preparing)
        service.started.connect(self._on_started)
        service.progressed.connect(self._on_progress)
        service.misread.connect(self.misread_page.mistakes.show_mistakes)
        service.warned.connect(self.errors.show)
        service.refused.connect(self._on_refused)
        service.ended.connect(self._on_ended)
        service.died.connect(self._on_died)
        service.previewed.connect(self.recipe.distortions.preview.show_inks)
        service.found.connect(self._on_found)
        service.saved.connect(self._on_saved)
        service.save_failed.connect(self.errors.show)

    # Digits to look at, and the person's own

    @Slot(object, int, object)
    def _on_preview(self, setup: RunSetup, seed: int, own: OwnPart | None) -> None:
        if not self._service.running:
            self.preview_wanted.emit(setup, seed, own)

    def show_own(self, person: str, labels: Sequence[int], problem: str) -> None:
        """Offer a person's own digits, what each is; a run that is on keeps those it has."""
        if not self._service.running:
            self.setup_form.show_own(person, labels, problem)

    def changeEvent(self, event: QEvent) -> None:
        # Digits are drawn, named and removed in other windows.
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.own_wanted.emit()
        super().changeEvent(event)

    # A run begins

    @Slot()
    def _on_start(self) -> None:
        self.own_wanted.emit()
        problem = self.forms.show_problem()
        if problem:
            self.errors.show(problem)
        elif self._undecided:
            text = self.tr("The last run's weights are in no file. Throw them away and start anew?")
            box = ask_before_discarding(self, text)
            box.accepted.connect(self._start)
            box.open()
        else:
            self._start()

    @Slot()
    def _start(self) -> None:
        self.settle()
        self.run_bar.show_preparing(0, 0)
        self._set_running(True)
        self.start_wanted.emit(self.forms.setup, self.forms.own)
        self._service.set_rate_factor(self.run_bar.rate.exact)

    def _set_running(self, running: bool) -> None:
        self._running = running
        self.forms.set_editable(not running)
        self.offer.setEnabled(not running)
        self._follow_undecided()
        if not running:
            self.own_wanted.emit()
            self.recipe.distortions.ask_for_preview()

    def _follow_undecided(self) -> None:
        # A run that is not decided on keeps its curves: another log would take their place.
        self.curves_page.set_openable(not (self._running or self._undecided))

    @Slot()
    def _on_stop(self) -> None:
        self.run_bar.show_stopping()
        self._service.stop()

    @Slot(object, int, float)
    def _on_started(self, log: TrainingLog, _updates: int, rate_factor: float) -> None:
        self._log = log
        self.offer.hide()
        resumed = bool(log.passes)
        self.run_bar.show_started(rate_factor if resumed else None)
        if resumed:
            self.forms.show_log(log)
            if log.own is not None:
                self.setup_form.show_own_of_run(log.own)
        self.curves_page.show_log(log)
        self.misread_page.show_log(log, live=True)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if self._log is None:
            return
        self.run_bar.show_progress(progress, self._log.setup.config.passes)
        self.curves_page.show_progress(progress)
        if progress.finished_pass and progress.finished_pass.held_out:
            self.misread_page.show_pass(progress.finished_pass)

    # A run is over

    @Slot(str)
    def _on_refused(self, problem: str) -> None:
        self._set_running(False)
        self.run_bar.show_idle("")
        if problem:
            self.errors.show(problem)

    @Slot(object, str)
    def _on_ended(self, log: TrainingLog, problem: str) -> None:
        self._log = log
        self._set_running(False)
        if not log.passes:
            self.run_bar.show_idle(self.tr("Stopped before the first pass was over: there is nothing to keep."))
            self.settle()
        else:
            self._undecided = True
            self._follow_undecided()
            self.run_bar.show_idle("")
            self.outcome.show_outcome(log)
        if problem:
            self.errors.show(problem)

    @Slot(bool)
    def _on_died(self, was_running: bool) -> None:
        self._undecided = False
        self.outcome.hide()
        self._set_running(False)
        self.run_bar.show_idle("")
        text = self.tr("The training process has ended unexpectedly.")
        if was_running:
            text += " " + self.tr("What it had learned up to its last whole pass is kept: you can go on from there.")
        self.errors.show(text)
        self._service.look_for_interrupted()

    def show_used(self) -> None:
        """The last run's weights are in use. Unless they are in a file too, they can still be saved."""
        self.run_bar.show_idle("")
        if self._undecided:
            self.outcome.show_used()
        else:
            self.settle()

    @Slot()
    def settle(self) -> None:
        """The last run's weights are safe or not wanted: its checkpoint can go."""
        self._undecided = False
        self._follow_undecided()
        self.outcome.hide()
        self._service.forget()
        self.settled.emit()
        self._service.look_for_interrupted()

    @Slot()
    def _on_discard(self) -> None:
        if self._undecided:
            box = ask_before_discarding(self, self.tr("Throw away what this run has learned?"))
            box.accepted.connect(self._discard)
            box.open()
        else:
            self._discard()

    @Slot()
    def _discard(self) -> None:
        self.settle()
        self.run_bar.show_idle("")
        self.run_bar.follow.setChecked(False)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._undecided = False
        self._follow_undecided()
        self.outcome.show_saved(path)

    # An interrupted run, and logs

    @Slot(object, object)
    def _on_found(self, checkpoint: Path, log: TrainingLog) -> None:
        if not self._service.running:
            self.offer.offer(checkpoint, log)

    @Slot(object)
    def _on_go_on(self, checkpoint: Path) -> None:
        self._set_running(True)
        self.run_bar.show_preparing(0, 0)
        self._service.resume(checkpoint)

    @Slot(object)
    def _on_forget(self, checkpoint: Path) -> None:
        self._service.store.drop(checkpoint)
        self._service.look_for_interrupted()

    @Slot(object)
    def _on_log_opened(self, log: TrainingLog) -> None:
        self.forms.show_log(log)
        self.curves_page.show_log(log)
        self.misread_page.show_log(log, live=False)
