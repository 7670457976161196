"""Movable edges between the parts of a window: a thin line that lights up under the pointer."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from lenet_gui.base import theme

_ROOM_PX = 9
"""How near the pointer must be to take hold of an edge."""


class _Edge(QSplitterHandle):
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, lit = self.palette(), self.underMouse()
        wide = 2.0 if lit else 1.0
        line = QRectF(self.rect())
        if self.orientation() == Qt.Orientation.Horizontal:
            line = QRectF(round(line.center().x() - wide / 2), 0, wide, line.height())
        else:
            line = QRectF(0, round(line.center().y() - wide / 2), line.width(), wide)
        with QPainter(self) as painter:
            painter.fillRect(line, theme.accent(palette) if lit else theme.faint(palette))


class EdgedSplitter(QSplitter):
    """A splitter with such edges; no part can be closed with them."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.setHandleWidth(_ROOM_PX)
        self.setChildrenCollapsible(False)

    def addWidget(self, widget: QWidget) -> None:
        super().addWidget(widget)
        self._put_in_order()

    def insertWidget(self, index: int, widget: QWidget) -> None:
        super().insertWidget(index, widget)
        self._put_in_order()

    def _put_in_order(self) -> None:
        # Qt puts each part below the one before it, so that screen readers would read them from the last to the first.
        for part in (self.widget(place) for place in range(self.count())):
            if part is not None:
                part.raise_()

    def createHandle(self) -> QSplitterHandle:
        return _Edge(self.orientation(), self)
