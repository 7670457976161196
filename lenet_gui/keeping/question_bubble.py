"""A question about a drawing that is to be kept, beside what is asked about; it blocks nothing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from lenet_gui.base import theme
from lenet_gui.base.timers import timer
from lenet_gui.base.widgets import button, column, row, wrapped_label
from lenet_gui.keeping.naming import NameQuestion
from lenet_gui.style.lit import make_primary

_WIDTH_LETTERS = 46
_GAP = 14
_EDGE = 8
_ROUND = 8
_NO_BREAK = "\N{NO-BREAK SPACE}"


Where = Callable[[QSize, QRect], QPoint]
"""Where something of this size goes, inside the other rectangle."""


def near(about: QRect, size: QSize, room: QRect) -> QPoint:
    """Below, or above where there is no room."""
    below = about.bottom() + _GAP
    y = below if below + size.height() <= room.bottom() else about.top() - _GAP - size.height()
    return _inside(QPoint(about.center().x() - size.width() // 4, y), size, room)


def beside(about: QRect, pen: QPoint, size: QSize, room: QRect) -> QPoint:
    """To the right, as high as the pen; near it where there is no room."""
    x = about.right() + _GAP
    if x + size.width() > room.right():
        return near(QRect(pen, pen), size, room)
    return _inside(QPoint(x, pen.y() - size.height() // 2), size, room)


def _inside(place: QPoint, size: QSize, room: QRect) -> QPoint:
    x, y = min(place.x(), room.right() - size.width()), min(place.y(), room.bottom() - size.height())
    return QPoint(max(x, room.left()), max(y, room.top()))


class QuestionBubble(QWidget):
    """Enter and Escape answer it, here and on the canvas; so do the buttons. Hidden while nothing is asked."""

    dismissed = Signal()  # keep nothing

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = parent
        """It stays inside this widget."""
        self._words = wrapped_label()
        self.again = button(self.tr("Draw it again"), tip=self.tr("Keep nothing, clear the canvas (Enter)"))
        self.keep = button("")  # as what the person called it
        self.other = button("")  # as the other digit
        self.dismiss = button(self.tr("Cancel"), self.dismissed, self.tr("Keep nothing (Esc)"))
        self._buttons = self.again, self.keep, self.other, self.dismiss
        for each in self._buttons:
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(column(self._words, row(*self._buttons[:-1], None, self.dismiss)))
        make_primary(self.again)
        self._emphasis = make_primary(self.keep)
        self.setAccessibleName(self.tr("Question about the drawing"))
        self._where: Where = lambda _size, room: room.topLeft()
        self._later = timer(self, 0, self._place)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text().replace(_NO_BREAK, " ")

    def ask(self, question: NameQuestion, where: Where) -> None:
        """Show a question; its place is in the coordinates of ``room``, which may change its size.

        In a round the button for Enter is the one that keeps nothing.
        """
        self._where = where
        in_round = question.wanted is not None
        if not question.says:
            text = self.tr("The round asks for {other}. Keep this one as {label}?")
        elif question.label == question.wanted:
            text = self.tr("The round asks for {label}; the network says “{says}”. Keep it as {label}?")
        else:
            text = self.tr("You call this {label}; the network says “{says}”. Keep it as {label}?")
        says = question.says.replace(" ", _NO_BREAK)
        self._words.setText(text.format(label=question.label, other=question.other, says=says))
        self.again.setVisible(in_round)
        self.dismiss.setVisible(not in_round)
        self._emphasis.want(not in_round)
        font = self.keep.font()
        font.setBold(not in_round)
        self.keep.setFont(font)
        self.keep.setText(self.tr("Keep as {label}").format(label=question.label))
        enter = self.tr("Enter, or {label} once more") if not in_round else self.tr("{label} once more")
        self.keep.setToolTip(enter.format(label=question.label))
        self.other.setText(self.tr("It is {other}").format(other=question.other))
        self.other.setToolTip(self.tr("Key {other}").format(other=question.other))
        self.setAccessibleDescription(self.words)
        self._place()
        self.raise_()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        width = self.fontMetrics().averageCharWidth() * _WIDTH_LETTERS
        layout = self.layout()
        assert layout is not None
        layout.activate()  # the row of buttons still has the widths of the last question
        width = max(width, layout.minimumSize().width())
        self.resize(width, layout.heightForWidth(width))
        self.move(self._where(self.size(), self.room.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The window's own layout comes first.
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._later.start()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        self.room.installEventFilter(self)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if hasattr(self, "room"):  # what Qt for Python is about to destroy has nothing left
            self.room.removeEventFilter(self)
            self._later.stop()  # there may be no drawing any more
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._later.start()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.accent(palette), 1.5))
            painter.setBrush(palette.color(palette.ColorRole.Base))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _ROUND, _ROUND)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = [each for each in self._buttons if each.hasFocus()]
            usual = self.keep if self.again.isHidden() else self.again
            (focused or [usual])[0].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)
