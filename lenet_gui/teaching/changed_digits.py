"""Digits that two networks read differently, as pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui.base import theme
from lenet_gui.base.grid import CENTRE
from lenet_gui.base.pointable import paint_focus
from lenet_gui.canvas.thumbnail import paint_framed
from lenet_gui.style.text_size import bold
from model.digits.drawing import Drawing

_LINES = 2
_SIDE = 2.9
"""A picture's side, in heights of a line of text."""


@dataclass(frozen=True)
class ChangedDigit:
    """A digit, what it is, and how it is read before and after."""

    drawing: Drawing
    label: int
    before: int
    after: int

    @property
    def mended(self) -> bool:
        return self.after == self.label


class ChangedDigits(QWidget):
    """Those that would be read wrongly come first. Each has below it how it was read, and how it is read now."""

    def __init__(self) -> None:
        super().__init__()
        self.digits: tuple[ChangedDigit, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Digits that are read differently"))

    def show_digits(self, digits: Sequence[ChangedDigit]) -> None:
        changed = [digit for digit in digits if digit.before != digit.after]
        self.digits = tuple(sorted(changed, key=lambda digit: (digit.mended, digit.label)))
        self.updateGeometry()
        self.setAccessibleDescription("; ".join(map(self._words_of, self.digits)) or self._title())
        self.update()

    def _words_of(self, digit: ChangedDigit) -> str:
        words = self.tr("{label}: read as {before} before, {after} after")
        return words.format(label=digit.label, before=digit.before, after=digit.after)

    def _title(self) -> str:
        count = len(self.digits)
        if not count:
            return self.tr("None is read differently.")
        spoilt = sum(not digit.mended for digit in self.digits)
        title = self.tr("Read differently: {count}\nnow wrong: {spoilt}")
        title = title if spoilt else self.tr("Read differently: {count}")
        return title.format(count=f"{count:,}", spoilt=f"{spoilt:,}")

    def _tile(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(round(_SIDE * line) + 10, round((_SIDE + 1.2) * line) + 6)

    def sizeHint(self) -> QSize:
        columns = max(self.width() // self._tile().width(), 1)
        lines = min(-(-len(self.digits) // columns), _LINES)
        return QSize(self._tile().width() * 5, self._head() + self._tile().height() * lines)

    def _head(self) -> int:
        """The height of the title and of the gap below it."""
        return round((len(self._title().splitlines()) + 0.4) * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tile().width() * 2, self.sizeHint().height())

    def _places(self) -> list[tuple[QRectF, ChangedDigit | None]]:
        """Where each digit stands; None for the count of those there is no room for."""
        tile, top = self._tile(), self._head()
        columns = max(self.width() // tile.width(), 1)
        room = columns * _LINES
        shown: list[ChangedDigit | None] = list(self.digits)
        if len(shown) > room:
            shown = [*shown[: room - 1], None]
        places = []
        for k, digit in enumerate(shown):
            left = k % columns * tile.width()
            if self.isRightToLeft():
                left = self.width() - left - round(_SIDE * self.fontMetrics().height())
            places.append((QRectF(left, top + k // columns * tile.height(), tile.width(), tile.height()), digit))
        return places

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setPen(theme.quiet(palette))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._title())
            for place, digit in self._places():
                if digit is None:
                    painter.setPen(theme.quiet(palette))
                    more = len(self.digits) - len(self._places()) + 1
                    painter.drawText(place, CENTRE, self.tr("+{count}").format(count=more))
                else:
                    self._paint_digit(painter, place, digit)
            paint_focus(painter, self)

    def _paint_digit(self, painter: QPainter, place: QRectF, digit: ChangedDigit) -> None:
        palette, line = self.palette(), self.fontMetrics().height()
        side = _SIDE * line
        picture = QRectF(place.left(), place.top(), side, side)
        paint_framed(painter, picture, digit.drawing, palette)
        below = QRectF(picture.left(), picture.bottom() + 1, side, line * 1.2)
        painter.setFont(bold(self.font()))
        painter.setPen(theme.accent(palette) if digit.mended else theme.warning(palette))
        direction = painter.layoutDirection()
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # else the arrow would point at how it was read
        painter.drawText(below, CENTRE, f"{digit.before} → {digit.after}")
        painter.setLayoutDirection(direction)
        painter.setFont(self.font())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            there = [digit for place, digit in self._places() if digit is not None and place.contains(event.pos())]
            QToolTip.showText(event.globalPos(), self._words_of(there[0]) if there else "", self)
            return True
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()
        return super().event(event)
