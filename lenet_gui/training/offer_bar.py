"""The offer to go on with a run that was interrupted."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from lenet_gui.training.questions import ask_before_discarding
from model.training.log import TrainingLog


class OfferBar(QFrame):
    """Shown while there is such a run.

    Signals:
        go_on_wanted, forget_wanted: the Path of its checkpoint.
    """

    go_on_wanted = Signal(object)
    forget_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._checkpoint: Path | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.go_on = QPushButton(self.tr("&Go on with it"))
        self.forget = QPushButton(self.tr("T&hrow it away"))
        row = QHBoxLayout(self)
        row.addWidget(self.text, 1)
        row.addWidget(self.go_on)
        row.addWidget(self.forget)
        self.go_on.clicked.connect(self._on_go_on)
        self.forget.clicked.connect(self._on_forget)
        self.hide()

    def offer(self, checkpoint: Path, log: TrainingLog) -> None:
        """Show which run was left, and where."""
        self._checkpoint = checkpoint
        finished = len(log.passes) >= log.setup.config.passes
        text = self.tr("A run was left after pass {number} of {passes}: {name}")
        if finished:
            text = self.tr("A finished run is in no file yet: {name}")
        self.go_on.setText(self.tr("&Go to it") if finished else self.tr("&Go on with it"))
        self.text.setText(text.format(number=len(log.passes), passes=log.setup.config.passes, name=log.name))
        self.show()

    @Slot()
    def _on_go_on(self) -> None:
        self.go_on_wanted.emit(self._checkpoint)

    @Slot()
    def _on_forget(self) -> None:
        box = ask_before_discarding(self, self.tr("Throw away what this run has learned?"))
        box.accepted.connect(self._forget)
        box.open()

    @Slot()
    def _forget(self) -> None:
        self.hide()
        self.forget_wanted.emit(self._checkpoint)
