"""What teaching would change, as two pairs of bars and in words."""

import math

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from lenet_gui.base import theme
from model.teaching.report import TeachingReport

_BAR_SHARE = 0.55
_LONGEST_BAR_LETTERS = 70
"""In widths of a letter: in a wide window, the figures stay near their names."""
_MNIST_END_PERCENT = 2.0
_STEPS = 1000


class OutcomeView(QWidget):
    """My digits read correctly, and MNIST's misread, each before and after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("What teaching would change"))
        tip = self.tr(
            "After: each of your digits was read by a network that was taught only the others, so that none is "
            "merely memorised. MNIST's bars end at {end} %."
        )
        self.setToolTip(tip.format(end=f"{_MNIST_END_PERCENT:g}"))
        names = (
            *(self.tr("my digits read correctly before"), self.tr("after, each held out from teaching")),
            *(self.tr("MNIST's test digits misread before"), self.tr("after")),
        )
        self._rows = [(QLabel(name), QProgressBar(), QLabel()) for name in names]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 100)
        grid.setColumnStretch(2, 1)
        for place, (name, bar, figure) in enumerate(self._rows):
            bar.setTextVisible(False)
            bar.setMaximum(_STEPS)
            bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line = place + place // 2
            grid.addWidget(name, line, 0)
            grid.addWidget(bar, line, 1)
            grid.addWidget(figure, line, 2)
        grid.setRowMinimumHeight(2, 8)
        self._dress()

    @property
    def bars(self) -> list[QProgressBar]:
        """One for each figure."""
        return [bar for _, bar, _ in self._rows]

    def show_report(self, report: TeachingReport) -> None:
        right, count = self.tr("{right} of {count}"), len(report.judged)
        percents = report.mnist_before.error_percent, report.mnist_after.error_percent
        shown = [
            *(
                (n / max(count, 1), right.format(right=n, count=count))
                for n in (report.right_before, report.right_after)
            ),
            *((min(percent / _MNIST_END_PERCENT, 1), f"{percent:.2f} %") for percent in percents),
        ]
        for (_, bar, figure), (share, words) in zip(self._rows, shown, strict=True):
            # What is not quite 0 is to be seen.
            bar.setValue(math.ceil(_STEPS * share))
            figure.setText(words)
        self.setAccessibleDescription("; ".join(f"{name.text()}: {figure.text()}" for name, _, figure in self._rows))

    def _dress(self) -> None:
        """Take colours and sizes from palette and font."""
        palette, metrics = self.palette(), self.fontMetrics()
        for place, (name, bar, _) in enumerate(self._rows):
            for widget, role, colour in (
                (name, QPalette.ColorRole.WindowText, theme.quiet(palette)),
                (bar, QPalette.ColorRole.Highlight, theme.accent(palette) if place % 2 else theme.bar(palette)),
            ):
                coloured = QPalette(palette)
                coloured.setColor(role, colour)
                widget.setPalette(coloured)
            bar.setFixedHeight(round((metrics.height() + 4) * _BAR_SHARE))
            bar.setMaximumWidth(metrics.averageCharWidth() * _LONGEST_BAR_LETTERS)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setPen(theme.accent(self.palette()))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._dress()
        super().changeEvent(event)
