"""What the Help menu shows."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox, QWidget

from lenet_gui.base.keys import Gesture, HasGestures
from lenet_gui.base.pointable import pointing_gestures
from model import __version__


def actions_of(window: QMainWindow) -> list[QAction]:
    """All actions of a window: those of its menus from left to right, then those of its panels."""
    found: list[QAction] = []

    def collect(actions: Sequence[QAction]) -> None:
        for action in actions:
            menu = action.menu()
            if isinstance(menu, QMenu):
                collect(menu.actions())
            elif action not in found:
                found.append(action)

    collect(window.menuBar().actions())
    for widget in window.findChildren(QWidget):
        if widget.window() is window:
            collect(widget.actions())
    return found


def shortcuts_of(window: QMainWindow) -> list[Gesture]:
    """What has a shortcut in a window; actions of one name, such as the ten digits, are one entry."""
    keys: dict[str, list[str]] = {}
    for action in actions_of(window):
        for shortcut in action.shortcuts():
            keys.setdefault(action.iconText(), []).append(shortcut.toString(QKeySequence.SequenceFormat.NativeText))
    return [Gesture(", ".join(shortcuts), name) for name, shortcuts in keys.items()]


class Help(QObject):
    """Keys and gestures, of the window and of ``views`` with keys of their own, and what this program is."""

    def __init__(self, window: QMainWindow, views: Sequence[HasGestures]) -> None:
        super().__init__(window)
        self._window, self._views = window, views

    def fill(self, menu: QMenu) -> None:
        menu.addAction(self.tr("&Keys and gestures"), self.show_keys)
        about = menu.addAction(self.tr("&About LeNet-5"), self.show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def keys_text(self) -> str:
        """A table of every shortcut in the window and of all that its views do with keys and the pointer."""
        sections = [
            (self.tr("Menus and tools"), shortcuts_of(self._window)),
            *((view.accessibleName(), view.gestures()) for view in self._views),
            (self.tr("Other views"), pointing_gestures()),
        ]
        rows = []
        for title, gestures in sections:
            rows.append(f"<tr><th colspan=2 align=left>{escape(title)}</th></tr>")
            rows += [f"<tr><td>{escape(keys)}&nbsp;&nbsp;</td><td>{escape(what)}</td></tr>" for keys, what in gestures]
        return f"<table>{''.join(rows)}</table>"

    @Slot()
    def show_keys(self) -> None:
        self._inform(self.tr("Keys and gestures"), self.keys_text())

    @Slot()
    def show_about(self) -> None:
        self._inform(
            self.tr("About LeNet-5"),
            self.tr(
                "<h3>LeNet-5 {version}</h3><p>The network of LeCun, Bottou, Bengio and Haffner, "
                "<i>Gradient-Based Learning Applied to Document Recognition</i>, 1998: seven layers, 60,000 trainable "
                "parameters, Euclidean RBF output.</p><p>MNIST: LeCun, Cortes, Burges; CC BY-SA 3.0.</p>"
            ).format(version=__version__),
        )

    def _inform(self, title: str, text: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Close, self._window)
        box.setTextFormat(Qt.TextFormat.RichText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
