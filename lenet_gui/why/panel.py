"""Why this value? The arithmetic of the unit pointed at or chosen, updated while you draw."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import ComboBox, column, row, wrapped_label
from lenet_gui.style.icon_button import IconButton
from lenet_gui.style.spacing import MARGIN
from lenet_gui.style.spoken import announce
from lenet_gui.style.text_size import bold, letters
from lenet_gui.why.arithmetic import Arithmetic
from lenet_gui.why.convolution import ConvolutionSheet
from lenet_gui.why.curve import SquashingView
from lenet_gui.why.full import FullSheet
from lenet_gui.why.penalty import PenaltySheet
from lenet_gui.why.sheet import Sheet
from lenet_gui.why.small import PixelSheet, SubsamplingSheet
from model.network.explain import (
    ConvolutionExplanation,
    Explanation,
    FullExplanation,
    PenaltyExplanation,
    PixelExplanation,
    SubsamplingExplanation,
    SumExplanation,
)
from model.network.words.arithmetic import about, arithmetic_lines, comparison_lines, heading


class WhyPanel(QWidget):
    """A unit's place and value, its terms, and the squashing curve; one page for each kind of arithmetic."""

    source_chosen = Signal(object)  # a Unit in the arithmetic that was clicked, or chosen with Enter

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__()
        self._explanation: Explanation | None = None
        self._second: PenaltyExplanation | None = None
        self.setAccessibleName(self.tr("Why this value?"))
        self._heading = ElidedLabel(self.tr("Unit and value"), quiet=False)
        self._heading.setFont(bold(self._heading.font()))
        self.rival = self._rival_box()
        self.copy = IconButton("copy", self.tr("Copy the arithmetic as text"), slim=True)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.summary))

        self._nothing = wrapped_label(self.tr("Point at a unit or click one to see how its value is computed."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._penalty = PenaltySheet(scale)
        self._sheets: dict[type[Explanation], Sheet[Any]] = {
            ConvolutionExplanation: ConvolutionSheet(scale),
            SubsamplingExplanation: SubsamplingSheet(scale),
            FullExplanation: FullSheet(scale),
            PenaltyExplanation: self._penalty,
            PixelExplanation: PixelSheet(scale),
        }
        for sheet in self._sheets.values():
            sheet.source_chosen.connect(self.source_chosen)
        self._curve = SquashingView()
        self._arithmetic = Arithmetic(self._nothing, list(self._sheets.values()), self._curve)
        self._about = self._arithmetic.about

        top = row(self._heading, self.rival, self.copy, grows=self._heading)
        margin = MARGIN // 2, 2, MARGIN // 2, 2
        self.setLayout(column(top, self._arithmetic, grows=self._arithmetic, margin=margin, spacing=2))
        self.show_nothing()

    def _rival_box(self) -> QComboBox:
        box = ComboBox()
        box.addItems([self.tr("and not {digit}").format(digit=digit) for digit in range(10)])
        box.setPlaceholderText(self.tr("and not ..."))
        box.setCurrentIndex(-1)
        box.setAccessibleName(self.tr("Compare with the penalty of"))
        box.setToolTip(self.tr("Choose a digit to see why this one and not that one"))
        return box

    def minimumSizeHint(self) -> QSize:
        # The same for every sheet, so that the layout stays put when another is shown.
        metrics = self.fontMetrics()
        least = QSize(letters(56, metrics), 9 * metrics.height())
        return super().minimumSizeHint().expandedTo(least)

    def show_nothing(self) -> None:
        self._explanation = self._second = None
        self._heading.set_text(self.tr("Why this value?"))
        self._about.set_text("")
        self._show_sheet(None)

    def show_explanation(self, explanation: Explanation) -> None:
        self._explanation, self._second = explanation, None
        self._heading.set_text(heading(explanation, tr))
        self._about.set_text(about(explanation, tr))
        sheet = self._sheets[type(explanation)]
        sheet.show_explanation(explanation)
        if isinstance(explanation, PenaltyExplanation):
            self._show_rivals(explanation.unit.map, None)
        self._show_sheet(sheet)
        if isinstance(explanation, SumExplanation):
            self._curve.show_explanation(explanation)

    def show_penalties(self, first: PenaltyExplanation, second: PenaltyExplanation) -> None:
        """Show two classes side by side: why one and not the other."""
        self._explanation, self._second = first, second
        text = self.tr("Penalties: {first} = {small}, {second} = {large}")
        small, large = f"{first.value:.2f}", f"{second.value:.2f}"
        self._heading.set_text(text.format(first=first.unit.map, small=small, second=second.unit.map, large=large))
        about = self.tr("squared distances between F6 and two codes; F6 is nearer to that of {digit}, by {margin}")
        nearer = min(first, second, key=lambda one: one.value).unit.map
        self._about.set_text(about.format(digit=nearer, margin=f"{abs(second.value - first.value):.2f}"))
        self._show_rivals(first.unit.map, second.unit.map)
        self._penalty.show_explanation(first, second)
        self._show_sheet(self._penalty)

    def say(self) -> None:
        """Have a screen reader say what was chosen: the focus is elsewhere."""
        announce(self, f"{self._heading.text}. {self._about.text}")

    def _show_rivals(self, first: int, second: int | None) -> None:
        self.rival.setCurrentIndex(-1 if second is None else second)
        items = self.rival.model()
        assert isinstance(items, QStandardItemModel)
        for digit in range(10):
            items.item(digit).setEnabled(digit != first)

    def _show_sheet(self, sheet: Sheet[Any] | None) -> None:
        self._arithmetic.show_sheet(sheet, squashes=isinstance(self._explanation, SumExplanation))
        self.rival.setVisible(sheet is self._penalty)
        self.copy.setEnabled(sheet is not None)

    @property
    def sheet(self) -> Sheet[Any] | None:
        return self._arithmetic.sheet

    @property
    def summary(self) -> str:
        """The arithmetic as plain text, one step a line."""
        if self._explanation is None or self.sheet is None:
            return self._nothing.text()
        lines = [self._heading.text, self._about.text]
        if isinstance(self._explanation, PenaltyExplanation) and self._second is not None:
            lines += comparison_lines(self._explanation, self._second, tr)
        else:
            lines += arithmetic_lines(self._explanation, tr)
        if self.sheet is self._penalty:
            lines.append(self._penalty.finding())
        return "\n".join(lines)
