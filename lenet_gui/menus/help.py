"""What the Help menu shows."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from model import __version__


class Help(QObject):
    """Keys and gestures, and what this is."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def fill(self, menu: QMenu) -> None:
        """Add the actions to a menu."""
        menu.addAction(self.tr("&Keys and gestures"), self.show_keys)
        about = menu.addAction(self.tr("&About LeNet-5"), self.show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    @Slot()
    def show_keys(self) -> None:
        """Every key and gesture."""
        rows = (
            ("P / E", self.tr("pen / eraser")),
            (self.tr("right mouse button, pen's other end"), self.tr("erase")),
            ("Ctrl+Z / Ctrl+Shift+Z", self.tr("undo / redo")),
            ("C, Del", self.tr("clear the canvas")),
            (self.tr("arrows, Space on the canvas"), self.tr("draw by keyboard; Shift leaps")),
            (self.tr("in the network: arrows, Page Up/Down"), self.tr("walk from unit to unit, from map to map")),
            (self.tr("Ctrl+left/right"), self.tr("to the layer before, to the next")),
            (self.tr("Enter, click"), self.tr("why this value? Esc lets go")),
            (self.tr("+ / − / 0, wheel, drag"), self.tr("zoom in, zoom out, show all; move")),
            (self.tr("click, double click on a layer's name"), self.tr("fold it, enlarge it")),
            (self.tr("right click, menu key"), self.tr("switch off, fold, enlarge")),
            ("Ctrl+O", self.tr("open weights")),
            ("Ctrl+T", self.tr("train")),
            ("Ctrl+L", self.tr("parameters")),
            ("Ctrl+Shift+S", self.tr("save all activations")),
        )
        text = "".join(f"<tr><td><b>{keys}</b>&nbsp;&nbsp;</td><td>{what}</td></tr>" for keys, what in rows)
        self._inform(self.tr("Keys and gestures"), f"<table>{text}</table>")

    @Slot()
    def show_about(self) -> None:
        """What this is, and whose data it is trained on."""
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
