"""The training window: what to train on and how on the left, results on the right. Layout and wiring."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from lenet_gui.base.error_dialogs import ErrorDialogs
from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import column, confirm, splitter
from lenet_gui.training.curves.page import CurvesPage
from lenet_gui.training.forms.recipe_form import RecipeForm
from lenet_gui.training.forms.setup_form import SetupForm
from lenet_gui.training.misread_page import MisreadPage
from lenet_gui.training.outcome_bar import OfferBar, OutcomeBar
from lenet_gui.training.run_bar import RunBar
from lenet_gui.training.run_state import RunState
from lenet_gui.workers import training_messages as messages
from model.training.log import TrainingLog
from model.training.progress import Progress
from model.training.setup import RunSetup, StartKind

FIRST_SIZE = (1120, 740)
FIRST_DEVICES = (("cpu", "CPU"),)
"""Where a run can always be computed; the training process adds others."""


class TrainingWindow(QWidget):
    """Train from here, beside the main window, with which it closes: a view of the :class:`RunState`."""

    # the RunSetup of a run to begin, and which of the person's own digits it has: an OwnPart, or None
    start_wanted = Signal(object, object)
    # a RunSetup, a seed, and an OwnPart or None: which digits to show, and distorted how; or whether rubbish is wanted
    preview_wanted = Signal(object, int, object, bool)
    own_wanted = Signal()  # the person's own digits are to be offered as they are now; see :meth:`SetupForm.show_own`
    wanted = Signal(object)  # another command, of :mod:`lenet_gui.workers.training_messages`

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._state = RunState()
        self.errors = ErrorDialogs(self)
        self.recipe, self.setup_form = RecipeForm(), SetupForm(FIRST_DEVICES)
        self._digits = self.setup_form.data, self.setup_form.own
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
        self.forms = QTabWidget()
        self.forms.tabBar().setAccessibleName(self.tr("Settings of the run"))
        self.forms.addTab(self.recipe, self.tr("Recipe"))
        self.forms.addTab(self.setup_form, self.tr("Digits and start"))
        self.forms.setMinimumWidth(330)
        self.results = QTabWidget()
        self.results.tabBar().setAccessibleName(self.tr("Results"))
        self.results.addTab(self.curves_page, self.tr("Curves"))
        self.results.addTab(self.misread_page, self.tr("Misread digits"))
        right = QWidget()
        layout = column(self.offer, self.run_bar, self.outcome, self.results, grows=self.results)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(8)
        right.setLayout(layout)
        self.setLayout(column(splitter(Qt.Orientation.Horizontal, [350, 770], (self.forms, 0), (right, 1)), margin=10))

    def _wire(self) -> None:
        self.recipe.distortions.preview_wanted.connect(
            lambda seed: self.preview_wanted.emit(self.setup, seed, self.setup_form.own, False)
        )
        self.recipe.rubbish.preview_wanted.connect(lambda seed: self.preview_wanted.emit(self.setup, seed, None, True))
        self.recipe.changed.connect(lambda: self.setup_form.follow_recipe(self.recipe.config))
        self.setup_form.changed.connect(self._on_setup)
        self.setup_form.follow_recipe(self.recipe.config)
        self.run_bar.start.clicked.connect(self._on_start)
        for bar in (self.run_bar, self.outcome, self.offer):
            bar.wanted.connect(self.wanted)
        self.curves_page.opened.connect(self._on_log_opened)
        self.curves_page.failed.connect(self.errors.show)

    # What is asked for

    @property
    def setup(self) -> RunSetup:
        """The run that is asked for, without the person's own digits."""
        return self.setup_form.setup(self.recipe.config)

    def _turn_to_problem(self) -> str:
        """Turn to the page with what is missing before a run can start, and say what it is; empty if nothing is."""
        problem = self.setup_form.problem
        if problem:
            self.forms.setCurrentWidget(self.setup_form)
        elif self.setup.too_few:
            self.forms.setCurrentWidget(self.recipe)
            problem = self.tr("More digits are to be held out than there are: see Digits held out.")
        return problem

    def _show_setup(self, log: TrainingLog) -> None:
        self.recipe.set_config(log.setup.config)
        self.setup_form.set_setup(log.setup, log.own)

    @Slot()
    def _on_setup(self) -> None:
        self.recipe.set_from_random(self.setup_form.start is StartKind.RANDOM)
        before, self._digits = self._digits, (self.setup_form.data, self.setup_form.own)
        if before != self._digits:
            self._ask_for_previews()

    def _ask_for_previews(self) -> None:
        self.recipe.distortions.ask_for_preview()
        self.recipe.rubbish.ask_for_preview()

    def changeEvent(self, event: QEvent) -> None:
        # Digits are drawn, named and removed in other windows.
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.own_wanted.emit()
        super().changeEvent(event)

    # What happens

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        was_on, self._state = self._state.on, state
        for bar in (self.run_bar, self.outcome, self.offer):
            bar.show_state(state)
        # A run that is not decided on keeps its curves: another log would take their place.
        self.curves_page.open.setEnabled(not (state.on or state.undecided))
        self.recipe.set_editable(not state.on)
        self.setup_form.setEnabled(not state.on)
        if was_on and not state.on:
            self.own_wanted.emit()
            self._ask_for_previews()

    @Slot(object)
    def show_event(self, event: messages.Event) -> None:
        match event:
            case messages.Started(log):
                self._show_started(log)
            case messages.Progressed(progress):
                self._show_progress(progress)
            case messages.Misread(images, labels, answers, total):
                self.misread_page.mistakes.show_mistakes(images, labels, answers, total)
            case messages.Previewed(inks, rubbish):
                (self.recipe.rubbish if rubbish else self.recipe.distortions).preview.show_inks(inks)
            case messages.Devices(devices):
                self.setup_form.set_devices(devices)

    def _show_started(self, log: TrainingLog) -> None:
        if log.passes:  # resumed
            self._show_setup(log)
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
        self._show_setup(log)
        self.curves_page.show_log(log)
        self.misread_page.show_log(log, live=False)

    # What the person asks for

    @Slot()
    def _on_start(self) -> None:
        self.own_wanted.emit()
        problem = self._turn_to_problem()
        if problem:
            self.errors.show(problem)
        elif self._state.undecided:
            text = self.tr("The last run's weights have not been saved. Throw them away and start a new run?")
            confirm(self, self.tr("Train LeNet-5"), text, self._start, self.tr("Throw away"))
        else:
            self._start()

    @Slot()
    def _start(self) -> None:
        self.start_wanted.emit(self.setup, self.setup_form.own)
