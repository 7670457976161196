"""What learning would do, as two pairs of bars and in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui import theme
from lenet_gui.my_digits.entries import OutcomeFigures

_BAR_SHARE = 0.55


class OutcomeView(QWidget):
    """My digits read right, and MNIST's misread, each before and after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: OutcomeFigures | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What learning would do"))

    def show_figures(self, figures: OutcomeFigures) -> None:
        """Show an outcome."""
        self._figures = figures
        self.setAccessibleDescription("; ".join(f"{name}: {words}" for name, _, words in self.rows()))
        self.update()

    def rows(self) -> list[tuple[str, float, str]]:
        """Name, share of its whole bar, and figure of each bar. MNIST's bar ends at 2 %."""
        figures = self._figures
        if figures is None:
            return []
        count = max(figures.count, 1)
        return [
            (
                self.tr("my digits read right, now"),
                figures.right_before / count,
                self.tr("{right} of {count}").format(right=figures.right_before, count=figures.count),
            ),
            (
                self.tr("after, each held out from learning"),
                figures.right_after / count,
                self.tr("{right} of {count}").format(right=figures.right_after, count=figures.count),
            ),
            (
                self.tr("MNIST's test digits misread, now"),
                min(figures.mnist_before_percent / 2, 1),
                f"{figures.mnist_before_percent:.2f} %",
            ),
            (self.tr("after"), min(figures.mnist_after_percent / 2, 1), f"{figures.mnist_after_percent:.2f} %"),
        ]

    def _line(self) -> int:
        return self.fontMetrics().height() + 4

    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance
        names = max((width(name) for name, _, _ in self.rows()), default=0)
        return QSize(names + width("000 of 000") + 100, 4 * self._line() + 8)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, line, width = self.palette(), self._line(), self.fontMetrics().horizontalAdvance
        names = max((width(name) for name, _, _ in self.rows()), default=0) + 12
        figures = width("000 of 000") + 8
        with QPainter(self) as painter:
            for index, (name, share, words) in enumerate(self.rows()):
                top = index * line + (8 if index > 1 else 0)
                after = index % 2 == 1
                painter.setPen(theme.quiet(palette))
                middle = Qt.AlignmentFlag.AlignVCenter
                painter.drawText(QRectF(0, top, names, line), middle, name)
                room = max(20, self.width() - names - figures)
                bar = QRectF(names, top + line * (1 - _BAR_SHARE) / 2, room * share, line * _BAR_SHARE)
                painter.fillRect(bar, theme.accent(palette) if after else theme.bar(palette))
                painter.setPen(palette.color(palette.ColorRole.WindowText))
                painter.drawText(QRectF(names + room + 8, top, figures, line), middle, words)
