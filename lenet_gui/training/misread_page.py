"""The held-out digits that were misread: the confusion matrix, and the digits of the cell chosen in it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.widgets import button, column, row, splitter, widget_of
from lenet_gui.training.confusion import ConfusionView
from lenet_gui.training.mistakes import MistakesView
from model.training.log import TrainingLog
from model.training.progress import PassResult


class MisreadPage(QWidget):
    """Matrix and digits side by side; choosing a cell filters the digits, choosing it again shows all."""

    def __init__(self) -> None:
        super().__init__()
        self.confusion = ConfusionView()
        self.mistakes = MistakesView()
        self.which_pass = QLabel()
        tip = self.tr("Show the next ones (Page Down); the first ones follow the last.")
        self.more = button(self.tr("&More digits"), self.mistakes.turn_page, tip)
        self.more.setEnabled(False)
        tip = self.tr("Show the digits of all cells again.")
        self.show_all = button(self.tr("Show &all"), self._clear_filter, tip)
        self._cell: tuple[int, int] | None = None
        right = widget_of(column(self.mistakes, row(None, self.more, self.show_all), grows=self.mistakes, margin=0))
        both = splitter(Qt.Orientation.Horizontal, [420, 320], (self.confusion, 0), (right, 0))
        page = widget_of(column(self.which_pass, both, grows=both, margin=10))
        self.setLayout(column(Scrolled(page), margin=0))
        self.mistakes.paged.connect(self.more.setEnabled)
        self.confusion.cell_chosen.connect(self._on_cell)
        self._clear_filter()

    def clear(self) -> None:
        """Another run is about to begin."""
        self._clear_filter()
        self.confusion.show_nothing()
        self.mistakes.show_nothing()
        self.which_pass.clear()

    def show_log(self, log: TrainingLog, live: bool) -> None:
        """Show a run: its last pass's matrix. Where it is live, ``mistakes`` is given its digits separately."""
        self.clear()
        if not (live and log.setup.config.held_out):
            self.confusion.show_nothing(self.tr("No digits are held out in this run."))
            self.mistakes.show_nothing(self.tr("Hold some out in the next run to see which are misread."))
        if log.passes and log.passes[-1].held_out is not None:
            self.mistakes.show_nothing("" if live else self.tr("A log keeps no pictures"))
            self.show_pass(log.passes[-1])

    def show_pass(self, result: PassResult) -> None:
        """Show a pass's matrix, and how many digits it misread; ``mistakes`` is given them separately."""
        if result.held_out is not None:
            self.confusion.show_evaluation(result.held_out)
            self.mistakes.set_counts(result.held_out.confusion)
            self.which_pass.setText(self.tr("The digits held out, after pass {number}").format(number=result.number))

    @Slot(int, int)
    def _on_cell(self, true: int, answer: int) -> None:
        self._filter_to(None if self._cell == (true, answer) else (true, answer))

    @Slot()
    def _clear_filter(self) -> None:
        self._filter_to(None)

    def _filter_to(self, cell: tuple[int, int] | None) -> None:
        self._cell = cell
        self.mistakes.filter_to(cell)
        self.confusion.mark_cell(cell)
        self.show_all.setEnabled(cell is not None)
