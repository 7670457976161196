"""Questions before something is lost."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_before_discarding(parent: QWidget, text: str, action: str = "") -> QMessageBox:
    """A box, not yet open, that is accepted if what ``text`` names may be lost; Enter and Escape keep it.

    Args:
        parent: what the box belongs to.
        text: the question.
        action: the text of the button that loses it; "Throw away" if empty.
    """
    title = parent.window().windowTitle()
    box = QMessageBox(QMessageBox.Icon.Question, title, text, QMessageBox.StandardButton.Cancel, parent)
    discard = box.addButton(
        action or QCoreApplication.translate("Questions", "Throw away"), QMessageBox.ButtonRole.AcceptRole
    )
    discard.setObjectName("discard")
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
