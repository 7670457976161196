"""What teaching would change, as two pairs of bars and in words."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme

_BAR_SHARE = 0.55
_GAP = 12
_LONGEST_BAR_LETTERS = 70
"""In widths of a letter: in a wide window, the figures stay near their names."""
_MNIST_END_PERCENT = 2.0
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class OutcomeFigures:
    """What teaching would change, measured before anything does.

    ``count`` digits could be held out: ``right_before`` of them the network reads correctly as it is, ``right_after``
    a network that was taught the others. ``still_wrong`` and ``doubtful`` are the keys of those that are still misread
    and of those whose label looks wrong; ``warning`` says what speaks against using it, and may be empty.
    """

    count: int
    right_before: int
    right_after: int
    mnist_before_percent: float
    mnist_after_percent: float
    still_wrong: frozenset[str]
    doubtful: frozenset[str]
    warning: str


class OutcomeView(QWidget):
    """My digits read correctly, and MNIST's misread, each before and after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: OutcomeFigures | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("What teaching would change"))

    def show_figures(self, figures: OutcomeFigures) -> None:
        self._figures = figures
        self.setAccessibleDescription("; ".join(f"{name}: {words}" for name, _, words in self.rows()))
        self.setToolTip(
            self.tr(
                "After: each of your digits was read by a network that was taught only the others, so that none is "
                "merely memorised. MNIST's bars end at {end} %."
            ).format(end=f"{_MNIST_END_PERCENT:g}")
        )
        self.updateGeometry()
        self.update()

    def rows(self) -> list[tuple[str, float, str]]:
        """Name, share of its whole bar, and figure of each bar."""
        figures = self._figures
        if figures is None:
            return []
        of = self.tr("{right} of {count}")
        mine = [
            (right / max(figures.count, 1), of.format(right=right, count=figures.count))
            for right in (figures.right_before, figures.right_after)
        ]
        mnist = [
            (min(percent / _MNIST_END_PERCENT, 1), f"{percent:.2f} %")
            for percent in (figures.mnist_before_percent, figures.mnist_after_percent)
        ]
        names = (
            *(self.tr("my digits read correctly before"), self.tr("after, each held out from teaching")),
            *(self.tr("MNIST's test digits misread before"), self.tr("after")),
        )
        return [(name, *bar) for name, bar in zip(names, (*mine, *mnist), strict=True)]

    # Geometry

    def _line(self) -> int:
        return self.fontMetrics().height() + 4

    def _widths(self) -> tuple[int, int]:
        """Of the names before the bars, and of the figures behind them."""
        width, rows = self.fontMetrics().horizontalAdvance, self.rows()
        names = max((width(name) for name, _, _ in rows), default=0)
        return names + _GAP, max((width(words) for _, _, words in rows), default=0) + _GAP

    def scale_rect(self, place: int) -> QRectF:
        """From the 0 of a bar's scale to its end; bars are counted from 0."""
        names, figures = self._widths()
        line = self._line()
        top = place * line + (8 if place > 1 else 0) + line * (1 - _BAR_SHARE) / 2
        longest = self.fontMetrics().averageCharWidth() * _LONGEST_BAR_LETTERS
        width = min(max(20, self.width() - names - figures), longest)
        return QRectF(names, round(top), width, round(line * _BAR_SHARE))

    def bar_rect(self, place: int) -> QRectF:
        """A bar; at least two pixels where it is not quite 0."""
        share, scale = self.rows()[place][1], self.scale_rect(place)
        scale.setWidth(max(scale.width() * share, 2.0 if share else 0.0))
        return scale

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 100, 4 * self._line() + 8)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, line = self.palette(), self._line()
        with QPainter(self) as painter:
            for place, (name, _, words) in enumerate(self.rows()):
                scale = self.scale_rect(place)
                top = scale.center().y() - line / 2
                painter.setPen(theme.quiet(palette))
                painter.drawText(QRectF(0, top, scale.left(), line), _MIDDLE, name)
                painter.fillRect(self.bar_rect(place), theme.accent(palette) if place % 2 else theme.bar(palette))
                painter.setPen(QPen(theme.line(palette), 0))
                painter.drawRect(scale)
                painter.setPen(palette.color(palette.ColorRole.WindowText))
                painter.drawText(QRectF(scale.right() + _GAP, top, self.width(), line), _MIDDLE, words)
            if self.hasFocus():
                painter.setPen(theme.accent(palette))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)
