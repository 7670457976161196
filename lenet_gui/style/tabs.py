"""Pages with tabs that are all in view."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar, QTabWidget

_ROOM = 30
"""Beside a tab's text, with some for its dots where it is elided."""


class _Bar(QTabBar):
    def __init__(self, higher: int) -> None:
        super().__init__()
        self._higher = higher

    def tabSizeHint(self, index: int) -> QSize:
        return super().tabSizeHint(index) + QSize(0, self._higher)

    def minimumTabSizeHint(self, index: int) -> QSize:
        # Short texts stay whole, so that a little of all the others is read.
        usual = self.tabSizeHint(index)
        return QSize(min(usual.width(), 8 * self.fontMetrics().averageCharWidth() + _ROOM), usual.height())

    def tabLayoutChange(self) -> None:
        for index in range(self.count()):
            whole = self.tabRect(index).width() >= self.tabSizeHint(index).width()
            self.setTabToolTip(index, "" if whole else self.tabText(index).replace("&", ""))


class Tabs(QTabWidget):
    """Pages behind tabs along the top, without a frame.

    All tabs are in view: where there is too little room they are narrower, and a tool tip has the whole text.

    Args:
        name: what screen readers call it.
        higher: than usual the tabs are, in pixels, for what stands beside them: it gets no more than their height.
    """

    def __init__(self, name: str, higher: int = 0) -> None:
        super().__init__()
        self.setTabBar(_Bar(higher))
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(False)
        for part in (self, self.tabBar()):
            part.setAccessibleName(name)
