"""The offer to resume an interrupted run."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from lenet_gui.base.dialogs import confirm
from lenet_gui.training.run_state import InterruptedRun, RunState
from lenet_gui.workers.training_messages import Resume


class OfferBar(QFrame):
    """Shown while there is such a run: a view of the :class:`RunState`.

    Signals:
        wanted: the Resume command.
        drop_wanted: the Path of the checkpoint that is not wanted.
    """

    wanted = Signal(object)
    drop_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._run: InterruptedRun | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.resume = QPushButton(self.tr("&Resume"))
        self.drop = QPushButton(self.tr("T&hrow it away"))
        row = QHBoxLayout(self)
        row.addWidget(self.text, 1)
        row.addWidget(self.resume)
        row.addWidget(self.drop)
        self.resume.clicked.connect(self._on_resume)
        self.drop.clicked.connect(self._on_drop)
        self.hide()

    def show_state(self, state: RunState) -> None:
        """Offer the interrupted run, if there is one."""
        self._run = state.interrupted
        if self._run is not None:
            self._describe(self._run)
        self.setEnabled(not state.on)
        self.setVisible(self._run is not None)

    def _describe(self, run: InterruptedRun) -> None:
        log, passes = run.log, run.log.setup.config.passes
        finished = len(log.passes) >= passes
        template = self.tr("A run was interrupted after pass {number} of {passes}: {name}")
        if finished:
            template = self.tr("A finished run has not been saved yet: {name}")
        self.resume.setText(self.tr("&Review") if finished else self.tr("&Resume"))
        self.text.setText(template.format(number=len(log.passes), passes=passes, name=log.name))

    @Slot()
    def _on_resume(self) -> None:
        if self._run is not None:
            self.wanted.emit(Resume(self._run.checkpoint))

    @Slot()
    def _on_drop(self) -> None:
        text = self.tr("Throw this run's weights away?")
        confirm(self, self.tr("Train LeNet-5"), text, self._drop, self.tr("Throw away"))

    @Slot()
    def _drop(self) -> None:
        if self._run is not None:
            self.drop_wanted.emit(self._run.checkpoint)
