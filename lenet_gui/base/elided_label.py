"""Text that is cheap to change: one line, elided where it does not fit and whole in its tool tip, or wrapped."""

from math import ceil

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui.base import theme
from lenet_gui.base.translate import tool_tip, typeset
from lenet_gui.base.widgets import height_follows_width
from lenet_gui.style.spoken import Spoken, announce

_MOST = 42
"""The characters of a long note."""
_BROKEN = 1.15
"""How much more room it needs where it is broken into lines."""


class ElidedLabel(Spoken, QWidget):
    """Unlike QLabel it asks for no new layout when its text changes, as it does with every answer.

    Args:
        name: what the text is about, a screen reader's description.
        quiet: in the colour of explanations.
        sample: a text that must fit.
        centred: centred, not left-aligned.
        elide: where it is shortened.
        announced: whether screen readers are to say each text at once, as it tells what has just happened.
    """

    ROLE = QAccessible.Role.StaticText
    FITS_TEXT = False
    """Whether it is as large as its text."""
    _tells_all = True
    """Whether its tool tip has the whole text."""

    def __init__(
        self,
        name: str,
        quiet: bool,
        sample: str = "",
        centred: bool = False,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        announced: bool = False,
    ) -> None:
        super().__init__()
        self._text, self._elide, self._announced = "", elide, announced
        self._quiet, self._sample = quiet, sample
        self._alignment = Qt.AlignmentFlag.AlignVCenter
        if centred:
            self._alignment |= Qt.AlignmentFlag.AlignHCenter
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(True)  # nothing below it needs painting
        self.setAccessibleDescription(name)

    @property
    def text(self) -> str:
        return self._text

    @property
    def shown(self) -> str:
        """What is painted, if there is room for it."""
        return self._text

    def spoken_value(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()
            if self._announced:
                announce(self, text)
            if self.FITS_TEXT:
                self.updateGeometry()

    def colour(self) -> QColor:
        palette = self.palette()
        return theme.quiet(palette) if self._quiet else palette.color(palette.ColorRole.WindowText)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._sample) if self._sample else metrics.averageCharWidth() * 12
        return QSize(width, metrics.height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.colour())
            text, metrics = typeset(self.shown), painter.fontMetrics()
            if metrics.horizontalAdvance(text) > self.width():
                text = metrics.elidedText(text, self._elide, self.width())
            painter.drawText(self.rect(), self._alignment, text)

    def event(self, event: QEvent) -> bool:
        if self._tells_all and isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tool_tip(self._text), self)
            return True
        return super().event(event)


class FittedLabel(ElidedLabel):
    """As wide as its text where there is room: for a text that seldom changes, since each change asks for a layout."""

    FITS_TEXT = True

    def __init__(self, name: str, quiet: bool) -> None:
        super().__init__(name, quiet)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.shown) + 2, self.fontMetrics().height())


class NoteLabel(ElidedLabel):
    """As high as most texts need at the width that it gets, whichever it has: no other text moves what is around it.

    A text that is longer still is on one line, elided.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, quiet=True, centred=True, announced=True)
        height_follows_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def heightForWidth(self, width: int) -> int:
        metrics = self.fontMetrics()
        needed = _MOST * metrics.averageCharWidth()
        lines = 1 if needed <= width else ceil(_BROKEN * needed / max(width, 1))
        text = "\n".join(lines * "x")  # in some fonts a line takes a little more than the line spacing
        return max(lines * metrics.lineSpacing(), metrics.boundingRect(QRect(0, 0, width, 0), 0, text).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room, flags = self.rect(), self._alignment.value | Qt.TextFlag.TextWordWrap.value
        if not room.contains(self.fontMetrics().boundingRect(room, flags, typeset(self.text))):
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(self.colour())
            painter.drawText(room, flags, typeset(self.text))


class WrappedLabel(ElidedLabel):
    """As high as its text at the width that it gets: for a text that seldom changes, as each asks for a new layout."""

    FITS_TEXT = True
    _tells_all = False

    def __init__(self, name: str, quiet: bool) -> None:
        super().__init__(name, quiet)
        height_follows_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width, 99 * self.fontMetrics().height())
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, typeset(self.text)).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.colour())
            painter.drawText(self.rect(), self._alignment.value | Qt.TextFlag.TextWordWrap.value, typeset(self.text))
