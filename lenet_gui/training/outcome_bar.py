"""What to do with the weights of a run that has ended: use them, save them, or throw them away."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lenet_gui.base.dialogs import confirm, file_dialog
from lenet_gui.training.run_state import Phase, RunState
from lenet_gui.workers.training_messages import Follow, Forget, GiveWeights, Save
from model.training.log import Outcome, TrainingLog
from model.training.progress import PassResult

_SUFFIX = ".safetensors"


class OutcomeBar(QFrame):
    """Shown when a run has ended: a view of the :class:`RunState`."""

    wanted = Signal(object)  # a command: GiveWeights, Save, Follow or Forget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._state = RunState()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which pass's weights"))
        self.use = QPushButton(self.tr("&Use them"))
        self.save = QPushButton(self.tr("Sa&ve ..."))
        self.discard = QPushButton(self.tr("&Discard"))
        self.use.setToolTip(self.tr("The main window answers with these weights."))
        self.save.setToolTip(self.tr("Keep these weights in a file, with the run's log beside it."))
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.use, self.save, self.discard):
            row.addWidget(button)
        self.which.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(self.which)
        layout.addLayout(row)
        self.use.clicked.connect(lambda: self.wanted.emit(GiveWeights(self.best)))
        self.save.clicked.connect(self._ask_where_to_save)
        self.discard.clicked.connect(self._on_discard)

    def show_state(self, state: RunState) -> None:
        before, self._state = self._state, state
        ended = state.phase is Phase.ENDED
        if ended and state.log is not None and state.log is not before.log:
            self._offer_passes(state.log)
        self.text.setText(self._text(state))
        self.discard.setText(self.tr("C&lose") if state.saved_as else self.tr("&Discard"))
        self.setVisible(ended)

    def _offer_passes(self, log: TrainingLog) -> None:
        last = log.passes[-1]
        self.which.clear()
        if last.held_out is not None:
            best = min(log.passes, key=_held_out_errors)
            self.which.addItem(self._name(self.tr("The best"), best), True)
        self.which.addItem(self._name(self.tr("The last"), last), False)
        self.which.setEnabled(self.which.count() > 1)

    def _text(self, state: RunState) -> str:
        if state.phase is not Phase.ENDED or state.log is None:
            return ""
        if state.saved_as is not None:
            return self.tr("Saved as {name}, with the run's log beside it.").format(name=state.saved_as.name)
        if state.used:
            return self.tr("In use until the program ends, but not saved yet: save them to keep them.")
        template = {
            Outcome.FINISHED: self.tr("The run is finished: {name}"),
            Outcome.STOPPED: self.tr("The run was stopped after pass {number}: {name}"),
            Outcome.FAILED: self.tr("The run broke off after pass {number}; its good passes are kept: {name}"),
        }.get(state.log.outcome, "")
        return template.format(number=state.log.passes[-1].number, name=state.log.name)

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
            text = self.tr("Throw this run's weights away?")
            confirm(self, self.tr("Train LeNet-5"), text, self._discard, self.tr("Throw away"))
        else:
            self._discard()

    @Slot()
    def _discard(self) -> None:
        self.wanted.emit(Follow(False))
        self.wanted.emit(Forget())

    @Slot()
    def _ask_where_to_save(self) -> None:
        filters = [self.tr("LeNet-5 weights (*.safetensors)")]
        file_dialog(self, self.tr("Save weights"), filters, self.save_to, saves=True).open()

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Ask for the chosen pass's weights to be written, and the run's log beside them."""
        # To the dialog, though not to a person, what follows a dot in a name is its suffix.
        path = Path(name if name.endswith(_SUFFIX) else name + _SUFFIX)
        save = Save(path, self.best)
        if path == Path(name) or not path.exists():
            self.wanted.emit(save)
            return
        # The dialog has asked about another name, if at all.
        text = self.tr("{name} exists already. Replace it?").format(name=path.name)
        confirm(self, self.tr("Train LeNet-5"), text, lambda: self.wanted.emit(save), self.tr("Replace"))


def _held_out_errors(result: PassResult) -> int:
    return result.held_out.errors if result.held_out else 0
