"""Pages with tabs whose texts are not cut off."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QTabBar, QTabWidget

from lenet_gui.base import theme


class _Bar(QTabBar):
    def tabSizeHint(self, index: int) -> QSize:
        # Fusion draws tabs that are not chosen a little lower, and takes that from the height of their text.
        usual = super().tabSizeHint(index)
        lower = self.style().pixelMetric(QStyle.PixelMetric.PM_TabBarTabShiftVertical, None, self)
        return QSize(usual.width(), usual.height() + max(0, lower))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            text = self.tabRect(self.currentIndex()).adjusted(5, 0, -5, -2)
            with QPainter(self) as painter:  # a line below the text: Fusion's own frame hardly stands out
                painter.fillRect(text.left(), text.bottom() - 1, text.width(), 2, theme.accent(self.palette()))


class Tabs(QTabWidget):
    """Pages behind tabs along the top, without a frame."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTabBar(_Bar())
        self.setDocumentMode(True)
        for part in (self, self.tabBar()):
            part.setAccessibleName(name)
