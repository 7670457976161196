"""Asks for a person's name; says while one types why a name cannot be used."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from lenet_gui.base import theme
from model.my_digits.person_name import LONGEST_NAME, comparable, tidy


def refusal(name: str, taken: Iterable[str]) -> str:
    """Why a name cannot be used beside those that are taken, for the person to read; empty where it can."""
    name = tidy(name)
    if not name:
        return QCoreApplication.translate("Names", "Type a name.")
    if len(name) > LONGEST_NAME:
        text = QCoreApplication.translate("Names", "A name can have at most {most} characters.")
        return text.format(most=LONGEST_NAME)
    for other in taken:
        if comparable(other) == comparable(name):
            return QCoreApplication.translate("Names", "There is already somebody named {name}.").format(name=other)
    return ""


class NameDialog(QDialog):
    """A line to type in, and below it why the name cannot be used.

    Args:
        title: of the window.
        name: what stands in the line at first.
        taken: the names of the others.
    """

    named = Signal(str)  # the name that was accepted

    def __init__(self, title: str, name: str, taken: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = tuple(taken)
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
        """Why the name cannot be used; empty where it can."""
        return self._why.text()

    @Slot()
    def _judge(self) -> None:
        why = refusal(self.name.text(), self._taken)
        self._why.setText(why)
        self.name.setAccessibleDescription(why)
        self.ok.setEnabled(not why)

    @Slot()
    def _on_accepted(self) -> None:
        self.named.emit(self.name.text())
