"""The three columns of the main window, with movable edges, and the drawer below the middle one."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QWidget

from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import splitter
from lenet_gui.style.edges import EdgedSplitter

_SHARES = (28, 52, 20)
"""Of the width: canvas, network, answer."""
_UPRIGHT = (55, 45)
"""Of the height: network, drawer."""


class _Column(Scrolled):
    """Scrolls where the window is too low for it; it is never narrower than what is in it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        width = self.page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, 12 * self.fontMetrics().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Columns(EdgedSplitter):
    """Canvas on the left, network in the middle, answer on the right."""

    def __init__(self, canvas: QWidget, network: QWidget, drawer: QWidget, answer: QWidget, settings: Settings) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._settings = settings
        self._middle = splitter(Qt.Orientation.Vertical, [], (network, _UPRIGHT[0]), (drawer, _UPRIGHT[1]))
        self._drawer = drawer
        for part, share in zip((_Column(canvas), self._middle, _Column(answer)), _SHARES, strict=True):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, share)
        self.setSizes(settings.sizes_of("splitter", [share * 100 for share in _SHARES]))
        self._middle.setSizes(settings.sizes_of("splitter_middle", [share * 100 for share in _UPRIGHT]))

    def keep(self) -> None:
        """Remember where the edges are."""
        self._settings.keep("splitter", self.sizes())
        if self._drawer.isVisible():
            self._settings.keep("splitter_middle", self._middle.sizes())
