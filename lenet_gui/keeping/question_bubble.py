"""A question about a drawing that is to be kept, where the pen is; it blocks nothing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from lenet_gui.base import theme
from lenet_gui.base.widgets import button, column, row, wrapped_label
from lenet_gui.keeping.naming import NameQuestion
from lenet_gui.style.lit import make_primary

_WIDTH_LETTERS = 46
_GAP = 14
_EDGE = 8
_ROUND = 8


def near(pen: QPoint, size: QSize, room: QRect) -> QPoint:
    """Where it goes: below the pen, or above where there is no room, and inside ``room``."""
    below = pen.y() + _GAP
    y = below if below + size.height() <= room.bottom() else pen.y() - _GAP - size.height()
    x = min(max(pen.x() - size.width() // 4, room.left()), room.right() - size.width())
    return QPoint(max(x, room.left()), max(y, room.top()))


class QuestionBubble(QWidget):
    """Enter and Escape answer it, here and on the canvas; so do the buttons. Hidden while nothing is asked."""

    keep_wanted = Signal()  # keep the drawing as what the person called it
    other_wanted = Signal()  # keep it as the other digit
    dismissed = Signal()  # keep nothing

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = parent
        """It stays inside this widget."""
        self._words = wrapped_label()
        self.keep = button("", self.keep_wanted, self.tr("Enter"))
        self.other = button("", self.other_wanted)
        self.dismiss = button(self.tr("Cancel"), self.dismissed, self.tr("Keep nothing (Esc)"))
        for each in (self.keep, self.other, self.dismiss):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(column(self._words, row(self.keep, self.other, None, self.dismiss)))
        make_primary(self.keep)
        self.setAccessibleName(self.tr("Question about the drawing"))
        self._pen: Callable[[], QPoint] = QPoint
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._place)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def ask(self, question: NameQuestion, pen: Callable[[], QPoint]) -> None:
        """Show a question beside the pen; its place is in the coordinates of ``room``, which may change its size."""
        self._pen = pen
        text = self.tr("The round asks for {other}. Keep this one as {label}?")
        if question.sure:
            text = self.tr("You call this {label}; the network is sure it is {other}. Keep it as {label}?")
        self._words.setText(text.format(label=question.label, other=question.other))
        self.keep.setText(self.tr("Keep as {label}").format(label=question.label))
        self.other.setText(self.tr("It is {other}").format(other=question.other))
        self.setAccessibleDescription(self.words)
        self._place()
        self.raise_()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        width = self.fontMetrics().averageCharWidth() * _WIDTH_LETTERS
        layout = self.layout()
        assert layout is not None
        width = max(width, layout.minimumSize().width())
        layout.activate()
        self.resize(width, layout.heightForWidth(width))
        self.move(near(self._pen(), self.size(), self.room.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The window's own layout comes first.
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._later.start()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        self.room.installEventFilter(self)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
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
            focused = [each for each in (self.keep, self.other, self.dismiss) if each.hasFocus()]
            (focused or [self.keep])[0].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)
