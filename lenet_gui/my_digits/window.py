"""My digits: the person, the gallery, and teaching. A view: it is given data and emits requests."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import button, column, confirm, file_dialog, replacing, row, wrapped_label
from lenet_gui.my_digits.export_names import export_filters, export_path, taken_names
from lenet_gui.my_digits.gallery import Gallery
from lenet_gui.my_digits.people_bar import PeopleBar
from lenet_gui.my_digits.transfer_bar import TransferBar
from lenet_gui.style.lit import make_switch
from lenet_gui.style.spoken import SpokenWindow
from lenet_gui.teaching.teach_bar import TeachBar
from model.digits.drawing import Drawing
from model.my_digits.digit import MyDigit
from model.network.records import FloatArray


class MyDigitsWindow(SpokenWindow, QWidget):
    """Beside the main window; ``inked`` gives a drawing as the network gets it, see :class:`Tiles`."""

    import_wanted = Signal(object)  # the Path of a file
    export_wanted = Signal(object)  # the Path of a file
    erase_wanted = Signal()  # what was removed is to be erased for good
    closed = Signal()

    def __init__(
        self, settings: Settings, inked: Callable[[Drawing], FloatArray], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._is_open = False
        self.setWindowTitle(self.tr("My digits"))
        self.people = PeopleBar()
        self.gallery = Gallery(inked)
        self.transfer_bar = TransferBar()
        self.teach_bar = TeachBar()
        self.guided = button(self.tr("&Guided round"), tip=self.tr("Asks for each digit twice, on the canvas"))
        make_switch(self.guided)
        self.undo = button(self.tr("&Undo"), self.gallery.undo.trigger, self.tr("Undo the last change of the digits"))
        self.undo.setEnabled(False)
        self.gallery.undo.enabledChanged.connect(self._enable_undo)
        self.load = button(self.tr("&Import ..."), self._ask_for_import)
        self.save = button(self.tr("E&xport ..."), self._ask_for_export)
        self.erase = button(self.tr("&Erase removed ..."), self._ask_before_erasing)
        self.erase.setEnabled(False)  # until something is removed
        self.only_marked = QCheckBox(self.tr("Only mar&ked ones"))
        self.only_marked.setToolTip(self.tr("Shows only the digits marked × or ?"))
        self.damage = wrapped_label()
        self.damage.hide()
        tools = row(self.guided, self.undo, None, self.only_marked, self.load, self.save, self.erase)
        parts = self.people, tools, self.damage, self.transfer_bar, self.gallery, self.teach_bar
        self.setLayout(column(*parts, grows=self.gallery))
        self.resize(900, 640)
        settings.place(self, "my_digits_geometry")
        self.transfer_bar.said.connect(self._count)
        self.only_marked.toggled.connect(self.gallery.show_only_marked)
        self._count()

    @Slot(bool)
    def _enable_undo(self, enabled: bool) -> None:
        if self.undo.hasFocus() and not enabled:
            self.gallery.setFocus()  # or it would go to Import
        self.undo.setEnabled(enabled)

    # What is shown

    def show_entries(self, entries: Sequence[MyDigit] | None, failed: bool = False) -> None:
        """Show these digits; None while they are being read, or where that has failed."""
        self._is_open = entries is not None
        opening, problem = self.tr("Opening the digits ..."), self.tr("The digits could not be opened.")
        none = self.tr("Draw a digit on the canvas, then press its key, 0 to 9. It will be kept here.")
        self.gallery.say_nothing_there(none if self._is_open else problem if failed else opening)
        self.gallery.show_entries(entries or [])
        self._count()

    def show_damage(self, lines: int) -> None:
        """Say that so many lines of the person's file cannot be read."""
        one = self.tr("One line of the file cannot be read: it is damaged, or from a newer version. It stays there.")
        more = self.tr(
            "{count} lines of the file cannot be read: they are damaged, or from a newer version. They stay there."
        )
        self.damage.setText((one if lines == 1 else more).format(count=f"{lines:,}"))
        self.damage.setVisible(lines > 0)

    def mark(self, wrong: frozenset[str], doubtful: frozenset[str]) -> None:
        self.gallery.mark(wrong, doubtful)
        self._count()

    @Slot()
    def _count(self) -> None:
        """Enable what can be done with the digits shown."""
        digits = self.gallery.digits
        idle = not self.transfer_bar.running
        self.load.setEnabled(idle and self._is_open)
        self.save.setEnabled(idle and bool(digits.entries))
        self.teach_bar.set_digits(len(digits.entries))
        marked = digits.any_marked
        self.only_marked.setVisible(marked)
        if not marked:
            self.only_marked.setChecked(False)

    @Slot()
    def _ask_before_erasing(self) -> None:
        text = self.tr("Erase for good? Digits removed here and all removed people cannot be brought back after that.")
        confirm(self, self.windowTitle(), text, self.erase_wanted, self.tr("Erase"))

    # Files

    @Slot()
    def _ask_for_import(self) -> None:
        filters = [self.tr("Digits as JSON Lines (*.jsonl *.jsonl.gz)")]
        file_dialog(self, self.tr("Import digits"), filters, lambda name: self.import_wanted.emit(Path(name))).open()

    @Slot()
    def _ask_for_export(self) -> None:
        title = self.tr("Export digits")
        dialog = file_dialog(
            self, title, export_filters(), lambda name: self.export_to(name, dialog.selectedNameFilter())
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Without an ending: that comes with the chosen format.
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile("my-digits")
        dialog.open()

    def export_to(self, name: str, name_filter: str) -> None:
        """Export the digits; where that would replace a file that the dialog did not ask about, ask."""
        path = export_path(Path(name), name_filter)
        there = [other for other in taken_names(path) if other != Path(name).name]
        replacing(self, self.tr("Export digits"), there, lambda: self.export_wanted.emit(path))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
