"""Whose digits they are: choosing, adding, renaming and removing people."""

from PySide6.QtCore import QEvent, QSignalBlocker, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from lenet_gui.base.dialogs import confirm
from lenet_gui.my_digits.name_dialog import NameDialog

_WIDEST_NAME = 40


class PeopleBar(QWidget):
    """One line."""

    profile_chosen = Signal(str)  # a person's name
    profile_wanted = Signal(str)  # the name of a person to be added
    rename_wanted = Signal(str)  # the new name of the one shown
    remove_wanted = Signal()  # the one shown is to be removed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self.names = QComboBox()
        self.names.setAccessibleName(self.tr("Person"))
        self.names.textActivated.connect(self.profile_chosen)
        self.add = QPushButton(self.tr("&New person ..."))
        self.rename = QPushButton(self.tr("&Rename ..."))
        self.remove = QPushButton(self.tr("Re&move ..."))
        self.add.clicked.connect(self._ask_for_new)
        self.rename.clicked.connect(self._ask_for_name)
        self.remove.clicked.connect(self._ask_whether)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel(self.tr("Person")))
        # A long name does not make the window wide; the list shows it whole.
        self.names.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.names.setMinimumContentsLength(10)
        self.names.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addWidget(self.names, 1)
        for button in (self.add, self.rename, self.remove):
            layout.addWidget(button)
        layout.addStretch()
        self._fit()

    def _fit(self) -> None:
        # In a wide window the buttons stay near the name.
        self.names.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDEST_NAME)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def show_profiles(self, names: tuple[str, ...], current: str) -> None:
        self._current = current
        with QSignalBlocker(self.names):
            self.names.clear()
            self.names.addItems(list(names))
            self.names.setCurrentText(current)
        self.remove.setEnabled(len(names) > 1)

    def _others(self) -> list[str]:
        return [name for row in range(self.names.count()) if (name := self.names.itemText(row)) != self._current]

    @Slot()
    def _ask_for_new(self) -> None:
        self._ask(self.tr("New person"), "", [*self._others(), self._current], self.profile_wanted)

    @Slot()
    def _ask_for_name(self) -> None:
        self._ask(self.tr("Rename"), self._current, self._others(), self.rename_wanted)

    def _ask(self, title: str, name: str, taken: list[str], wanted: SignalInstance) -> None:
        dialog = NameDialog(title, name, taken, self)
        dialog.named.connect(wanted)
        dialog.open()

    @Slot()
    def _ask_whether(self) -> None:
        text = self.tr("Remove {name}? The digits are kept in a folder of removed people.")
        confirm(self, self.tr("Remove a person"), text.format(name=self._current), self.remove_wanted)
