"""Why this value? The arithmetic of the unit pointed at or chosen, updated while you draw."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.translate import translate
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


class _UprightArea(Scrolled):
    """Scrolls vertically only: it is never narrower than its widget."""

    def minimumSizeHint(self) -> QSize:
        width = self.page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class WhyPanel(QWidget):
    """A unit's place and value, its terms, and the squashing curve; one page for each kind of arithmetic."""

    source_chosen = Signal(object)  # a Unit in the arithmetic that was clicked, or chosen with Enter
    rival_chosen = Signal(int)  # the digit to compare the output with, by ``show_penalties``

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explanation: Explanation | None = None
        self._second: PenaltyExplanation | None = None
        self.setAccessibleName(self.tr("Why this value?"))
        self._heading = ElidedLabel(self.tr("Unit and value"), quiet=False)
        font = self._heading.font()
        font.setBold(True)
        self._heading.setFont(font)
        self._about = ElidedLabel(self.tr("What it is"), quiet=True)
        self.rival = self._rival_box()
        self.copy = QToolButton()
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the arithmetic as text"))
        self.copy.clicked.connect(self._copy)

        self._nothing = QLabel(self.tr("Point at a unit or click one to see how its value is computed."))
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._penalty = PenaltySheet(scale)
        self._sheets: dict[type[Explanation], Sheet[Any]] = {
            ConvolutionExplanation: ConvolutionSheet(scale),
            SubsamplingExplanation: SubsamplingSheet(scale),
            FullExplanation: FullSheet(scale),
            PenaltyExplanation: self._penalty,
            PixelExplanation: PixelSheet(scale),
        }
        self._pages = QStackedWidget()
        self._pages.addWidget(Scrolled(self._nothing))
        for sheet in self._sheets.values():
            self._pages.addWidget(Scrolled(sheet))
            sheet.source_chosen.connect(self.source_chosen)
        self._curve = SquashingView()
        self._curve_area = _UprightArea(self._curve)

        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.rival)
        top.addWidget(self.copy)
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addWidget(self._pages, 3)
        below.addWidget(self._curve_area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._about)
        layout.addLayout(below, 1)
        self.show_nothing()

    def _rival_box(self) -> QComboBox:
        box = QComboBox()
        box.addItems([self.tr("and not {digit}").format(digit=digit) for digit in range(10)])
        box.setPlaceholderText(self.tr("compare with ..."))
        box.setCurrentIndex(-1)
        box.setAccessibleName(self.tr("Compare with the penalty of"))
        box.setToolTip(self.tr("Choose a digit to see why this one and not that one"))
        box.activated.connect(self.rival_chosen)
        return box

    def minimumSizeHint(self) -> QSize:
        # The same for every sheet, so that the layout stays put when another is shown.
        line = self.fontMetrics().height()
        least = QSize(self._curve_area.minimumSizeHint().width() + 12 * line, 9 * line)
        return super().minimumSizeHint().expandedTo(least)

    def show_nothing(self) -> None:
        self._explanation = self._second = None
        self._heading.set_text(self.tr("Why this value?"))
        self._about.set_text("")
        self._turn_to(None)

    def show_explanation(self, explanation: Explanation) -> None:
        self._explanation, self._second = explanation, None
        self._heading.set_text(heading(explanation, translate))
        self._about.set_text(about(explanation, translate))
        sheet = self._sheets[type(explanation)]
        sheet.show_explanation(explanation)
        if isinstance(explanation, PenaltyExplanation):
            self._show_rivals(explanation.unit.map, None)
        self._turn_to(sheet)
        if isinstance(explanation, SumExplanation):
            self._curve.show_explanation(explanation)

    def show_penalties(self, first: PenaltyExplanation, second: PenaltyExplanation) -> None:
        """Show two classes side by side: why one and not the other."""
        self._explanation, self._second = first, second
        text = self.tr("Penalties: {first} = {small}, {second} = {large}")
        small, large = f"{first.value:.4f}", f"{second.value:.4f}"
        self._heading.set_text(text.format(first=first.unit.map, small=small, second=second.unit.map, large=large))
        about = self.tr("squared distances between F6 and two codes; the smaller wins by {margin}")
        self._about.set_text(about.format(margin=f"{abs(second.value - first.value):.4f}"))
        self._show_rivals(first.unit.map, second.unit.map)
        self._penalty.show_explanation(first, second)
        self._turn_to(self._penalty)

    def _show_rivals(self, first: int, second: int | None) -> None:
        self.rival.setCurrentIndex(-1 if second is None else second)
        items = self.rival.model()
        assert isinstance(items, QStandardItemModel)
        for digit in range(10):
            items.item(digit).setEnabled(digit != first)

    def _turn_to(self, sheet: Sheet[Any] | None) -> None:
        before = self.sheet
        if before is not sheet:
            walking = before is not None and before.hasFocus()
            self._pages.setCurrentIndex(0 if sheet is None else 1 + list(self._sheets.values()).index(sheet))
            if walking and sheet is not None:
                # So that the arrow keys continue where Enter led.
                sheet.walk_in()
        self._curve_area.setVisible(isinstance(self._explanation, SumExplanation))
        self.rival.setVisible(sheet is self._penalty)
        self.copy.setEnabled(sheet is not None)

    @property
    def sheet(self) -> Sheet[Any] | None:
        area = self._pages.currentWidget()
        return area.page if isinstance(area, Scrolled) and isinstance(area.page, Sheet) else None

    @property
    def summary(self) -> str:
        """The arithmetic as plain text, one step a line."""
        if self._explanation is None or self.sheet is None:
            return self._nothing.text()
        lines = [self._heading.text, self._about.text]
        if isinstance(self._explanation, PenaltyExplanation) and self._second is not None:
            lines += comparison_lines(self._explanation, self._second, translate)
        else:
            lines += arithmetic_lines(self._explanation, translate)
        if self.sheet is self._penalty:
            lines.append(self._penalty.finding())
        return "\n".join(lines)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.summary)
