"""How a number was read, in words and as a picture: by cutting it, or by sweeping over it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from lenet_gui.base.elided_label import WrappedLabel
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.translate import tool_tip
from lenet_gui.base.widgets import button, column, row, scrolled, wrapped_label
from lenet_gui.numbers.lattice_view import LatticeView
from lenet_gui.numbers.sweep_view import SweepView
from lenet_gui.numbers.words import compared, readings_of
from lenet_gui.style.lit import make_switch
from lenet_gui.style.spacing import MARGIN
from model.numbers.signs import ShownNumbers
from model.numbers.swept_row import SweptRow


class ReadingPanel(QWidget):
    """A switch between the two ways, the words, and the picture of the one that is chosen.

    Where there is no picture, ``hint`` says why.
    """

    sweep_wanted = Signal(bool)  # whether to sweep, instead of cutting

    def __init__(self) -> None:
        super().__init__()
        self.lattice, self.sweep = LatticeView(), SweepView()
        self._numbers: ShownNumbers | None = None
        self._rows: tuple[SweptRow, ...] = ()
        self.words, self._about = wrapped_label(), WrappedLabel(self.tr("What the picture shows"), quiet=True)
        tip = self.tr("Every group of pieces that may be a digit is read; the cheapest way through them is the number")
        self.by_cuts = self._way(self.tr("Cut, then read"), tip, sweeps=False)
        tip = self.tr("Without cuts: the network is moved over the whole row (W)")
        self.by_sweep = self._way(self.tr("Sweep"), tip, sweeps=True)
        self._ways = QButtonGroup(self)
        for way in (self.by_cuts, self.by_sweep):
            self._ways.addButton(way)
        self._pictures = QStackedWidget()
        for picture in (self.lattice, self.sweep):
            self._pictures.addWidget(Scrolled(picture))
        self.hint = wrapped_label(
            self.tr(
                "No number is read. Write several digits side by side: this shows how they are told apart. "
                "Pictures, and drawings that are not centred and scaled, are always read as one digit. Weights that "
                "were trained without rubbish, or are still in training, can take several for one."
            )
        )
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pictures.addWidget(scrolled(self.hint))  # long, if the window is small and its text large
        switch = row(self.by_cuts, self.by_sweep, margin=0, spacing=MARGIN // 3)
        top = row(switch, self._about, grows=self._about, margin=0, spacing=MARGIN)
        self.setLayout(column(top, self.words, self._pictures, grows=self._pictures, margin=MARGIN // 2))
        self.turn_to_sweep(False)

    def _way(self, text: str, tip: str, sweeps: bool) -> QPushButton:
        made = button(text, lambda: self.sweep_wanted.emit(sweeps), tip)
        make_switch(made)
        return made

    def turn_to_sweep(self, sweeps: bool) -> None:
        (self.by_sweep if sweeps else self.by_cuts).setChecked(True)
        if sweeps:
            about, tip = self.tr("An answer every 4 pixels; a dot is no digit."), ""  # which its picture explains
        else:
            about = self.tr("Each group of pieces is read; the cheapest reading wins.")
            tip = self.tr(
                "Section V: every group of neighbouring pieces that may be one digit is read. Its cost is −log of the "
                "digit's share, 0 if certain, 2.3 at 10 %, plus prices for looking like rubbish, for its size, for "
                "several strokes and for not cutting where a cut is likely; the first digit also pays for there being "
                "several. A number above the line is the price of cutting there. The way that costs least in all is "
                "the number."
            )
        self._about.set_text(about)
        self.setToolTip(tool_tip(tip))
        self._tell()

    def show_numbers(self, numbers: ShownNumbers | None) -> None:
        """Show how these were read; None where there is one digit."""
        self._numbers = numbers
        self.lattice.show_numbers(numbers)
        self.sweep.show_numbers(numbers)
        self._tell()

    def show_rows(self, rows: tuple[SweptRow, ...]) -> None:
        """Show what a sweep saw; no rows where nothing is drawn."""
        self._rows = rows
        self.sweep.show_rows(rows)
        self._tell()

    def _tell(self) -> None:
        numbers = self._numbers
        if self.by_sweep.isChecked():
            text, shown = compared(self._rows, "" if numbers is None else numbers.numbers.text), 1
        elif numbers is None:
            text, shown = "", 2
        else:
            text, shown = readings_of(numbers.shown.row), 0
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self._pictures.setCurrentIndex(shown)
