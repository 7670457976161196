"""The curves with the files around them: saved, opened again from a log, another run laid over."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.widgets import button, column, file_dialog, row
from lenet_gui.training.curves.curves_view import CurvesView
from model.errors import in_words
from model.training.log import LogError, TrainingLog, load_log
from model.training.progress import Progress

_CURVE_FORMATS = ("PNG (*.png)", "SVG (*.svg)", "CSV (*.csv)")


class CurvesPage(QWidget):
    """Curves above, files below."""

    opened = Signal(object)  # a TrainingLog that was chosen to be shown
    failed = Signal(str)  # what went wrong with a file

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curves = CurvesView()
        opening, comparing = self.tr("Open a training log"), self.tr("Lay another run over")
        tip = self.tr("Show an earlier run: its curves, and its recipe in the forms.")
        self.open = button(self.tr("&Open a log ..."), lambda: self._ask(opening, self.open_log), tip)
        tip = self.tr("Compare with an earlier run: its curves are dashed.")
        self.compare = button(
            self.tr("La&y another run over ..."),
            lambda: self._ask(comparing, self.compare_log),
            tip,
        )
        self.alone = button(self.tr("Re&move it"), self._on_alone, self.tr("Show this run alone again."))
        self.alone.setEnabled(False)
        tip = self.tr("Keep the curves as a picture, a drawing or a table.")
        self.save = button(self.tr("Save &curves ..."), self._ask_where_to_save, tip)
        buttons = row(self.open, self.compare, self.alone, None, self.save)
        self.setLayout(column(self.curves, buttons, grows=self.curves))
        self._follow()

    def show_log(self, log: TrainingLog) -> None:
        """Begin with a run's passes so far."""
        self.curves.start(log.name, log.setup.config.passes)
        self.curves.show_passes(log.passes)
        self._follow()

    def show_progress(self, progress: Progress) -> None:
        self.curves.show_progress(progress)
        if progress.finished_pass:
            self._follow()

    def _follow(self) -> None:
        self.save.setEnabled(self.curves.has_curves)
        self.curves.whole_run.setEnabled(self.curves.has_curves)

    def _ask(self, title: str, taken: Callable[[str], object]) -> None:
        filters = [self.tr("Training logs (*.training.json)"), self.tr("All files (*)")]
        file_dialog(self, title, filters, taken).open()

    def _read(self, name: str) -> TrainingLog | None:
        try:
            return load_log(Path(name))
        except LogError as error:
            self.failed.emit(str(error))
            return None

    @Slot(str)
    def open_log(self, name: str) -> None:
        """Show an earlier run: its curves, and its recipe in the forms."""
        if log := self._read(name):
            self.opened.emit(log)

    @Slot(str)
    def compare_log(self, name: str) -> None:
        """Lay an earlier run over the one that is shown."""
        if log := self._read(name):
            self.alone.setEnabled(True)
            self.curves.overlay(log.name, log.passes)
            self._follow()

    @Slot()
    def _on_alone(self) -> None:
        self.alone.setEnabled(False)
        self.curves.remove_overlay()

    @Slot()
    def _ask_where_to_save(self) -> None:
        file_dialog(self, self.tr("Save curves"), _CURVE_FORMATS, self.save_curves, saves=True).open()

    @Slot(str)
    def save_curves(self, name: str) -> None:
        """Write the curves; the file's suffix says how."""
        try:
            self.curves.save(Path(name))
        except (OSError, ValueError) as error:
            self.failed.emit(self.tr("The curves could not be saved: {problem}").format(problem=in_words(error)))
