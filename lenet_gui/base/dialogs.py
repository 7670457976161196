"""Dialogs for files, and questions before something is lost; nothing waits for them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from lenet_gui.base.view_export import suffix_of


def file_dialog(
    parent: QWidget, title: str, filters: Sequence[str], taken: Callable[[str], object], *, saves: bool = False
) -> QFileDialog:
    """A dialog, not yet open, for a file that is there or, where it ``saves``, may not be.

    Args:
        parent: what it belongs to.
        title: of the dialog.
        filters: as QFileDialog has them; with ``saves``, the suffix follows the chosen one.
        taken: gets the name that was chosen.
        saves: whether the file is to be written.
    """
    dialog = QFileDialog(parent, title)
    dialog.setNameFilters(filters)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if saves:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(suffix_of(chosen)))
        dialog.setDefaultSuffix(suffix_of(filters[0]))
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(taken)
    return dialog


def confirm(
    parent: QWidget, title: str, text: str, done: Callable[[], object] | SignalInstance, action: str = ""
) -> None:
    """Ask whether something may be lost; Enter and Escape keep it.

    Args:
        parent: what the question belongs to.
        title: of its box.
        text: the question.
        done: called if it may.
        action: the text of the button that loses it; "Yes" if empty.
    """
    box = QMessageBox(QMessageBox.Icon.Question, title, text, QMessageBox.StandardButton.Cancel, parent)
    if action:
        box.addButton(action, QMessageBox.ButtonRole.AcceptRole).setObjectName("confirm")
    else:
        box.addButton(QMessageBox.StandardButton.Yes)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.accepted.connect(done)
    box.open()
