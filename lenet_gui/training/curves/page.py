"""The curves with what is around them: saved as files, earlier runs laid over."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.widgets import button, column, enable, file_dialog, open_save_dialog, row, widget_of
from lenet_gui.saving.file_saver import SaveRequest
from lenet_gui.training.curves.curves_view import CurvesView
from lenet_gui.training.curves.shown import Compared
from lenet_gui.training.runs.history import key_of
from lenet_gui.training.runs.run_words import name_of
from model.digits.distortion import Distortion
from model.errors import in_words
from model.training.log import LogError, TrainingLog, load_log
from model.training.optimizers.schedules import RateCurve
from model.training.progress import Progress

_CURVE_FORMATS = ("PNG (*.png)", "SVG (*.svg)", "CSV (*.csv)")


def rates_of(log: TrainingLog) -> RateCurve:
    """Where the rate of a run steps, as far as it is known when it starts, or is over."""
    config, facts = log.setup.config, log.facts
    return RateCurve(config, -(-facts.trained_on // config.batch_size), facts.rate_factors)


class CurvesPage(QWidget):
    """Curves above, files below; to be scrolled where that is too high, as with large text."""

    comparison_wanted = Signal(str)  # the key of an earlier run to compare with
    save_wanted = Signal(object)  # a SaveRequest
    failed = Signal(str)  # what went wrong with a file

    def __init__(self) -> None:
        super().__init__()
        self.curves = CurvesView()
        self._offered: tuple[tuple[str, str], ...] = ()
        self._shown = ""
        self.compare = QPushButton(self.tr("Comp&are with"))
        self.compare.setToolTip(self.tr("Lay up to three earlier runs over this one: their curves are dashed."))
        self._menu = QMenu(self.compare)
        self._menu.setToolTipsVisible(True)
        self.compare.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.alone = button(self.tr("Stop co&mparing"), self._on_alone, self.tr("Show this run alone again."))
        tip = self.tr("Keep the curves as a picture, a drawing or a table.")
        self.save = button(self.tr("Save &curves ..."), self._ask_where_to_save, tip)
        buttons = row(self.compare, self.alone, None, self.save)
        page = widget_of(column(self.curves, buttons, grows=self.curves))
        self.setLayout(column(Scrolled(page), margin=0))
        self._follow()

    def show_log(self, log: TrainingLog) -> None:
        """Begin with a run's passes so far."""
        config = log.setup.config
        distorted, averaged = config.distortion != Distortion(), config.averaging > 0
        self._shown = key_of(log)
        self.curves.remove_overlay(self._shown)
        self.curves.start(name_of(log.setup, log.facts.started), config.passes, rates_of(log), distorted, averaged)
        self.curves.show_passes(log.passes)
        self._follow()

    def clear(self) -> None:
        """Another run is about to begin."""
        self._shown = ""
        self.curves.start("", 0)
        self._follow()

    def show_progress(self, progress: Progress) -> None:
        self.curves.show_progress(progress)
        if progress.finished_pass:
            self._follow()

    def _follow(self) -> None:
        self.save.setEnabled(self.curves.has_curves)
        self.curves.whole_run.setEnabled(self.curves.has_curves)
        self.alone.setEnabled(bool(self.curves.compared.runs))

    def offer_runs(self, runs: Sequence[tuple[str, str]]) -> None:
        """Offer earlier runs to compare with: the key and the name of each, newest first."""
        changed = self._offered != tuple(runs)
        self._offered = tuple(runs)
        # An open one would lose its place; it is filled again before it is opened.
        if changed and not self._menu.isVisible():
            self._fill_menu()

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        compared, metrics = self.curves.compared, self.fontMetrics()
        offered, full = dict(self._offered), self.tr("Three runs at most: take one of them away first")
        # One from a log file may be in no history.
        runs = {run.key: run.name for run in compared.runs if run.key not in offered} | offered
        for key, name in runs.items():
            # Both ends tell runs apart; what is wider than the window may be wider than the screen.
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, self.width() - 4 * metrics.height())
            action = self._menu.addAction(shown.replace("&", "&&"), partial(self._on_run, key))
            action.setCheckable(True)
            action.setChecked(key in compared)
            enable(action, key in compared or not compared.is_full, full)
        if runs:
            self._menu.addSeparator()
        enable(self._menu.addAction(self.tr("A training &log ..."), self._ask_for_log), not compared.is_full, full)

    def _on_run(self, key: str) -> None:
        if key in self.curves.compared:
            self.curves.remove_overlay(key)
            self._follow()
        else:
            self.comparison_wanted.emit(key)

    @Slot()
    def _ask_for_log(self) -> None:
        filters = [self.tr("Training logs (*.training.json)"), self.tr("All files (*)")]
        file_dialog(self, self.tr("Compare with a training log"), filters, self.compare_log).open()

    @Slot(str)
    def compare_log(self, name: str) -> None:
        """Lay the run of a log file over the one that is shown."""
        try:
            self.compare_with(load_log(Path(name)))
        except LogError as error:
            self.failed.emit(str(error))

    @Slot(object)
    def compare_with(self, log: TrainingLog) -> None:
        name = name_of(log.setup, log.facts.started)
        if key_of(log) == self._shown:
            self.failed.emit(self.tr("{name} is the run that is shown.").format(name=name))
            return
        passes = sorted(log.passes, key=lambda result: result.number)
        self.curves.overlay(Compared(key_of(log), name, passes, rates_of(log)))
        self._follow()

    @Slot()
    def _on_alone(self) -> None:
        for run in self.curves.compared.runs:
            self.curves.remove_overlay(run.key)
        self._follow()

    @Slot()
    def _ask_where_to_save(self) -> None:
        open_save_dialog(self, self.tr("Save curves"), _CURVE_FORMATS, self.save_curves)

    @Slot(str)
    def save_curves(self, name: str) -> None:
        """Have the curves written as they are now; the file's suffix says how."""
        path, problem = Path(name), self.tr("The curves could not be saved: {problem}")
        try:
            content = self.curves.content(path.suffix.lower())
        except (OSError, ValueError) as error:
            self.failed.emit(problem.format(problem=in_words(error)))
        else:
            self.save_wanted.emit(SaveRequest(path, lambda: content, problem, self.failed.emit))
