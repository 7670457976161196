"""Pages with tabs that are all in view."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar, QTabWidget

_ROOM = 30
"""Beside a tab's text, with some for its dots where it is elided."""


class _Bar(QTabBar):
    def tabSizeHint(self, index: int) -> QSize:
        # As high as what stands beside the tabs, which would be cut.
        usual, tabs = super().tabSizeHint(index), self.parent()
        corner = tabs.cornerWidget() if isinstance(tabs, QTabWidget) else None
        return usual if corner is None else usual.expandedTo(QSize(0, corner.sizeHint().height()))

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
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTabBar(_Bar())
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(False)
        for part in (self, self.tabBar()):
            part.setAccessibleName(name)
