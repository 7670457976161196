"""What the Help menu shows."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QTextBrowser, QWidget

from lenet_gui.base.keys import MY_DIGITS, TRAIN, Gesture, HasGestures, written
from lenet_gui.base.pointable import pointing_gestures
from lenet_gui.base.widgets import bring_to_front, column
from lenet_gui.style.spacing import MARGIN
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
    """The shortcuts of a window; actions of one name, such as the ten digits, are one entry."""
    keys: dict[str, list[str]] = {}
    for action in actions_of(window):
        for shortcut in action.shortcuts():
            keys.setdefault(action.iconText(), []).append(written(shortcut))
    return [Gesture(", ".join(shortcuts), name) for name, shortcuts in keys.items()]


class Help(QObject):
    """Keys and gestures, of the window and of ``views`` with keys of their own, and what this program is."""

    def __init__(self, window: QMainWindow, views: Sequence[HasGestures]) -> None:
        super().__init__(window)
        self._window, self._views = window, views
        self._dialog: QDialog | None = None
        self._browser: QTextBrowser

    def fill(self, menu: QMenu) -> None:
        keys = menu.addAction(
            self.tr("&Help, keys and gestures"), QKeySequence.StandardKey.HelpContents, self.show_keys
        )
        self._window.addAction(keys)
        about = menu.addAction(self.tr("&About LeNet-5"), self.show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def keys_text(self) -> str:
        """A table of every shortcut in the window and of all that its views do with keys and the pointer."""
        sections = [
            (self.tr("Menus and tools"), shortcuts_of(self._window)),
            *((view.accessibleName(), view.gestures()) for view in self._views),
            (self.tr("Other views"), pointing_gestures()),
        ]
        from html import escape  # the first window does without

        rows = []
        for title, gestures in sections:
            rows.append(f"<tr><td colspan=2 style='padding-top: 12px'><h3>{escape(title)}</h3></td></tr>")
            rows += [f"<tr><td>{escape(keys)}&nbsp;&nbsp;</td><td>{escape(what)}</td></tr>" for keys, what in gestures]
        return f"<table>{''.join(rows)}</table>"

    def first_steps(self) -> str:
        """What a newcomer can do, in order."""
        steps = (
            self.tr("Take the tour, in the Help menu: layer by layer, what the network makes of your digit."),
            self.tr("Draw a digit on the canvas, or several side by side, or take one of the examples below it."),
            self.tr("The network in the middle reads it while you draw. Point at any unit to see what it depends on."),
            self.tr("Click a unit, or one of the penalties, to see where its value comes from, and what it finds."),
            self.tr("Is the answer wrong? Say what it is below the answer: the drawing is kept in My digits."),
            self.tr("Teach it your digits ({teach}), or train a network of your own ({train}).").format(
                teach=written(MY_DIGITS), train=written(TRAIN)
            ),
        )
        from html import escape

        title, listed = escape(self.tr("First steps")), "".join(f"<li>{escape(step)}</li>" for step in steps)
        return f"<h3>{title}</h3><ol>{listed}</ol>"

    @Slot()
    def show_keys(self) -> None:
        if self._dialog is None:
            self._dialog = QDialog(self._window)
            self._dialog.setWindowTitle(self.tr("Help"))
            self._browser = QTextBrowser()
            self._browser.setAccessibleName(self.tr("Help"))
            # Arrow keys move a cursor: screen readers say the lines that it comes to.
            flags = self._browser.textInteractionFlags()
            self._browser.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            self._browser.document().setDocumentMargin(MARGIN)
            self._dialog.setLayout(column(self._browser))
            line = self._dialog.fontMetrics().height()
            self._dialog.resize(36 * line, 38 * line)
        self._browser.setHtml(self.first_steps() + self.keys_text())
        bring_to_front(self._dialog)

    @property
    def text(self) -> str:
        """What the open page says."""
        return "" if self._dialog is None else self._browser.toPlainText()

    @Slot()
    def show_about(self) -> None:
        text = self.tr(
            "<h3>LeNet-5 {version}</h3><p>The network of LeCun, Bottou, Bengio and Haffner, "
            "<i>Gradient-Based Learning Applied to Document Recognition</i>, 1998: seven layers, 60,000 trainable "
            "parameters, Euclidean RBF output.</p><p>MNIST: LeCun, Cortes, Burges; CC BY-SA 3.0. "
            "Icons: Lucide; ISC.</p>"
        ).format(version=__version__)
        from PySide6.QtWidgets import QMessageBox

        button = QMessageBox.StandardButton.Close
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("About LeNet-5"), text, button, self._window)
        box.setTextFormat(Qt.TextFormat.RichText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
