"""Asks for a person's name; it cannot be accepted before it can be taken."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from lenet_gui.base import theme


class NameDialog(QDialog):
    """A line to type in, and below it why it will not do.

    Args:
        title: of the window.
        name: what stands in the line at first.
        refusal: why a name will not do, for the person to read; empty where it will.

    Signals:
        named: the name that was accepted.
    """

    named = Signal(str)

    def __init__(self, title: str, name: str, refusal: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusal = refusal
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit(name)
        self.name.selectAll()
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self.name)
        self.name.setAccessibleName(self.tr("Name"))
        self._why = QLabel()
        self._why.setWordWrap(True)
        palette = self._why.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.quiet(palette))
        self._why.setPalette(palette)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        layout = QVBoxLayout(self)
        for widget in (label, self.name, self._why, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 48)
        self.name.textChanged.connect(self._judge)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(self._on_accepted)
        self._judge()

    @property
    def why(self) -> str:
        """Why the name will not do; empty where it will."""
        return self._why.text()

    @Slot()
    def _judge(self) -> None:
        why = self._refusal(self.name.text())
        self._why.setText(why)
        self.name.setAccessibleDescription(why)
        self.ok.setEnabled(not why)

    @Slot()
    def _on_accepted(self) -> None:
        self.named.emit(self.name.text())
