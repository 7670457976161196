"""The value at the pointer, beside the pointer."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lenet_gui.base import theme
from lenet_gui.base.pointable import PicturePainter

_PAD = 6
_AWAY = QPoint(14, 16)
"""From the pointer to the label: below it and to its right."""


class ValueLabel(QWidget):
    """A small label over a view; pointer and keys go through it. Not part of a picture that is exported."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._name, self._value = "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._name}: {self._value}"

    def show_value(self, name: str, value: str, about: QRect) -> None:
        """Show a unit's name and value beside a place, in the view's coordinates; inside the view."""
        if (name, value) != (self._name, self._value):
            self._name, self._value = name, value
            self.resize(self.sizeHint())
            self.update()
        room = self._view.rect().adjusted(2, 2, -2, -2)
        left, top = about.right() + _AWAY.x(), about.bottom() + _AWAY.y()
        if left + self.width() > room.right():
            left = about.left() - _AWAY.x() - self.width()
        if top + self.height() > room.bottom():
            top = about.top() - _AWAY.y() - self.height()
        left = max(room.left(), min(left, room.right() - self.width()))
        self.move(left, max(room.top(), top))
        self.show()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(f"{self._name}   {self._value}")
        return QSize(width + 2 * _PAD, metrics.height() + _PAD)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.resize(self.sizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with PicturePainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.line(palette), 1))
            painter.setBrush(palette.color(palette.ColorRole.Base))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            inside = self.rect().adjusted(_PAD, 0, -_PAD, 0)
            painter.setPen(theme.quiet(palette))
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._name)
            painter.setPen(palette.color(palette.ColorRole.Text))
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._value)
