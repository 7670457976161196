"""What to do with a run that has ended, or was interrupted: use or save its weights, resume it, or discard it."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy

from lenet_gui.base.form_fields import Combo
from lenet_gui.base.widgets import (
    button,
    column,
    confirm,
    offered_name,
    open_save_dialog,
    replacing,
    row,
    wrapped_label,
)
from lenet_gui.style.lit import make_primary
from lenet_gui.style.spoken import announce
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.training.runs.run_words import name_of, title_of
from lenet_gui.workers.training_messages import Drop, Follow, Forget, Found, GiveWeights, Resume, Save
from model.training.log import Outcome, TrainingLog
from model.training.progress import PassResult

_SUFFIX = ".safetensors"


class OutcomeBar(QFrame):
    """Shown when a run has ended: a view of the :class:`RunState`."""

    wanted = Signal(object)  # a command: GiveWeights, Save, Follow or Forget

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._state = RunState()
        self._best = self._last = 0
        self.text = wrapped_label()
        self.which = Combo()
        self.which.currentIndexChanged.connect(self._show_use)
        self.which.setAccessibleName(self.tr("Which pass's weights"))
        self.which.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        tip = self.tr("The main window answers with these weights.")
        self.use = button(self.tr("&Use them"), lambda: self.wanted.emit(GiveWeights(self.best)), tip)
        tip = self.tr("Keep these weights in a file, with the run's log beside it.")
        self.save = button(self.tr("Sa&ve ..."), self._ask_where_to_save, tip)
        self.discard = button(self.tr("&Discard"), self._on_discard)
        make_primary(self.use)
        self.setLayout(column(self.text, row(self.which, self.use, self.save, self.discard, grows=self.which)))

    def show_state(self, state: RunState) -> None:
        before, self._state = self._state, state
        ended = state.phase is Phase.ENDED
        if ended and state.log is not None and state.log is not before.log:
            self._offer_passes(state.log)
        said, words = self.text.text(), self._text(state) if ended else ""
        self.text.setText(words)
        self.use.setAccessibleDescription(words)  # it gets the focus when a run has ended
        self._show_use()
        self.discard.setText(self.tr("C&lose") if state.saved_as else self.tr("&Discard"))
        self.setVisible(ended)
        if words != said and self.isVisible():
            announce(self, words)

    def _offer_passes(self, log: TrainingLog) -> None:
        last = best = log.passes[-1]
        self.which.clear()
        if last.held_out is not None:
            best = min(log.passes, key=lambda result: result.held_out.errors if result.held_out else 0)
            self.which.addItem(self._name(self.tr("The best"), best), True)
        self.which.addItem(self._name(self.tr("The last"), last), False)
        self._best, self._last = best.number, last.number
        self.which.setEnabled(self.which.count() > 1)

    @Slot()
    def _show_use(self) -> None:
        in_use = self._state.used > 0 and self._state.used == (self._best if self.best else self._last)
        self.use.setText(self.tr("In use") if in_use else self.tr("&Use them"))
        self.use.setDisabled(in_use)

    def _text(self, state: RunState) -> str:
        if state.log is None:
            return ""
        if state.saved_as is not None:
            return self.tr("Saved as {name}, with the run's log beside it.").format(name=state.saved_as.name)
        if state.used:
            return self.tr("In use until the program ends, but not saved yet: save them to keep them.")
        template = {
            Outcome.FINISHED: self.tr("The run is finished. Its weights can be used here, or saved in a file."),
            Outcome.STOPPED: self.tr("The run was stopped after pass {number}. Its weights can be used, or saved."),
            Outcome.FAILED: self.tr("The run broke off after pass {number}; the weights of its good passes are kept."),
        }.get(state.log.outcome, "")
        return template.format(number=state.log.passes[-1].number)

    def _name(self, what: str, result: PassResult) -> str:
        if result.held_out is None:
            return self.tr("{what}: pass {number}").format(what=what, number=result.number)
        return self.tr("{what}: pass {number}, {error} % of the digits held out misread").format(
            what=what, number=result.number, error=f"{result.held_out.error_percent:.2f}"
        )

    @property
    def best(self) -> bool:
        """Whether the best pass is chosen, not the last."""
        return bool(self.which.currentData())

    @Slot()
    def _on_discard(self) -> None:
        if self._state.undecided:
            text = self.tr("Discard this run's weights?")
            confirm(self, self.tr("Train LeNet-5"), text, self._discard, self.tr("Discard"))
        else:
            self._discard()

    @Slot()
    def _discard(self) -> None:
        self.wanted.emit(Follow(False))
        self.wanted.emit(Forget())

    @Slot()
    def _ask_where_to_save(self) -> None:
        filters, log = [self.tr("LeNet-5 weights (*.safetensors)")], self._state.log
        name = "" if log is None else offered_name(title_of(log.setup)) + _SUFFIX
        open_save_dialog(self, self.tr("Save weights"), filters, self.save_to, name)

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Ask for the chosen pass's weights to be written, and the run's log beside them."""
        # To the dialog, though not to a person, what follows a dot in a name is its suffix.
        path = Path(name if name.endswith(_SUFFIX) else name + _SUFFIX)
        save = Save(path, self.best)
        there = [path.name] if path != Path(name) and path.exists() else []
        replacing(self, self.tr("Train LeNet-5"), there, lambda: self.wanted.emit(save))


class OfferBar(QFrame):
    """Offers an interrupted run, while there is one: a view of the :class:`RunState`."""

    wanted = Signal(object)  # a command: Resume or Drop

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._run: Found | None = None
        self.text = wrapped_label()
        self.resume = button(self.tr("&Resume"), lambda: self._resume(ends=False))
        tip = self.tr("End the run after its last whole pass, to use its weights or to save them.")
        self.end = button(self.tr("End it here"), lambda: self._resume(ends=True), tip)
        self.drop = button(self.tr("Discard t&his run"), self._on_drop)
        self.setLayout(row(self.text, self.resume, self.end, self.drop, grows=self.text))
        self.hide()

    def show_state(self, state: RunState) -> None:
        self._run = run = state.interrupted
        if run is not None:
            passes = run.log.setup.config.passes
            finished = len(run.log.passes) >= passes
            template = self.tr("A run was interrupted after pass {number} of {passes}: {name}")
            if finished:
                template = self.tr("A finished run has not been saved yet: {name}")
            self.resume.setText(self.tr("&Review") if finished else self.tr("&Resume"))
            self.end.setHidden(finished or not run.log.passes)
            name = name_of(run.log.setup, run.log.facts.started)
            self.text.setText(template.format(number=len(run.log.passes), passes=passes, name=name))
            self.resume.setAccessibleDescription(self.text.text())
        self.setEnabled(not state.on)
        self.setVisible(run is not None)

    def _resume(self, ends: bool) -> None:
        if self._run is not None:
            self.wanted.emit(Resume(self._run.checkpoint, ends))

    @Slot()
    def _on_drop(self) -> None:
        if self._run is not None:
            text, drop = self.tr("Discard this run's weights?"), Drop(self._run.checkpoint)
            confirm(self, self.tr("Train LeNet-5"), text, lambda: self.wanted.emit(drop), self.tr("Discard"))
