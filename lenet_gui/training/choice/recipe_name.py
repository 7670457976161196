"""Asks for the name of a recipe that is to be kept, and before another one of that name is replaced."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import confirm
from lenet_gui.training.choice.own_recipes import LONGEST_NAME


def ask_for_name(parent: QWidget, is_taken: Callable[[str], bool], save: Callable[[str], object]) -> None:
    """Ask in a dialog that does not block; ``save`` gets the name, unless none is given."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(tr("Save recipe"))
    dialog.setLabelText(tr("A name for these settings:"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for line in dialog.findChildren(QLineEdit):
        line.setMaxLength(LONGEST_NAME)
    dialog.textValueSelected.connect(partial(_on_name, parent, is_taken, save))
    dialog.open()


def _on_name(parent: QWidget, is_taken: Callable[[str], bool], save: Callable[[str], object], text: str) -> None:
    name = " ".join(text.split())
    if name and is_taken(name):
        question = tr("There is a recipe “{name}” already. Replace it?").format(name=name)
        confirm(parent, tr("Save recipe"), question, partial(save, name), tr("Replace"))
    elif name:
        save(name)
