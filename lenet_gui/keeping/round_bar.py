"""The guided round below the canvas: how far it is, and buttons for those who have no keyboard at hand."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from lenet_gui.base import theme
from lenet_gui.base.widgets import column
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.flow import Flow
from lenet_gui.style.lit import make_primary

_PART = 10
"""Dots in a group."""
_GAP = 6


class Dots(QWidget):
    """A dot for each digit of a round: those that are kept are full, the one that is asked for is a ring."""

    def __init__(self) -> None:
        super().__init__()
        self._done = self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The guided round"))

    def show_progress(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        words = self.tr("{done} of {total} digits kept").format(done=done, total=total)
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.update()

    def _side(self) -> float:
        return self.fontMetrics().height() * 0.5

    def sizeHint(self) -> QSize:
        return QSize(round(self._side() * 22), round(self._side() * 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._side() * 12), round(self._side() * 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._total:
            return
        palette = self.palette()
        gaps = (self._total - 1) // _PART
        step = min(self.width() / (self._total + gaps), 2.2 * self._side())
        radius = min(self._side() / 2, step * 0.36)
        x = (self.width() - step * (self._total + gaps)) / 2 + step / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in range(self._total):
                colour = theme.accent(palette) if place <= self._done else theme.line(palette)
                painter.setPen(QPen(colour, 1.6))
                painter.setBrush(colour if place != self._done else Qt.BrushStyle.NoBrush)
                centre = QPointF(x + step * (place + place // _PART), self.height() / 2)
                painter.drawEllipse(centre, radius, radius)


class RoundBar(Dressed):
    """Hidden while no round is on. A click leaves the focus where it is: on the canvas."""

    def __init__(self) -> None:
        super().__init__()
        self.dots = Dots()
        self.back = self._button(self.tr("Back"), self.tr("Draw the last digit again"))
        self.stop = self._button(self.tr("Stop"), self.tr("End the round; what was kept stays (Esc)"))
        self.next = self._button(self.tr("Next"), self.tr("Keep the drawing, and ask for the next (Enter)"))
        make_primary(self.next)
        self._dress()
        self.setLayout(column(self.dots, Flow([self.back, self.stop, self.next], gap=_GAP, fills=True), margin=0))
        self.hide()

    def _button(self, text: str, tip: str) -> QToolButton:
        # Large enough for a finger, and narrow enough for the column.
        made = QToolButton()
        made.setText(text)
        made.setToolTip(tip)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _dress(self) -> None:
        for each in (self.back, self.stop, self.next):
            each.setMinimumHeight(2 * self.fontMetrics().height())

    def show_progress(self, done: int, total: int) -> None:
        self.dots.show_progress(done, total)
        self.back.setEnabled(done > 0)
        self.show()
