"""Pages with tabs whose texts are not cut off."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QTabBar, QTabWidget


class _Bar(QTabBar):
    def tabSizeHint(self, index: int) -> QSize:
        # Fusion draws tabs that are not chosen a little lower, and takes that from the height of their text.
        usual = super().tabSizeHint(index)
        lower = self.style().pixelMetric(QStyle.PixelMetric.PM_TabBarTabShiftVertical, None, self)
        return QSize(usual.width(), usual.height() + max(0, lower))


class Tabs(QTabWidget):
    """Pages behind tabs along the top, without a frame."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTabBar(_Bar())
        self.setDocumentMode(True)
        for part in (self, self.tabBar()):
            part.setAccessibleName(name)
