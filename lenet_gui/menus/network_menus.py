"""The menus about the network: which one is in use, what changes it, and what trains it."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenuBar

from lenet_gui.menus.weights_menu import WeightsMenu

Action = Callable[[], object]


class ModelMenu(QObject):
    """Which weights are in use, and what is changed in the network."""

    def __init__(
        self,
        bar: QMenuBar,
        weights: WeightsMenu,
        open_weights: Action,
        ask_what_if: Action,
        undo_changes: Action,
        show_parameters: Action,
    ) -> None:
        super().__init__(bar)
        menu = bar.addMenu(self.tr("&Model"))
        self.open_weights = menu.addAction(self.tr("&Open weights ..."), "Ctrl+Shift+O", open_weights)
        menu.addSeparator()
        weights.fill(menu)
        menu.addSeparator()
        self.what_if = menu.addAction(self.tr("&What if ..."), "Ctrl+I", ask_what_if)
        self.undo_changes = menu.addAction(self.tr("Undo all &changes to the network"), undo_changes)
        menu.addSeparator()
        self.show_parameters = menu.addAction(self.tr("&Parameters ..."), "Ctrl+L", show_parameters)


class TrainMenu(QObject):
    """A person's own digits, training, and one step of it."""

    def __init__(self, bar: QMenuBar, show_digits: Action, show_training: Action, show_step: Action) -> None:
        super().__init__(bar)
        menu = bar.addMenu(self.tr("&Train"))
        self.show_digits = menu.addAction(self.tr("My &digits ..."), "Ctrl+D", show_digits)
        self.train = menu.addAction(self.tr("&Train ..."), "Ctrl+T", show_training)
        self.show_step = menu.addAction(self.tr("One training &step ..."), show_step)
