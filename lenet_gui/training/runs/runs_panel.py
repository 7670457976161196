"""The left side of the training window: a new run, the current one, and the earlier ones."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from lenet_gui.base.widgets import button, column, file_dialog, row, widget_of
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.training.runs.history import PastRun, key_of
from lenet_gui.training.runs.run_words import changes_of, title_of
from lenet_gui.training.runs.runs_list import Entry, RunsList, entry_of
from model.training.log import LogError, TrainingLog, load_log

LIVE = "live"
"""Identifies the current run, or the one that waits for a decision."""


class RunsPanel(QWidget):
    """A view of the :class:`RunState` and of the history."""

    removal_wanted = Signal(str)  # the key of a run that is to be forgotten
    undo_wanted = Signal(str)  # the key of a removed run that is wanted back
    opened = Signal(object)  # the TrainingLog of a file that was chosen
    failed = Signal(str)  # what went wrong with it

    def __init__(self) -> None:
        super().__init__()
        self._state = RunState()
        self.history: tuple[PastRun, ...] = ()
        """The runs that are kept; one that has ended is among them, whatever becomes of its weights."""
        self._errors: tuple[float, ...] = ()
        self._removed: list[str] = []
        self.new_run = button(self.tr("&New training"), tip=self.tr("Choose what to train."))
        self.runs = RunsList()
        self.runs.remove_wanted.connect(self._on_remove)
        self.open_log = button(self.tr("&Open a log ..."), self._ask_for_log, self.tr("Show a run from its log file."))
        self.undo = button(self.tr("Undo"), self._on_undo)
        self._undo_bar = widget_of(row(QLabel(self.tr("Removed.")), self.undo, None, margin=0))
        self._undo_bar.hide()
        parts = self.new_run, self.runs, self._undo_bar, self.open_log
        self.setLayout(column(*parts, grows=self.runs, margin=0, spacing=8))

    def show_state(self, state: RunState) -> None:
        before, self._state = self._state, state
        if state.phase is Phase.PREPARING and before.phase is not Phase.PREPARING:
            self._errors = ()
        self._show()

    def show_errors(self, errors: Sequence[float]) -> None:
        """Show these errors of the current run, in percent, pass by pass."""
        self._errors = tuple(errors)
        self._show()

    @Slot(object)
    def show_history(self, runs: Sequence[PastRun]) -> None:
        self.history = tuple(runs)
        self._show()

    def _show(self) -> None:
        state = self._state
        live = [] if state.phase is Phase.IDLE else [self._live_entry()]
        # One that was stopped, and is resumed, is in the history too.
        live_key = key_of(state.log) if live and state.log is not None else ""
        self.runs.show_entries([*live, *(entry_of(run) for run in self.history if run.key != live_key)])

    def _live_entry(self) -> Entry:
        log = self._state.log
        if log is None:
            return Entry(LIVE, self.tr("New run"), self.tr("reading digits ..."), self._errors, live=True)
        title, changes = title_of(log.setup, with_changes=False), changes_of(log.setup)
        return Entry(LIVE, title, self._live_words(log), self._errors, changes, live=True)

    def _live_words(self, log: TrainingLog) -> str:
        state = self._state
        if state.phase is Phase.ENDED:
            return self._ended_words()
        number = state.progress.number if state.progress else len(log.passes) + 1
        text = self.tr("paused in pass {number} of {passes}") if state.paused else self.tr("pass {number} of {passes}")
        return text.format(number=number, passes=log.setup.config.passes)

    def _ended_words(self) -> str:
        if self._state.saved_as is not None:
            return self.tr("saved")
        return self.tr("in use, not saved yet") if self._state.used else self.tr("use, save or discard it")

    @Slot(str)
    def _on_remove(self, key: str) -> None:
        self._removed.append(key)
        self._undo_bar.show()
        self.removal_wanted.emit(key)

    @Slot()
    def _on_undo(self) -> None:
        self.undo_wanted.emit(self._removed.pop())
        self._undo_bar.setVisible(bool(self._removed))

    @Slot()
    def _ask_for_log(self) -> None:
        filters = [self.tr("Training logs (*.training.json)"), self.tr("All files (*)")]
        file_dialog(self, self.tr("Open a training log"), filters, self.open_file).open()

    @Slot(str)
    def open_file(self, name: str) -> None:
        try:
            self.opened.emit(load_log(Path(name)))
        except LogError as error:
            self.failed.emit(str(error))
