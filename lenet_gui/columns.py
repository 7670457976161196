"""The parts of the main window, with movable edges: three columns, or the network below where they are too wide."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.settings import Settings
from lenet_gui.base.timers import timer
from lenet_gui.base.widgets import splitter
from lenet_gui.style.edges import EdgedSplitter

_SHARES = (28, 52, 20)
"""How the width is divided: canvas, network, answer."""
_UPRIGHT = (56, 44)
"""How the height is divided: network, drawer."""
_REST_MS = 500
"""How long an edge has rested when it is kept."""
_GEOMETRY = QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize
"""After these, what was opened may lie elsewhere."""


class _Column(Scrolled):
    """Scrolls in a window too low for its content, unless it is shown whole; never narrower than its content."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._whole = False

    def show_whole(self, whole: bool) -> None:
        if whole != self._whole:
            self._whole = whole
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        width = self.page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        if not self._whole:
            return QSize(width, 12 * self.fontMetrics().height())
        return QSize(
            width, max(self.page.heightForWidth(self.viewport().width()), self.page.minimumSizeHint().height())
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Columns(Scrolled):
    """Canvas on the left, network in the middle, answer on the right.

    Large text in a small window: canvas and answer above, the network below them, so that it scrolls upright only.
    """

    def __init__(self, canvas: QWidget, network: QWidget, drawer: QWidget, answer: QWidget, settings: Settings) -> None:
        self._settings, self._network, self._drawer = settings, network, drawer
        self._middle = splitter(Qt.Orientation.Vertical, [], (network, _UPRIGHT[0]), (drawer, _UPRIGHT[1]))
        self._sides = _Column(canvas), _Column(answer)
        self._above: EdgedSplitter | None = None
        self._edges = settings.sizes_of("splitter", [share * 100 for share in _SHARES])
        parts = zip((self._sides[0], self._middle, self._sides[1]), _SHARES, strict=True)
        self._parts = splitter(Qt.Orientation.Horizontal, self._edges, *parts)
        self._parts.splitterMoved.connect(self._on_moved)
        # Not only when the window is closed: the desktop may end before.
        keeping = timer(self._parts, _REST_MS, self.keep)
        for edges in (self._parts, self._middle):
            edges.splitterMoved.connect(lambda *_: keeping.start())
        self._middle.setSizes(settings.sizes_of("splitter_middle", [share * 100 for share in _UPRIGHT]))
        super().__init__(self._parts)
        # Not at once: whoever asks for another layout is in the middle of one.
        self._arranging = timer(self, 0, self._arrange)
        self._opening = False
        """Whether the drawer was opened, but has no place yet."""
        drawer.installEventFilter(self)

    @property
    def sizes(self) -> list[int]:
        """The widths of the columns; the heights, if they are above each other."""
        return self._parts.sizes()

    def keep(self) -> None:
        """Remember where the edges are."""
        self._settings.keep("splitter", self.sizes if self._above is None else self._edges)
        if self._drawer.isVisible():
            self._settings.keep("splitter_middle", self._middle.sizes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arranging.start()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._drawer and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._opening = event.type() == QEvent.Type.Show and self._above is not None
        if watched is self._drawer and self._opening and event.type() in _GEOMETRY:
            QTimer.singleShot(0, self, self._show_drawer)
        elif watched is self._parts and event.type() == QEvent.Type.LayoutRequest:
            self._arranging.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_moved(self) -> None:
        if self._above is None:
            self._edges = self.sizes

    @Slot()
    def _show_drawer(self) -> None:
        if self._opening:
            self.ensureWidgetVisible(self._drawer, 0, 0)
            parts = self._network, self._drawer
            self._opening = any(part.height() < part.minimumSizeHint().height() for part in parts)

    @Slot()
    def _arrange(self) -> None:
        # The drawer counts even while it is closed: opening it must not move anything else.
        widths = [part.minimumSizeHint().width() for part in (*self._sides, self._network, self._drawer)]
        needed = widths[0] + widths[1] + max(widths[2:]) + 2 * self._parts.handleWidth()
        if (needed > self.width()) == (self._above is None):
            focus = QApplication.focusWidget()
            if self._above is None:
                self._put_network_below()
            else:
                self._put_network_between(self._above)
            if focus is not None and self.isAncestorOf(focus):
                focus.setFocus()
        scrolls = self._above is not None or self._middle.minimumSizeHint().height() > self.height()
        for side in self._sides:
            side.show_whole(scrolls)  # a bar for each of them, within the bar for all, would confuse

    def _put_network_below(self) -> None:
        self._above = EdgedSplitter(Qt.Orientation.Horizontal)
        self._parts.insertWidget(0, self._above)  # first: what leaves the window comes back last in the order of Tab
        for side in self._sides:
            self._above.addWidget(side)
        self._parts.setOrientation(Qt.Orientation.Vertical)
        self._above.setSizes([_SHARES[0], _SHARES[-1]])

    def _put_network_between(self, above: EdgedSplitter) -> None:
        self._above = None
        self._parts.setOrientation(Qt.Orientation.Horizontal)
        self._parts.insertWidget(0, self._sides[0])
        self._parts.addWidget(self._sides[1])
        above.setParent(None)
        above.deleteLater()
        self._parts.setSizes(self._edges)
