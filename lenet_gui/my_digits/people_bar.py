"""Whose digits they are: choosing, adding, renaming and removing people."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.form_fields import Combo
from lenet_gui.base.translate import tool_tip, tr
from lenet_gui.base.widgets import button, column, confirm, enable, row, widget_of, wrapped_label
from lenet_gui.style.dressed import Dressed
from model.my_digits.person_name import LONGEST_NAME, comparable, tidy
from model.my_digits.removed import RemovedPerson

_WIDEST_NAME = 40


def refusal(name: str, taken: Iterable[str]) -> str:
    """Why a name cannot be used beside those that are taken, for the person to read; empty where it can."""
    name = tidy(name)
    if not name:
        return tr("Type a name.")
    if len(name) > LONGEST_NAME:
        text = tr("A name can have at most {most} characters.")
        return text.format(most=LONGEST_NAME)
    for other in taken:
        if comparable(other) == comparable(name):
            return tr("There is already somebody named {name}.").format(name=other)
    return ""


class NameDialog(QDialog):
    """A line to type in, with a name at first, and below it why that cannot be used beside those taken."""

    named = Signal(str)  # the name that was accepted

    def __init__(self, title: str, name: str, taken: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._taken = tuple(taken)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit(name)
        self.name.selectAll()
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self.name)
        self.name.setAccessibleName(self.tr("Name"))
        self.why = wrapped_label()
        palette = self.why.palette()
        self.why.setPalette(theme.recoloured(palette, theme.quiet(palette)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.setLayout(column(label, self.name, self.why, buttons))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 48)
        self.name.textChanged.connect(self._judge)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.named.emit(self.name.text()))
        self._judge()

    @Slot()
    def _judge(self) -> None:
        why = refusal(self.name.text(), self._taken)
        self.why.setText(why)
        self.name.setAccessibleDescription(why)
        self.ok.setEnabled(not why)


class PeopleBar(Dressed):
    """A line, and a second one while there are people who can be brought back."""

    add_wanted = Signal(str)  # the name of a person to be added
    rename_wanted = Signal(str)  # the new name of the one shown
    remove_wanted = Signal()  # the one shown is to be removed
    restore_wanted = Signal(object)  # a RemovedPerson who is wanted back

    def __init__(self) -> None:
        super().__init__()
        self._current = ""
        self.names = Combo()
        self.names.setAccessibleName(self.tr("Person"))
        self.add = button(self.tr("&New person ..."), lambda: self._ask(self.tr("New person"), "", self.add_wanted))
        self.rename = button(
            self.tr("&Rename ..."), lambda: self._ask(self.tr("Rename"), self._current, self.rename_wanted)
        )
        self.remove = button(self.tr("Re&move ..."), self._ask_whether)
        # A long name does not make the window wide; the list shows it whole.
        self.names.setMinimumContentsLength(10)
        self.names.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.removed = ElidedLabel(self.tr("Who was removed"), quiet=True, announced=True)
        self.restore = button(self.tr("Bring &back"), self._on_restore)
        self._removed: tuple[RemovedPerson, ...] = ()
        self._menu = QMenu(self)
        self._undo_bar = widget_of(row(self.restore, self.removed, grows=self.removed, margin=0))
        self._undo_bar.hide()
        label = QLabel(self.tr("Person"))
        label.setBuddy(self.names)  # on Linux, screen readers say of a list what its label is, not its name
        line = row(label, self.names, self.add, self.rename, self.remove, None, grows=self.names, margin=0)
        self.setLayout(column(line, self._undo_bar, margin=0))
        self._dress()

    def _dress(self) -> None:
        # In a wide window the buttons stay near the name, which is shown whole.
        usual, line = self.fontMetrics().averageCharWidth() * _WIDEST_NAME, self.fontMetrics().height()
        self.names.setMaximumWidth(max(usual, self.fontMetrics().horizontalAdvance(self._current) + 3 * line))

    def show_profiles(self, names: tuple[str, ...], current: str) -> None:
        self._current = current
        with QSignalBlocker(self.names):
            self.names.clear()
            self.names.addItems(list(names))
            self.names.setCurrentText(current)
        self.names.setToolTip(tool_tip(current))
        self._dress()
        self._set_enabled(self.remove, len(names) > 1, self.tr("There is nobody else"))

    def show_removed(self, people: Sequence[RemovedPerson]) -> None:
        """Say who was removed and can be brought back, the last one first."""
        self._removed = tuple(people)
        names = ", ".join(person.name for person in people)
        one = self.tr("Removed {names}, with all their digits.")
        text = self.tr("Removed, with all their digits: {names}") if len(people) > 1 else one
        self.removed.set_text(text.format(names=names) if people else "")
        self._menu.clear()
        for person in people:
            text = self.tr("{name}, removed {when}").format(name=person.name.replace("&", "&&"), when=person.when)
            self._menu.addAction(text, partial(self.restore_wanted.emit, person))
        self.restore.setText(self.tr("Bring &back ...") if len(people) > 1 else self.tr("Bring &back"))
        self.restore.setEnabled(True)
        self._undo_bar.setVisible(bool(people))

    def _set_enabled(self, button: QPushButton, enabled: bool, why_not: str) -> None:
        if button.hasFocus() and not enabled:
            self.names.setFocus()  # or it would go to a button that does something else
        enable(button, enabled, why_not)

    @Slot()
    def _on_restore(self) -> None:
        if len(self._removed) > 1:
            self._menu.popup(self.restore.mapToGlobal(self.restore.rect().bottomLeft()))
        else:
            self._set_enabled(self.restore, False, "")  # until it is known what came of it
            self.restore_wanted.emit(self._removed[0])

    def _ask(self, title: str, name: str, wanted: SignalInstance) -> None:
        taken = [other for place in range(self.names.count()) if (other := self.names.itemText(place)) != name]
        dialog = NameDialog(title, name, taken, self)
        dialog.named.connect(wanted)
        dialog.open()

    @Slot()
    def _ask_whether(self) -> None:
        text = self.tr("Remove {name}, with all their digits?").format(name=self._current)
        confirm(self, self.tr("Remove a person"), text, self.remove_wanted, self.tr("Remove"))
