"""My digits: the person, the gallery, and teaching. A view: it is given data and emits requests."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.entries import GalleryEntry
from lenet_gui.my_digits.export_names import export_filters, export_path, taken_names
from lenet_gui.my_digits.gallery import Gallery
from lenet_gui.my_digits.people_bar import PeopleBar
from lenet_gui.my_digits.transfer_bar import TransferBar
from lenet_gui.teaching.teach_bar import TeachBar
from lenet_gui.training.questions import ask_before_discarding


class MyDigitsWindow(QWidget):
    """Beside the main window.

    Signals:
        import_wanted, export_wanted: a Path.
        erase_wanted: what was removed is to be erased for good.
    """

    import_wanted = Signal(object)
    export_wanted = Signal(object)
    erase_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._settings, self._is_open = settings, False
        self.setWindowTitle(self.tr("My digits"))
        self.people = PeopleBar()
        self.gallery = Gallery()
        self.transfer_bar = TransferBar()
        self.teach_bar = TeachBar()
        self.guided = QPushButton(self.tr("&Guided round"))
        self.guided.setCheckable(True)
        self.guided.setToolTip(self.tr("Asks for each digit twice"))
        self.load = QPushButton(self.tr("&Import ..."))
        self.save = QPushButton(self.tr("E&xport ..."))
        self.erase = QPushButton(self.tr("&Erase removed ..."))
        self.only_marked = QCheckBox(self.tr("Only mar&ked ones"))
        self.only_marked.setToolTip(self.tr("Shows only the digits marked × or ?"))
        self._round = QLabel()
        self._round.setWordWrap(True)
        self._round.hide()
        tools = QHBoxLayout()
        tools.addWidget(self.guided)
        tools.addStretch(1)
        tools.addWidget(self.only_marked)
        tools.addWidget(self.load)
        tools.addWidget(self.save)
        tools.addWidget(self.erase)
        layout = QVBoxLayout(self)
        layout.addWidget(self.people)
        layout.addLayout(tools)
        layout.addWidget(self._round)
        layout.addWidget(self.transfer_bar)
        layout.addWidget(self.gallery, 1)
        layout.addWidget(self.teach_bar)
        self.resize(900, 640)
        settings.place(self, "my_digits_geometry")
        self.transfer_bar.said.connect(self._count)
        self.only_marked.toggled.connect(self.gallery.show_only_marked)
        self.load.clicked.connect(self._ask_for_import)
        self.save.clicked.connect(self._ask_for_export)
        self.erase.clicked.connect(self._ask_before_erasing)
        self._count()

    # What is shown

    def show_entries(self, entries: Sequence[GalleryEntry]) -> None:
        """Show these digits."""
        self._is_open = True
        self.gallery.say_nothing_there(
            self.tr("Draw a digit on the canvas, then press its key, 0 to 9. It will be kept here.")
        )
        self.gallery.show_entries(entries)
        self._count()

    def show_opening(self) -> None:
        """The digits are being read."""
        self._show_none(self.tr("Opening the digits ..."))

    @Slot()
    def show_not_opened(self) -> None:
        """They could not be read."""
        self._show_none(self.tr("The digits could not be opened."))

    def _show_none(self, text: str) -> None:
        self._is_open = False
        self.gallery.say_nothing_there(text)
        self.gallery.show_entries([])
        self._count()

    def mark(self, wrong: frozenset[str], doubtful: frozenset[str]) -> None:
        """Mark digits by their keys."""
        self.gallery.mark(wrong, doubtful)
        self._count()

    @Slot()
    def _count(self) -> None:
        """Enable what can be done with the digits there are."""
        digits = self.gallery.digits
        idle = not self.transfer_bar.running
        self.load.setEnabled(idle and self._is_open)
        self.save.setEnabled(idle and bool(digits.entries))
        self.teach_bar.set_digits(len(digits.entries))
        marked = digits.any_marked
        self.only_marked.setVisible(marked)
        if not marked:
            self.only_marked.setChecked(False)

    def set_undoable(self, undoable: bool) -> None:
        """Whether there is a change that can be undone."""
        self.gallery.undo.setEnabled(undoable)

    def show_round(self, text: str) -> None:
        """What to draw next; an empty text ends the round."""
        self._round.setText(text)
        self._round.setVisible(bool(text))

    def end_round(self) -> None:
        """The round is over."""
        self.guided.setChecked(False)

    @Slot()
    def _ask_before_erasing(self) -> None:
        text = self.tr("Erase for good? The digits removed here and all removed people cannot be brought back.")
        box = ask_before_discarding(self, text, self.tr("Erase"))
        box.accepted.connect(self.erase_wanted)
        box.open()

    # Files

    def _dialog(self, title: str, filters: list[str]) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setNameFilters(filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    @Slot()
    def _ask_for_import(self) -> None:
        dialog = self._dialog(self.tr("Import digits"), [self.tr("Digits as JSON Lines (*.jsonl *.jsonl.gz)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.import_wanted.emit(Path(name)))
        dialog.open()

    @Slot()
    def _ask_for_export(self) -> None:
        dialog = self._dialog(self.tr("Export digits"), export_filters())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Without an ending: that comes with the chosen format.
        dialog.selectFile("my-digits")
        dialog.fileSelected.connect(lambda name: self.export_to(name, dialog.selectedNameFilter()))
        dialog.open()

    def export_to(self, name: str, name_filter: str) -> None:
        """Export the digits; where that would replace a file that the dialog did not ask about, ask."""
        path = export_path(Path(name), name_filter)
        taken = [other for other in taken_names(path) if other != Path(name).name]
        if not taken:
            self.export_wanted.emit(path)
            return
        text = self.tr("{name} exists already. Replace it?").format(name=", ".join(taken))
        yes, cancel = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.Cancel
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Export digits"), text, yes | cancel, self)
        box.setDefaultButton(cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.button(yes).clicked.connect(lambda: self.export_wanted.emit(path))
        box.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.keep("my_digits_geometry", self.saveGeometry())
        super().closeEvent(event)
