"""My digits: the window that shows what the person has kept; its changes, import and export."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import bring_to_front
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.keeping.keeping import Keeping
from lenet_gui.my_digits.digit_book import ERASING, relabelling, removing, restoring
from lenet_gui.my_digits.people import People
from lenet_gui.my_digits.undoable import UndoableChanges
from lenet_gui.workers.digit_transfer import DigitTransfer
from model.digits.drawing import Drawing
from model.network.recognition import Recognition

if TYPE_CHECKING:
    from lenet_gui.my_digits.window import MyDigitsWindow
    from model.my_digits.importing import Import

PATIENCE_S = 10.0
"""How long an import or export may take to finish when the program is closed."""


class MyDigitsController(QObject):
    """Makes the window when it is first asked for."""

    said = Signal(str)  # a line for the person: what was kept, what to draw next
    changed = Signal()  # the person's digits have changed
    window_made = Signal(object)  # the MyDigitsWindow
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(
        self,
        people: People,
        sketch: Sketch,
        answer: Callable[[], Recognition | None],
        part: Callable[[], Drawing | None],
        settings: Settings,
        main_window: QWidget,
    ) -> None:
        super().__init__(main_window)
        self.people = people
        self._settings, self._main_window = settings, main_window
        self.window: MyDigitsWindow | None = None
        self.transfer = DigitTransfer(self)
        self._changes = UndoableChanges(people, self)
        self.keeping = Keeping(people, self._changes, sketch, answer, part, self)
        self.keeping.notes.said.connect(self.said)
        self.transfer.imported.connect(self._on_imported)
        self.transfer.failed.connect(self.failed)
        people.renamed.connect(self.transfer.rename)
        people.renamed.connect(self._show_people)
        people.names_changed.connect(self._show_people)
        people.person_changed.connect(self._on_person_changed)
        people.changed.connect(self._show_entries)

    # The window

    def show_window(self) -> "MyDigitsWindow":
        if self.window is None:
            self.window = self._make()
            self.window_made.emit(self.window)
        self.people.look()
        self.people.read_removed()
        self._show_people()
        bring_to_front(self.window)
        return self.window

    def _make(self) -> "MyDigitsWindow":
        # Not with the program: the first window does not wait for it.
        from lenet_gui.my_digits.window import MyDigitsWindow
        from model.digits.preprocess import ink_of_drawing

        window = MyDigitsWindow(self._settings, ink_of_drawing, self._main_window)
        transfer, people = self.transfer, self.people
        window.people.names.textActivated.connect(people.choose)
        window.people.add_wanted.connect(people.create)
        window.people.rename_wanted.connect(people.rename)
        window.people.remove_wanted.connect(self._on_remove_person)
        window.people.restore_wanted.connect(people.restore)
        people.removed_changed.connect(lambda: window.people.show_removed(people.removed))
        people.removed_changed.connect(self._show_entries)
        window.import_wanted.connect(self.import_file)
        window.export_wanted.connect(self.export_file)
        window.erase_wanted.connect(self.erase_removed)
        bar = window.transfer_bar
        bar.cancel_wanted.connect(transfer.cancel)
        transfer.began.connect(bar.begin)
        transfer.progressed.connect(bar.show_progress)
        transfer.exported.connect(bar.show_exported)
        transfer.exported.connect(self._say_unseen)
        transfer.cancelled.connect(bar.show_cancelled)
        transfer.failed.connect(bar.show_failed)
        window.guided.clicked.connect(self._on_guided)
        window.closed.connect(lambda: self.keeping.switch_round(False))
        window.gallery.relabel_wanted.connect(self.relabel)
        window.gallery.remove_wanted.connect(self._on_remove)
        window.gallery.undo.triggered.connect(self._changes.undo)
        self._changes.changed.connect(window.gallery.undo.setEnabled)
        self.keeping.round.changed.connect(lambda: window.guided.setChecked(self.keeping.round.running))
        self._changes.returned.connect(window.gallery.choose)
        return window

    @Slot()
    def _show_people(self) -> None:
        if self.window is not None:
            self.window.people.show_profiles(self.people.names, self.people.person)
        self._show_entries()

    @Slot()
    def _show_entries(self) -> None:
        self.changed.emit()
        book = self.people.book
        if self.window is not None:
            self.window.gallery.undo.setEnabled(bool(self._changes))
            self.window.show_entries(book.digits if book.is_open else None, failed=bool(book.problem))
            self.window.show_damage(book.damaged)
            self.window.erase.setEnabled(book.any_removed or bool(self.people.removed))

    @Slot(bool)
    def _on_guided(self, on: bool) -> None:
        if on:
            # The round is on the canvas.
            bring_to_front(self._main_window)
        self.keeping.switch_round(on)

    # The person

    @Slot()
    def _on_person_changed(self) -> None:
        self.keeping.begin_anew()
        self._changes.clear()
        if self.window is not None:
            self.window.transfer_bar.say_nothing()
            self.people.book.read()
        self._show_people()

    @Slot()
    def _on_remove_person(self) -> None:
        self.transfer.cancel_import_for(self.people.person)
        self.people.remove()

    # Changes

    @Slot(tuple)
    def _on_remove(self, keys: tuple[str, ...]) -> None:
        self._changes.make(removing(*keys), restoring(*keys), removes=keys)

    @Slot(object, int)
    def relabel(self, keys: tuple[str, ...], label: int) -> None:
        """Give digits another label, or confirm the one they have: the person looked at them, and is sure."""
        wanted = frozenset(keys)  # of a tuple of thousands, each would be looked through for each
        chosen = [digit for digit in self.people.book.digits if digit.key in wanted]
        sure = frozenset(each.key for each in chosen if each.sure)
        before = relabelling({digit.key: digit.label for digit in chosen}, sure)
        self._changes.make(relabelling({digit.key: label for digit in chosen}, wanted), before)

    @Slot()
    def erase_removed(self) -> None:
        """Erase the digits that were removed, and all removed people, for good."""

        def erased(_: object) -> None:
            self._changes.clear()
            self._show_entries()
            self.said.emit(self.tr("Erased what was removed"))

        self.people.book.apply(ERASING, lambda: self.people.erase_removed(erased))

    @Slot()
    def undo(self) -> None:
        """Undo the last keeping, relabelling, removal or import."""
        self._changes.undo()

    # Files

    @Slot(object)
    def import_file(self, path: Path) -> None:
        """Add all digits of a JSON Lines file, or none, to those of the person who is drawing now."""
        book, person = self.people.book, self.people.person
        book.when_open(lambda: self.transfer.import_file(path, book.folder, person))

    @Slot(object)
    def export_file(self, path: Path) -> None:
        """Write all digits; the file's name says in which format."""
        book = self.people.book
        book.when_open(lambda: self.transfer.export_file(path, book.digits, book.folder.parent))

    @Slot(object)
    def _on_imported(self, done: "Import") -> None:
        here = self.transfer.person == self.people.person
        if here:
            if done.new:
                self._changes.note_import(removing(*done.new), done.new)
            self.people.book.read()
        if self.window is not None:
            self.window.transfer_bar.show_imported(done.count, len(done.new), "" if here else self.transfer.person)
            self._say_unseen()

    @Slot()
    def _say_unseen(self) -> None:
        """How it ended, where the window that says so has been closed."""
        if self.window is not None and not self.window.isVisible():
            self.said.emit(self.window.transfer_bar.words)

    def shut_down(self) -> None:
        """The program ends: what waits is written, and a transfer finished."""
        if self.window is not None:
            self.window.close()
        self.people.shut_down()
        self.transfer.shut_down(PATIENCE_S)
