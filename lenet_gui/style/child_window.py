"""Windows beside the main one: within the screen, not over the canvas, closed by Ctrl+W and Esc, with its keys."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

KEEP_CLEAR = "keep-clear"
"""The name of the widget in the main window that no other window opens over, as far as the screen allows."""
CLOSE = "Ctrl+W"
"""Not the standard key, which is Ctrl+F4 on some platforms."""
FRAME = QSize(8, 40)
"""The most that a title bar and edges add to a window; they are not known before it is shown."""
_PANEL = QSize(0, 48)
"""Wayland does not tell where a desktop has its panel, and calls the whole screen available."""
_GAP = 12


def fitting(size: QSize, screen: QRect) -> QSize:
    """The size of a window, no larger than what fits the screen with its frame."""
    untold = _PANEL if QGuiApplication.platformName().startswith("wayland") else QSize(0, 0)
    return size.boundedTo(screen.size() - FRAME - untold)


def beside(clear: QRect, main: QRect, size: QSize, screen: QRect) -> QPoint:
    """Where a window of this size goes: beside the main one where the screen has room, else right of ``clear``."""
    width, height = (size + FRAME).toTuple()
    last = screen.bottom() - height
    for x in (main.right() + _GAP, main.left() - _GAP - width):
        if screen.left() <= x <= screen.right() - width:
            return QPoint(x, max(min(main.top(), last), screen.top()))
    x = min(clear.right() + _GAP, screen.right() - width)
    return QPoint(max(x, screen.left()), max(min(clear.top(), last), screen.top()))


class ChildWindow(QObject):
    """Adds to a window what all of them have."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        QShortcut(QKeySequence(CLOSE), window, window.close)
        window.installEventFilter(self)
        main = window.parentWidget()
        # Those of the window itself, and not of its menus or parts, are of all windows.
        window.addActions([] if main is None else main.actions())
        clear = None if main is None else main.findChild(QWidget, KEEP_CLEAR)
        if main is None or clear is None:
            return
        if not window.testAttribute(Qt.WidgetAttribute.WA_Moved):
            there, screen = QRect(clear.mapToGlobal(QPoint()), clear.size()), main.screen().availableGeometry()
            window.resize(fitting(window.size(), screen))
            window.move(beside(there, main.frameGeometry(), window.size(), screen))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What no view in the window has taken for itself.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._window.close()
            return True
        return False


def prepare(window: QWidget) -> None:
    if window.findChild(ChildWindow, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
        ChildWindow(window)
