"""My digits: whose they are, the gallery, and learning them. Pure view: it is given data and tells wishes."""

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
from lenet_gui.my_digits.entries import GalleryEntry, OutcomeFigures
from lenet_gui.my_digits.file_bar import FileBar
from lenet_gui.my_digits.files import export_filters, export_path, taken_names
from lenet_gui.my_digits.gallery import Gallery
from lenet_gui.my_digits.people_bar import PeopleBar
from lenet_gui.teaching.teach_bar import LearnBar


class MyDigitsWindow(QWidget):
    """Beside the main window.

    Signals:
        profile_chosen, profile_wanted, rename_wanted: a person's name; remove_profile_wanted: the one shown is to go.
        import_wanted, export_wanted: a Path; stop_file_wanted: go no further with it.
        round_wanted: whether a guided round is to be on.
        relabel_wanted: keys and a label; remove_wanted: keys; undo_wanted: the last change is to be undone.
        learn_wanted, stop_wanted, take_wanted, leave_wanted, go_back_wanted, auto_changed: see LearnBar.
    """

    profile_chosen = Signal(str)
    profile_wanted = Signal(str)
    rename_wanted = Signal(str)
    remove_profile_wanted = Signal()
    import_wanted = Signal(object)
    export_wanted = Signal(object)
    stop_file_wanted = Signal()
    round_wanted = Signal(bool)
    relabel_wanted = Signal(tuple, int)
    remove_wanted = Signal(tuple)
    undo_wanted = Signal()
    learn_wanted = Signal()
    stop_wanted = Signal()
    take_wanted = Signal()
    leave_wanted = Signal()
    go_back_wanted = Signal()
    auto_changed = Signal(bool, int)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._settings = settings
        self.setWindowTitle(self.tr("My digits"))
        self.people = PeopleBar()
        self.gallery = Gallery()
        self.file_bar = FileBar()
        self.learn_bar = LearnBar()
        self.guided = QPushButton(self.tr("&Guided round"))
        self.guided.setCheckable(True)
        self.guided.setToolTip(self.tr("Asks for each digit twice"))
        self.load = QPushButton(self.tr("&Import ..."))
        self.save = QPushButton(self.tr("E&xport ..."))
        self.only_marked = QCheckBox(self.tr("Only those mar&ked"))
        self.only_marked.setToolTip(self.tr("Leaves out the digits that bear neither × nor ?"))
        self._round = QLabel()
        self._round.setWordWrap(True)
        self._round.hide()
        tools = QHBoxLayout()
        tools.addWidget(self.guided)
        tools.addStretch(1)
        tools.addWidget(self.only_marked)
        tools.addWidget(self.load)
        tools.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.addWidget(self.people)
        layout.addLayout(tools)
        layout.addWidget(self._round)
        layout.addWidget(self.file_bar)
        layout.addWidget(self.gallery, 1)
        layout.addWidget(self.learn_bar)
        self.resize(900, 640)
        self.restoreGeometry(settings.bytes_of("my_digits_geometry"))
        self._wire()
        self._count()

    def _wire(self) -> None:
        people, gallery, learn = self.people, self.gallery, self.learn_bar
        people.profile_chosen.connect(self.profile_chosen)
        people.profile_wanted.connect(self.profile_wanted)
        people.rename_wanted.connect(self.rename_wanted)
        people.remove_wanted.connect(self.remove_profile_wanted)
        gallery.relabel_wanted.connect(self.relabel_wanted)
        gallery.remove_wanted.connect(self.remove_wanted)
        gallery.undo_wanted.connect(self.undo_wanted)
        learn.learn_wanted.connect(self.learn_wanted)
        learn.stop_wanted.connect(self.stop_wanted)
        learn.take_wanted.connect(self.take_wanted)
        learn.leave_wanted.connect(self.leave_wanted)
        learn.go_back_wanted.connect(self.go_back_wanted)
        learn.auto_changed.connect(self.auto_changed)
        self.guided.toggled.connect(self.round_wanted)
        self.only_marked.toggled.connect(gallery.show_only_marked)
        self.file_bar.stop_wanted.connect(self.stop_file_wanted)
        self.load.clicked.connect(self._ask_for_import)
        self.save.clicked.connect(self._ask_for_export)

    # What is shown

    def show_profiles(self, names: tuple[str, ...], current: str) -> None:
        """Show these people."""
        self.people.show_profiles(names, current)

    def show_entries(self, entries: Sequence[GalleryEntry]) -> None:
        """Show these digits."""
        self.gallery.say_nothing_there(
            self.tr("Draw a digit on the canvas, then press the key of the digit it is. It will be kept here.")
        )
        self.gallery.show_entries(entries)
        self._count()

    def show_opening(self) -> None:
        """There are so many digits that they take their time."""
        self.show_entries([])
        self.gallery.say_nothing_there(self.tr("Opening the digits ..."))
        self.load.setEnabled(False)

    @Slot()
    def show_not_opened(self) -> None:
        """They could not be read."""
        self.gallery.say_nothing_there(self.tr("The digits could not be opened."))

    def mark(self, wrong: frozenset[str], doubtful: frozenset[str]) -> None:
        """Mark digits by their keys."""
        self.gallery.mark(wrong, doubtful)
        self._count()

    def _count(self) -> None:
        """What there is decides what can be done."""
        digits = self.gallery.digits
        idle = not self.file_bar.running
        self.load.setEnabled(idle)
        self.save.setEnabled(idle and bool(digits.entries))
        self.learn_bar.set_digits(len(digits.entries))
        marked = digits.any_marked
        self.only_marked.setVisible(marked)
        if not marked:
            self.only_marked.setChecked(False)

    def set_undoable(self, undoable: bool) -> None:
        """Whether there is a change that can be undone."""
        self.gallery.undo.setEnabled(undoable)

    def show_round(self, text: str) -> None:
        """What to draw next; nothing ends the round."""
        self._round.setText(text)
        self._round.setVisible(bool(text))

    def end_round(self) -> None:
        """The round is over."""
        self.guided.setChecked(False)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Learning is on."""
        self.learn_bar.show_progress(done, total, text)

    def show_outcome(self, figures: OutcomeFigures, takeable: bool = True) -> None:
        """What learning would do."""
        self.learn_bar.show_outcome(figures, takeable)

    def show_nothing_to_learn(self, text: str) -> None:
        """Nothing is being learned, and why."""
        self.learn_bar.show_words(text)

    def set_taught(self, taught: bool) -> None:
        """Whether a taught network is in use."""
        self.learn_bar.set_taught(taught)

    def set_auto(self, on: bool, every: int) -> None:
        """Whether it learns by itself."""
        self.learn_bar.set_auto(on, every)

    # Files

    @Slot(bool, str)
    def begin_file(self, is_import: bool, name: str) -> None:
        """A file is being read, or written: one at a time."""
        self.file_bar.begin(is_import, name)
        self._count()

    def show_imported(self, count: int, new: int, person: str) -> None:
        """A file has been read: see FileBar."""
        self.file_bar.show_imported(count, new, person)
        self._count()

    @Slot(int)
    def show_exported(self, count: int) -> None:
        """So many digits have been written."""
        self.file_bar.show_exported(count)
        self._count()

    @Slot()
    def show_file_stopped(self) -> None:
        """It was stopped, and nothing has come of it."""
        self.file_bar.show_ended(stopped=True)
        self._count()

    @Slot()
    def show_file_failed(self) -> None:
        """It failed, and nothing has come of it."""
        self.file_bar.show_ended(stopped=False)
        self._count()

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
        # Without an ending: that comes with the kind that is chosen.
        dialog.selectFile("my-digits")
        dialog.fileSelected.connect(lambda name: self.export_to(name, dialog.selectedNameFilter()))
        dialog.open()

    def export_to(self, name: str, name_filter: str) -> None:
        """Have the digits written; where that would replace a file that the dialog did not ask about, ask."""
        path = export_path(Path(name), name_filter)
        taken = [other for other in taken_names(path) if other != Path(name).name]
        if not taken:
            self.export_wanted.emit(path)
            return
        text = self.tr("{name} is there already. Replace it?").format(name=", ".join(taken))
        yes, cancel = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.Cancel
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Export digits"), text, yes | cancel, self)
        box.setDefaultButton(cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.button(yes).clicked.connect(lambda: self.export_wanted.emit(path))
        box.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.keep("my_digits_geometry", self.saveGeometry())
        super().closeEvent(event)
