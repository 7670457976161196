"""The training window: what to train on and how on the left, results on the right. Layout and wiring."""

from collections.abc import Sequence

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
from lenet_gui.training.run_state import RunState
from lenet_gui.workers import training_messages as messages
from model.training.log import OwnPart, TrainingLog
from model.training.progress import Progress
from model.training.setup import RunSetup

FIRST_SIZE = (1120, 740)
FIRST_DEVICES = (("cpu", "CPU"),)
"""Where a run can always be computed; the training process adds others."""


class TrainingWindow(QWidget):
    """Train from here, beside the main window: a view of the :class:`RunState`.

    Args:
        settings: what is remembered between runs of the program.
        parent: the main window; this one closes with it.

    Signals:
        start_wanted: the RunSetup of a run to begin, and which of the person's own digits it has: an OwnPart, or None.
        preview_wanted: a RunSetup, a seed, and an OwnPart or None: which digits to show, and distorted how.
        own_wanted: the person's own digits are to be offered as they are now; see :meth:`show_own`.
        wanted: another command, of :mod:`lenet_gui.workers.training_messages`.
        drop_wanted: the checkpoint of an interrupted run that is not wanted.
    """

    start_wanted = Signal(object, object)
    preview_wanted = Signal(object, int, object)
    own_wanted = Signal()
    wanted = Signal(object)
    drop_wanted = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._state = RunState()
        self.errors = ErrorDialogs(self)
        self.forms = TrainingForms(FIRST_DEVICES)
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
        self.show_state(self._state)
        settings.place(self, "training_geometry")
        self.run_bar.start.setFocus()

    def _lay_out(self) -> None:
        self.forms.setMinimumWidth(330)
        self.results = QTabWidget()
        self.results.tabBar().setAccessibleName(self.tr("Results"))
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

    def _wire(self) -> None:
        self.forms.preview_wanted.connect(self._on_preview)
        self.run_bar.start_wanted.connect(self._on_start)
        for bar in (self.run_bar, self.outcome, self.offer):
            bar.wanted.connect(self.wanted)
        self.outcome.discard_wanted.connect(self._on_discard)
        self.offer.drop_wanted.connect(self.drop_wanted)
        self.curves_page.opened.connect(self._on_log_opened)
        self.curves_page.failed.connect(self.errors.show)

    # Digits to look at, and the person's own

    @Slot(object, int, object)
    def _on_preview(self, setup: RunSetup, seed: int, own: OwnPart | None) -> None:
        if not self._state.on:
            self.preview_wanted.emit(setup, seed, own)

    def show_own(self, person: str, labels: Sequence[int], problem: str) -> None:
        """Offer a person's own digits, what each is; a run in progress keeps those it has."""
        if not self._state.on:
            self.setup_form.show_own(person, labels, problem)

    def changeEvent(self, event: QEvent) -> None:
        # Digits are drawn, named and removed in other windows.
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.own_wanted.emit()
        super().changeEvent(event)

    # What happens

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        """Show how the run stands."""
        was_on, self._state = self._state.on, state
        for bar in (self.run_bar, self.outcome, self.offer):
            bar.show_state(state)
        # A run that is not decided on keeps its curves: another log would take their place.
        self.curves_page.set_openable(not (state.on or state.undecided))
        self.forms.set_editable(not state.on)
        if was_on and not state.on:
            self.own_wanted.emit()
            self.recipe.distortions.ask_for_preview()

    @Slot(object)
    def show_event(self, event: messages.Event) -> None:
        """Show what the training process has sent."""
        match event:
            case messages.Started(log):
                self._show_started(log)
            case messages.Progressed(progress):
                self._show_progress(progress)
            case messages.Misread(images, labels, answers, total):
                self.misread_page.mistakes.show_mistakes(images, labels, answers, total)
            case messages.Previewed(inks):
                self.recipe.distortions.preview.show_inks(inks)
            case messages.Devices(devices):
                self.setup_form.set_devices(devices)

    def _show_started(self, log: TrainingLog) -> None:
        if log.passes:  # resumed
            self.forms.show_log(log)
            if log.own is not None:
                self.setup_form.show_own_of_run(log.own)
        self.curves_page.show_log(log)
        self.misread_page.show_log(log, live=True)

    def _show_progress(self, progress: Progress) -> None:
        self.curves_page.show_progress(progress)
        if progress.finished_pass and progress.finished_pass.held_out:
            self.misread_page.show_pass(progress.finished_pass)

    @Slot(object)
    def _on_log_opened(self, log: TrainingLog) -> None:
        self.forms.show_log(log)
        self.curves_page.show_log(log)
        self.misread_page.show_log(log, live=False)

    # What the person asks for

    @Slot()
    def _on_start(self) -> None:
        self.own_wanted.emit()
        problem = self.forms.show_problem()
        if problem:
            self.errors.show(problem)
        elif self._state.undecided:
            text = self.tr("The last run's weights have not been saved. Throw them away and start a new run?")
            box = ask_before_discarding(self, text)
            box.accepted.connect(self._start)
            box.open()
        else:
            self._start()

    @Slot()
    def _start(self) -> None:
        self.start_wanted.emit(self.forms.setup, self.forms.own)

    @Slot()
    def _on_discard(self) -> None:
        if self._state.undecided:
            box = ask_before_discarding(self, self.tr("Throw this run's weights away?"))
            box.accepted.connect(self._discard)
            box.open()
        else:
            self._discard()

    @Slot()
    def _discard(self) -> None:
        self.wanted.emit(messages.Follow(False))
        self.wanted.emit(messages.Forget())
