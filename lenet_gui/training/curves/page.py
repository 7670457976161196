"""The curves with what is done around them: saved, opened again from a log, another run laid over."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lenet_gui.training.curves.curves_view import CurvesView
from lenet_gui.training.curves.log_bar import LogBar
from model.errors import in_words
from model.training.log import TrainingLog
from model.training.progress import PassResult, Progress


class CurvesPage(QWidget):
    """Curves above, files below.

    Signals:
        opened: a TrainingLog that was chosen to be shown.
        failed: what went wrong with a file.
    """

    opened = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curves = CurvesView()
        self.log_bar = LogBar()
        column = QVBoxLayout(self)
        column.addWidget(self.curves, 1)
        column.addWidget(self.log_bar)
        self.log_bar.save_curves_wanted.connect(self.save_curves)
        self.log_bar.opened.connect(self.opened)
        self.log_bar.compared.connect(self._on_compared)
        self.log_bar.alone_wanted.connect(self.curves.remove_overlay)
        self.log_bar.failed.connect(self.failed)
        self._follow()

    def set_openable(self, openable: bool) -> None:
        """Whether another run's log can take this one's place; one can always be laid over it."""
        self.log_bar.open.setEnabled(openable)

    def show_log(self, log: TrainingLog) -> None:
        """Begin with a run's passes so far."""
        self.curves.start(log.name, log.setup.config.passes)
        self.curves.show_passes(log.passes)
        self._follow()

    def show_progress(self, progress: Progress) -> None:
        """Follow a run."""
        self.curves.show_progress(progress)
        if progress.finished_pass:
            self.add_pass(progress.finished_pass)

    def add_pass(self, result: PassResult) -> None:
        """One more pass of the run that is shown."""
        self.curves.add_pass(result)
        self._follow()

    def _follow(self) -> None:
        self.log_bar.save.setEnabled(self.curves.has_curves)
        self.curves.whole_run.setEnabled(self.curves.has_curves)

    @Slot(object)
    def _on_compared(self, log: TrainingLog) -> None:
        self.curves.overlay(log.name, log.passes)
        self._follow()

    @Slot(object)
    def save_curves(self, path: Path) -> None:
        """Write the curves; the file's suffix says how."""
        try:
            self.curves.save(path)
        except (OSError, ValueError) as error:
            self.failed.emit(self.tr("The curves could not be saved: {problem}").format(problem=in_words(error)))
