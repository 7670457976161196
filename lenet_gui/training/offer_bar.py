"""The offer to resume an interrupted run."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from lenet_gui.base.dialogs import confirm
from lenet_gui.training.run_state import RunState
from lenet_gui.workers.training_messages import Drop, Found, Resume


class OfferBar(QFrame):
    """Shown while there is such a run: a view of the :class:`RunState`."""

    wanted = Signal(object)  # a command: Resume or Drop

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._run: Found | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.resume = QPushButton(self.tr("&Resume"))
        self.drop = QPushButton(self.tr("T&hrow it away"))
        row = QHBoxLayout(self)
        row.addWidget(self.text, 1)
        row.addWidget(self.resume)
        row.addWidget(self.drop)
        self.resume.clicked.connect(lambda: self._run and self.wanted.emit(Resume(self._run.checkpoint)))
        self.drop.clicked.connect(self._on_drop)
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
            self.text.setText(template.format(number=len(run.log.passes), passes=passes, name=run.log.name))
        self.setEnabled(not state.on)
        self.setVisible(run is not None)

    @Slot()
    def _on_drop(self) -> None:
        if self._run is not None:
            text, drop = self.tr("Throw this run's weights away?"), Drop(self._run.checkpoint)
            confirm(self, self.tr("Train LeNet-5"), text, lambda: self.wanted.emit(drop), self.tr("Throw away"))
