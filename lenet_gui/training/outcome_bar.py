"""What becomes of a run that is over: its weights are taken into use, saved, or thrown away."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lenet_gui.training.questions import ask_before_discarding
from model.training.log import Outcome, TrainingLog
from model.training.progress import PassResult

_SUFFIX = ".safetensors"


class OutcomeBar(QFrame):
    """Shown when a run is over.

    Signals:
        use_wanted: of the best pass (True) or of the last (False).
        save_wanted: the Path to write to, and again which pass.
        discard_wanted: a button was pressed.
    """

    use_wanted = Signal(bool)
    save_wanted = Signal(object, bool)
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which pass's weights"))
        self.use = QPushButton(self.tr("Take into &use"))
        self.save = QPushButton(self.tr("Sa&ve ..."))
        self.discard = QPushButton(self.tr("&Discard"))
        self.use.setToolTip(self.tr("Let the main window answer with these weights."))
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
        self.use.clicked.connect(self._on_use)
        self.save.clicked.connect(self._ask_where_to_save)
        self.discard.clicked.connect(self.discard_wanted)

    def show_outcome(self, log: TrainingLog) -> None:
        """Offer what a run, of one whole pass at least, has come to."""
        ended = {
            Outcome.FINISHED: self.tr("The run is finished: {name}"),
            Outcome.STOPPED: self.tr("The run was stopped after pass {number}: {name}"),
            Outcome.FAILED: self.tr("The run broke off after pass {number}; its good passes are kept: {name}"),
        }
        last = log.passes[-1]
        self.text.setText(ended.get(log.outcome, "").format(number=last.number, name=log.name))
        self.discard.setText(self.tr("&Discard"))
        self.which.clear()
        if last.held_out is not None:
            best = min(log.passes, key=_held_out_errors)
            self.which.addItem(self._name(self.tr("The best"), best), True)
        self.which.addItem(self._name(self.tr("The last"), last), False)
        self.which.setEnabled(self.which.count() > 1)
        self.setVisible(True)

    def show_saved(self, path: Path) -> None:
        """The weights are safe in a file; they can still be taken into use."""
        self.text.setText(self.tr("Saved as {name}, with the run's log beside it.").format(name=path.name))
        self.discard.setText(self.tr("C&lose"))

    def show_used(self) -> None:
        """The weights are in use, and in no file yet."""
        self.text.setText(self.tr("In use until the program ends, and in no file yet: save them to keep them."))

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
    def _on_use(self) -> None:
        self.use_wanted.emit(self.best)

    @Slot()
    def _ask_where_to_save(self) -> None:
        dialog = QFileDialog(self, self.tr("Save weights"), "", self.tr("LeNet-5 weights (*.safetensors)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("safetensors")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Have the chosen pass's weights written, and the run's log beside them."""
        # A dot in a name is no suffix to the person, but it is to the dialog.
        if name.endswith(_SUFFIX):
            self.save_wanted.emit(Path(name), self.best)
            return
        path = Path(name + _SUFFIX)
        if not path.exists():
            self.save_wanted.emit(path, self.best)
            return
        # The dialog has asked for another name's sake, if at all.
        text = self.tr("{name} is there already. Replace it?").format(name=path.name)
        box = ask_before_discarding(self, text, self.tr("Replace"))
        box.accepted.connect(lambda: self.save_wanted.emit(path, self.best))
        box.open()


def _held_out_errors(result: PassResult) -> int:
    return result.held_out.errors if result.held_out else 0
