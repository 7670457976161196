"""How a person's digits and MNIST's are read by two networks: as two pairs of bars, and as pictures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QSizePolicy

from lenet_gui.base import theme
from lenet_gui.base.pointable import paint_focus
from lenet_gui.base.translate import tool_tip
from lenet_gui.style.dressed import Dressed
from lenet_gui.teaching.changed_digits import ChangedDigit, ChangedDigits

_BAR_SHARE = 0.55
_LONGEST_BAR_LETTERS = 30
"""In widths of a letter: the figures stay near their names, and the pictures have room."""
_MNIST_END_PERCENT = 2.0
_STEPS = 1000


@dataclass(frozen=True)
class Pair:
    """What two networks make of the same digits.

    ``names`` are those of the networks, and ``tip`` says how it was found. ``right`` of ``count`` of the person's
    digits are read correctly by each; ``count`` is 0 where none could be judged. ``mnist_percents`` of MNIST's test
    digits are misread, None where nobody counted.
    """

    names: tuple[str, str]
    right: tuple[int, int]
    count: int
    mnist_percents: tuple[float | None, float | None]
    changed: Sequence[ChangedDigit]
    tip: str


class OutcomeView(Dressed):
    """My digits read correctly, and MNIST's misread, each by both networks; and which are read differently."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._titles = QLabel(self.tr("My digits read correctly")), QLabel(self.tr("MNIST's test digits misread"))
        self._rows = [(QLabel(), QProgressBar(), QLabel()) for _ in range(4)]
        self.changed = ChangedDigits()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(4, 5)
        grid.setColumnMinimumWidth(3, 16)
        for place, (name, bar, figure) in enumerate(self._rows):
            bar.setTextVisible(False)
            bar.setMaximum(_STEPS)
            bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line = 1 + place + 2 * (place // 2)
            grid.addWidget(name, line, 0)
            grid.addWidget(bar, line, 1)
            grid.addWidget(figure, line, 2)
        for title, line in zip(self._titles, (0, 4), strict=True):
            grid.addWidget(title, line, 0, 1, 3)
        grid.setRowMinimumHeight(3, 6)
        grid.setRowStretch(7, 1)
        grid.addWidget(self.changed, 0, 4, 8, 1)
        self._dress()

    @property
    def bars(self) -> list[QProgressBar]:
        return [bar for _, bar, _ in self._rows]

    def show_pair(self, pair: Pair) -> None:
        right, unknown = self.tr("{right} of {count}"), self.tr("not measured")
        shown = [
            *((n / max(pair.count, 1), right.format(right=f"{n:,}", count=f"{pair.count:,}")) for n in pair.right),
            *(
                (0.0, unknown) if percent is None else (min(percent / _MNIST_END_PERCENT, 1), f"{percent:.2f} %")
                for percent in pair.mnist_percents
            ),
        ]
        for (name, bar, figure), (share, words), network in zip(self._rows, shown, 2 * pair.names, strict=True):
            # What is not quite 0 must be seen.
            bar.setValue(math.ceil(_STEPS * share))
            name.setText(network)
            figure.setText(words)
        halves = list(zip(self._titles, (self._rows[:2], self._rows[2:]), strict=True))
        for title, rows in halves:
            for name, bar, _ in rows:
                bar.setAccessibleName(f"{title.text()}, {name.text()}")
        ends = self.tr("MNIST's bars end at {end} %.").format(end=f"{_MNIST_END_PERCENT:g}")
        self.setToolTip(tool_tip(f"{pair.tip} {ends}"))
        self.setAccessibleName(self.tr("{first} and {second}").format(first=pair.names[0], second=pair.names[1]))
        told = halves[0 if pair.count else 1 :]
        self.setAccessibleDescription(
            "; ".join(
                f"{title.text()}, {name.text()}: {figure.text()}" for title, rows in told for name, _, figure in rows
            )
        )
        self.changed.show_digits(pair.changed)
        # Of none there is nothing to say.
        for widget in (self._titles[0], *chain(*self._rows[:2]), self.changed):
            widget.setVisible(pair.count > 0)

    def _dress(self) -> None:
        palette, metrics = self.palette(), self.fontMetrics()
        for place, (name, bar, _) in enumerate(self._rows):
            name.setPalette(theme.recoloured(palette, theme.quiet(palette)))
            colour = theme.accent(palette) if place % 2 else theme.bar(palette)
            bar.setPalette(theme.recoloured(palette, colour, QPalette.ColorRole.Highlight))
            bar.setFixedHeight(round((metrics.height() + 4) * _BAR_SHARE))
            bar.setMaximumWidth(metrics.averageCharWidth() * _LONGEST_BAR_LETTERS)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_focus(painter, self)
