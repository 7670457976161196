"""The menus about the network: which one is in use, what changes it, and what trains it."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lenet_gui.base.translate import tr
from lenet_gui.menus.weights_menu import WeightsMenu

Action = Callable[[], object]
MY_DIGITS, TRAIN = "Ctrl+D", "Ctrl+T"


def fill_model(
    menu: QMenu,
    weights: WeightsMenu,
    open_weights: Action,
    show_findings: Action,
    ask_what_if: Action,
    undo_changes: Action,
    show_parameters: Action,
) -> QAction:
    """Which weights are in use, and what is changed in the network; gives the action that undoes all changes."""
    menu.addAction(tr("&Open weights ..."), "Ctrl+Shift+O", open_weights)
    menu.addSeparator()
    weights.fill(menu)
    menu.addSeparator()
    menu.addAction(tr("What does it &find?"), "Ctrl+F", show_findings)
    menu.addAction(tr("&What if ..."), "Ctrl+I", ask_what_if)
    undo = menu.addAction(tr("Undo all &changes to the network"), undo_changes)
    menu.addSeparator()
    menu.addAction(tr("&Parameters ..."), "Ctrl+L", show_parameters)
    return undo


def fill_train(menu: QMenu, show_digits: Action, show_training: Action, show_step: Action) -> None:
    """A person's own digits, training, and one step of it."""
    menu.addAction(tr("My &digits ..."), MY_DIGITS, show_digits)
    menu.addAction(tr("&Train ..."), TRAIN, show_training)
    menu.addAction(tr("One training &step ..."), show_step)
