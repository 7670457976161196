"""One run: how far it is, its curves and misread digits, and what to do with it."""

from PySide6.QtCore import Signal, Slot

from lenet_gui.base.elided_label import ElidedLabel, WrappedLabel
from lenet_gui.base.translate import local_time
from lenet_gui.base.widgets import button, column, row
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.tabs import Tabs
from lenet_gui.style.text_size import Role, font_for
from lenet_gui.training.curves.page import CurvesPage
from lenet_gui.training.misread_page import MisreadPage
from lenet_gui.training.outcome_bar import OutcomeBar
from lenet_gui.training.run_bar import RunBar
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.training.runs.history import PastRun
from lenet_gui.training.runs.run_words import outcome_of, title_of
from model.training.log import TrainingLog
from model.training.progress import Progress


class RunPage(Dressed):
    """A run: if ``live``, the current one, or one that waits for a decision; otherwise one from the history."""

    again_wanted = Signal(object)  # the TrainingLog of a run whose settings are wanted for another

    def __init__(self, live: bool) -> None:
        super().__init__()
        self._live, self._state = live, RunState()
        self.log: TrainingLog | None = None
        """The run that is shown; None before there is one."""
        self.title = WrappedLabel(self.tr("What the run was"), quiet=False)
        self.about = ElidedLabel(self.tr("About the run"), quiet=True)
        tip = self.tr("Set up a new run with the same settings.")
        self.again = button(self.tr("Train li&ke this ..."), self._on_again, tip)
        tip = self.tr(
            "Every error signal, gradient and change of the next update, on one digit, while the run is paused or over."
        )
        self.step = button(self.tr("One trainin&g step ..."), tip=tip)
        self.run_bar, self.outcome = RunBar(), OutcomeBar()
        self.curves_page, self.misread_page = CurvesPage(), MisreadPage()
        self.results = Tabs(self.tr("Results"))
        self.results.addTab(self.curves_page, self.tr("Curves"))
        self.results.addTab(self.misread_page, self.tr("Misread digits"))
        words = column(self.title, self.about, margin=0, spacing=2)
        top = row(words, self.step, self.again, grows=words, margin=0)
        self.setLayout(column(top, self.run_bar, self.outcome, self.results, grows=self.results, margin=0, spacing=10))
        self._dress()
        self.show_state(self._state)

    def show_state(self, state: RunState) -> None:
        self._state = state
        self.run_bar.show_state(state)
        self.outcome.show_state(state)
        if state.log is not None:
            self.log = state.log
        self._follow()

    def _follow(self) -> None:
        state, log = self._state, self.log
        self.run_bar.setVisible(self._live and state.on)
        self.outcome.setVisible(self._live and state.phase is Phase.ENDED)
        standing = state.paused or state.phase is Phase.ENDED
        self.step.setVisible(self._live and (state.on or state.phase is Phase.ENDED))
        self.step.setEnabled(standing)
        self.again.setVisible(log is not None and not (self._live and state.on))
        self.title.set_text(self.tr("New run") if log is None else title_of(log.setup))
        self.about.set_text("" if log is None else self._about(log))

    def _about(self, log: TrainingLog) -> str:
        started = local_time(log.facts.started)
        facts = self.tr("{trained} trained on, {held_out} held out, seed {seed}").format(
            trained=f"{log.facts.trained_on:,}", held_out=f"{log.facts.held_out:,}", seed=log.setup.config.seed
        )
        parts = [started, facts]
        if not (self._live and self._state.on):
            parts.append(outcome_of(PastRun.of(log)))
        return "  ·  ".join(filter(None, parts))

    def begin(self) -> None:
        """A run is being prepared: nothing is known of it yet."""
        self.log = None
        self.curves_page.clear()
        self.misread_page.clear()
        self._follow()

    def show_log(self, log: TrainingLog) -> None:
        self.log = log
        self.curves_page.show_log(log)
        self.misread_page.show_log(log, live=self._live)
        self._follow()

    def show_progress(self, progress: Progress) -> None:
        self.curves_page.show_progress(progress)
        if progress.finished_pass and progress.finished_pass.held_out:
            self.misread_page.show_pass(progress.finished_pass)

    @Slot()
    def _on_again(self) -> None:
        if self.log is not None:
            self.again_wanted.emit(self.log)

    def _dress(self) -> None:
        self.title.setFont(font_for(Role.LEAD, self.font()))
