"""The training window: runs on the left; what to train, or one run, on the right. Layout and wiring."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lenet_gui.base.error_dialogs import ErrorDialogs
from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import column, confirm, splitter, widget_of
from lenet_gui.style.spoken import SpokenWindow, announce
from lenet_gui.training.outcome_bar import OfferBar
from lenet_gui.training.run_page import RunPage
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.training.runs.history import PastRun, key_of
from lenet_gui.training.runs.run_words import name_of
from lenet_gui.training.runs.runs_panel import LIVE, RunsPanel
from lenet_gui.training.setup_page import SetupPage
from lenet_gui.workers import training_messages as messages
from lenet_gui.workers.training_questions import ForetoldRun, Unreadable
from model.training.log import TrainingLog

FIRST_SIZE = (1120, 740)
OFFERED_TO_COMPARE = 12


class TrainingWindow(SpokenWindow, QWidget):
    """Train from here, beside the main window, with which it closes: a view of the :class:`RunState`."""

    start_wanted = Signal(object)  # the RunSetup of a run to begin
    # a RunSetup and a seed: which digits to show, and distorted how; and whether rubbish is wanted instead
    preview_wanted = Signal(object, int, bool)
    own_wanted = Signal()  # the person's own digits are to be offered as they are now; see :meth:`SetupForm.show_own`
    run_wanted = Signal(str, object)  # the key of a run of the history, and what takes its log

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._state = RunState()
        self.errors = ErrorDialogs(self)
        self.setup_page, self.live, self.past = SetupPage(settings), RunPage(live=True), RunPage(live=False)
        self._digits = self.setup_page.setup_form.data, self.setup_page.setup_form.own
        self._errors: list[float] = []
        self.runs_panel, self.offer = RunsPanel(), OfferBar()
        self.setWindowTitle(self.tr("Train LeNet-5"))
        self.resize(*FIRST_SIZE)
        self._lay_out()
        self._wire()
        self.show_state(self._state)
        settings.place(self, "training_geometry")
        self._splitter.setSizes(settings.sizes_of("training_splitter", [220, 900]))
        self.setup_page.start.setFocus()

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        for page in (self.setup_page, self.live, self.past):
            self.pages.addWidget(page)
        layout = column(self.offer, self.pages, grows=self.pages, margin=(10, 0, 0, 0), spacing=10)
        parts = (self.runs_panel, 0), (widget_of(layout), 1)
        self._splitter = splitter(Qt.Orientation.Horizontal, [220, 900], *parts)
        self.setLayout(column(self._splitter, margin=12))

    def _wire(self) -> None:
        page, recipe = self.setup_page, self.setup_page.recipe
        recipe.distortions.preview_wanted.connect(lambda seed: self.preview_wanted.emit(page.setup, seed, False))
        recipe.rubbish.preview_wanted.connect(lambda seed: self.preview_wanted.emit(page.setup, seed, True))
        page.changed.connect(self._on_setup)
        page.start.clicked.connect(self._on_start)
        page.problem_found.connect(self.errors.show)
        for run in (self.live, self.past):
            run.again_wanted.connect(self._on_again)
            run.curves_page.failed.connect(self.errors.show)
            run.curves_page.comparison_wanted.connect(self._on_comparison)
        panel = self.runs_panel
        panel.new_run.clicked.connect(self.show_setup)
        panel.runs.chosen.connect(self._on_run)
        panel.opened.connect(self._on_opened)
        panel.failed.connect(self.errors.show)

    @property
    def splitter_sizes(self) -> list[int]:
        return self._splitter.sizes()

    # What is asked for

    @Slot()
    def show_setup(self) -> None:
        self.pages.setCurrentWidget(self.setup_page)
        self.runs_panel.runs.choose("")

    @Slot()
    def _on_setup(self) -> None:
        form = self.setup_page.setup_form
        before, self._digits = self._digits, (form.data, form.own)
        if before != self._digits:
            self._ask_for_previews()

    def _ask_for_previews(self) -> None:
        self.setup_page.recipe.distortions.ask_for_preview()
        self.setup_page.recipe.rubbish.ask_for_preview()

    def changeEvent(self, event: QEvent) -> None:
        # Digits are drawn, named and removed in other windows.
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.own_wanted.emit()
        super().changeEvent(event)

    @Slot()
    def _on_start(self) -> None:
        self.own_wanted.emit()
        if not self.setup_page.may_start():
            return
        if self._state.undecided:
            text = self.tr("The last run's weights have not been saved. Discard them and start a new run?")
            confirm(self, self.tr("Train LeNet-5"), text, self._start, self.tr("Discard"))
        else:
            self._start()

    @Slot()
    def _start(self) -> None:
        self.start_wanted.emit(self.setup_page.asked.setup)

    @Slot(object)
    def _on_again(self, log: TrainingLog) -> None:
        self.setup_page.take_log(log)
        self.setup_page.show_settings()
        self.show_setup()

    # What happens

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        before, self._state = self._state, state
        focused = self.focusWidget()
        self.live.show_state(state)
        self.offer.show_state(state)
        self.setup_page.set_editable(not state.on)
        self.setup_page.tell(self._note_on(state))
        if state.phase is Phase.PREPARING and before.phase is not Phase.PREPARING:
            self.live.begin()
            self.pages.setCurrentWidget(self.live)
        elif state.phase is Phase.IDLE and self.pages.currentWidget() is self.live:
            self.show_setup()
        self.runs_panel.show_state(state)
        self._offer_to_compare()
        if before.on and not state.on:
            self.own_wanted.emit()
            self._ask_for_previews()
            self.setup_page.ask_for_times()
        self._keep_focus(before, focused)
        if state.left_nothing and not before.left_nothing:
            announce(self.setup_page.note, self.setup_page.note.text())

    def _note_on(self, state: RunState) -> str:
        if state.on:
            return self.tr("A run is in progress: another one can be started when it is over.")
        if state.left_nothing:
            return self.tr("Stopped before the first pass was over: there is nothing to keep.")
        return ""

    def _keep_focus(self, before: RunState, focused: QWidget | None) -> None:
        """After a run was started or stopped, the focus is on what comes next; elsewhere it stays."""
        bar, state = self.live.run_bar, self._state
        goes = focused is not None and (focused is self.setup_page.start or bar.isAncestorOf(focused))
        if before.on != state.on and goes:
            follows = bar.pause if state.on else self.live.outcome.use if state.undecided else self.setup_page.start
            follows.setFocus()

    @Slot(object)
    def show_event(self, event: messages.Event) -> None:
        match event:
            case messages.Started(log):
                if log.passes:  # resumed
                    self._show_resumed(log)
                self.live.show_log(log)
                self._errors = [result.error_percent for result in log.passes]
                self.runs_panel.show_errors(self._errors)
            case messages.Progressed(progress):
                self.live.show_progress(progress)
                if progress.finished_pass:
                    self._errors.append(progress.finished_pass.error_percent)
                    self.runs_panel.show_errors(self._errors)
            case messages.Misread(images, labels, answers, total):
                self.live.misread_page.mistakes.show_mistakes(images, labels, answers, total)
            case messages.Previewed(inks, rubbish):
                self.setup_page.show_preview(inks, rubbish)
            case messages.Devices(devices):
                self.setup_page.setup_form.set_devices(devices)
            case ForetoldRun():
                self.setup_page.deck.show_foretold(event)
            case Unreadable():
                self.setup_page.deck.show_unreadable(event)

    def _show_resumed(self, log: TrainingLog) -> None:
        self.setup_page.take_log(log)
        if log.setup.own is not None:
            self.setup_page.setup_form.show_own_of_run(log.setup.own)

    # The history

    @Slot(object)
    def show_history(self, runs: Sequence[PastRun]) -> None:
        self.runs_panel.show_history(runs)
        self._offer_to_compare()
        if self.pages.currentWidget() is self.past and self.past.log is not None:
            # One that was removed while it was shown may be back.
            self.runs_panel.runs.choose(key_of(self.past.log))

    def _offer_to_compare(self) -> None:
        names = {run.key: name_of(run.setup, run.started) for run in self.runs_panel.history}
        for page in (self.live, self.past):
            shown = "" if page.log is None else key_of(page.log)
            others = [(key, name) for key, name in names.items() if key != shown]
            page.curves_page.offer_runs(others[:OFFERED_TO_COMPARE])
        if self.pages.currentWidget() is self.live:
            self.runs_panel.runs.choose(LIVE)

    @Slot(str)
    def _on_run(self, key: str) -> None:
        if key == LIVE:
            self.pages.setCurrentWidget(self.live)
        else:
            self.run_wanted.emit(key, self.show_past)

    @Slot(object)
    def show_past(self, log: TrainingLog) -> None:
        self.past.show_log(log)
        self.pages.setCurrentWidget(self.past)
        self._offer_to_compare()

    @Slot(object)
    def _on_opened(self, log: TrainingLog) -> None:
        self.show_past(log)
        self.runs_panel.runs.choose(key_of(log))

    @Slot(str)
    def _on_comparison(self, key: str) -> None:
        page = self.sender()
        shown = self.live if page is self.live.curves_page else self.past
        self.run_wanted.emit(key, shown.curves_page.compare_with)
