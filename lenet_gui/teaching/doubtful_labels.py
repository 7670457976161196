"""Labels that look wrong, each with its picture and the two digits that it may be: one click says which."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from lenet_gui.base.widgets import button, row, widget_of
from lenet_gui.canvas.thumbnail import paint_framed
from lenet_gui.style.flow import Flow
from model.digits.drawing import Drawing
from model.my_digits.digit import MyDigit
from model.network.taught import TaughtDigit

MOST = 4
"""How many are asked about at once; all are marked in the gallery."""
_SIDE = 2.4


class FramedDrawing(QWidget):
    """A drawing, framed."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(_SIDE * self.fontMetrics().height())
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_framed(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._drawing, self.palette())


class DoubtfulLabels(QWidget):
    """Questions, one after the other; hidden while there are none."""

    answered = Signal(str, int)  # the key of a digit, and what it is

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, int, int | None], ...] = ()
        self.buttons: list[QPushButton] = []
        self._flow = Flow([], gap=self.fontMetrics().averageCharWidth() * 2)
        self.setLayout(self._flow)
        self.setAccessibleName(self.tr("Labels that look wrong"))
        self.hide()

    def show_doubts(self, doubts: Sequence[tuple[MyDigit, TaughtDigit]]) -> None:
        """Ask about these: each digit with what teaching found."""
        shown = tuple((digit.key, found.label, found.looks_like) for digit, found in doubts)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        if doubts:
            self._flow.addWidget(QLabel(self.tr("Which digit is it?")))
        for digit, found in doubts[:MOST]:
            card = self._card(digit, found)
            self._flow.addWidget(card)
            card.show()  # at once: it may get the focus
        if len(doubts) > MOST:
            more = self.tr("and {count} more, marked above").format(count=f"{len(doubts) - MOST:,}")
            self._flow.addWidget(QLabel(more))
        self.setVisible(bool(doubts))

    def _card(self, digit: MyDigit, found: TaughtDigit) -> QWidget:
        said = self.tr("You called it {label}")
        looks = self.tr("It looks like {label}")
        choices = [(found.label, said), *([] if found.looks_like is None else [(found.looks_like, looks)])]
        buttons: list[QPushButton] = []
        for label, tip in choices:
            made = button(str(label), partial(self.answered.emit, digit.key, label), tip.format(label=label))
            made.setAccessibleName(self.tr("The digit is {label}").format(label=label))
            made.setFixedWidth(made.fontMetrics().height() * 2)
            buttons.append(made)
        self.buttons += buttons
        card = widget_of(row(FramedDrawing(digit.drawing), *buttons, margin=0, spacing=4))
        card.setToolTip("; ".join(tip.format(label=label) for label, tip in choices))
        return card
