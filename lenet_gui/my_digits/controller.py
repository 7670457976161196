"""My digits: what the person names joins their own digits; the window that shows them, and their files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.my_digits.guided_round import GuidedRound
from lenet_gui.my_digits.people import People
from lenet_gui.workers.my_digits_files import DigitFiles
from model.digits.preprocess import ink_of_drawing
from model.errors import FileError, in_words
from model.my_digits.importing import Import
from model.my_digits.people import ProfileError

if TYPE_CHECKING:
    from lenet_gui.my_digits.window import MyDigitsWindow


class MyDigitsController(QObject):
    """Keeps digits, and makes the window that shows them when it is first asked for.

    Signals:
        said: a line for the person: what was kept, what to draw next.
        kept: a digit has been kept.
        changed: the person's digits are others now, whatever became of them.
        window_made: the MyDigitsWindow.
        failed: what went wrong, for the person to read.
    """

    said = Signal(str)
    kept = Signal()
    changed = Signal()
    window_made = Signal(object)
    failed = Signal(str)

    def __init__(self, people: People, sketch: Sketch, settings: Settings, main_window: QWidget) -> None:
        super().__init__(main_window)
        self.people, self._sketch = people, sketch
        self._settings, self._main_window = settings, main_window
        self.window: MyDigitsWindow | None = None
        self.files = DigitFiles(self)
        self._round = GuidedRound(self)
        self._undo: list[Callable[[], object]] = []
        self._last: str | None = None
        self._round.asked.connect(self._on_asked)
        self.files.imported.connect(self._on_imported)
        self.files.failed.connect(self.failed)
        people.turned.connect(self._on_turned)
        people.opened.connect(self._show_entries)

    # Keeping

    @Slot(int)
    def name_digit(self, label: int) -> None:
        """What is on the canvas is this digit; it joins the person's own, and the next starts on an empty canvas.

        Until that is begun, another key says that it is another digit.
        """
        drawing = self._sketch.drawing
        if drawing.is_blank:
            return
        again = self._sketch.begins_anew and self._last is not None
        try:
            if again and self._last is not None:
                self.people.store.relabel(self._last, label)
            else:
                self._last = self.people.store.add(label, drawing).key
                self._undo.append(partial(self.people.store.remove, self._last))
        except (OSError, KeyError, FileError, ProfileError) as error:
            self.failed.emit(self.tr("The digit could not be kept: {problem}").format(problem=in_words(error)))
            return
        self._sketch.begins_anew = True
        count = len(self.people.store.digits)
        self.said.emit(self.tr("kept as a {label}; {count} in My digits").format(label=label, count=count))
        if again:
            self._show_entries()
        else:
            self._on_kept()

    def _on_kept(self) -> None:
        self._show_entries()
        self._round.go_on()
        self.kept.emit()

    # The window

    def show_window(self) -> "MyDigitsWindow":
        """Bring My digits to the front."""
        if self.window is None:
            self.window = self._make()
            self.window_made.emit(self.window)
        store = self.people.store_if_open
        if store is not None:
            self.people.told(store.refresh)
        self._show_people()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        return self.window

    def _make(self) -> "MyDigitsWindow":
        # Not with the program: the first window does not wait for it.
        from lenet_gui.my_digits.window import MyDigitsWindow

        window = MyDigitsWindow(self._settings, self._main_window)
        window.profile_chosen.connect(self._on_chosen)
        window.profile_wanted.connect(self.people.create)
        window.rename_wanted.connect(self._on_rename)
        window.remove_profile_wanted.connect(self._on_remove_person)
        window.import_wanted.connect(self.import_file)
        window.export_wanted.connect(self.export_file)
        window.stop_file_wanted.connect(self.files.stop)
        files = self.files
        files.began.connect(window.begin_file)
        files.progressed.connect(window.file_bar.show_progress)
        files.exported.connect(window.show_exported)
        files.exported.connect(self._say_unseen)
        files.stopped.connect(window.show_file_stopped)
        files.failed.connect(window.show_file_failed)
        self.people.opening_failed.connect(window.show_not_opened)
        window.round_wanted.connect(self._round.switch)
        self._round.over.connect(window.end_round)
        window.relabel_wanted.connect(self._on_relabel)
        window.remove_wanted.connect(self._on_remove)
        window.undo_wanted.connect(self.undo)
        return window

    def _show_people(self) -> None:
        if self.window is not None:
            self.window.show_profiles(self.people.names(), self.people.person)
            self._show_entries()

    @Slot()
    def _show_entries(self) -> None:
        self.changed.emit()
        if self.window is None:
            return
        if self.people.open_if_long():
            self.window.show_opening()
            return
        if not self.people.told(lambda: self.people.store):
            self.window.show_not_opened()
            return
        from lenet_gui.my_digits.entries import GalleryEntry

        self.window.show_entries(
            [
                GalleryEntry(digit.key, digit.label, digit.drawing, digit.when, ink_of_drawing)
                for digit in self.people.store.digits
            ]
        )
        self.window.set_undoable(bool(self._undo))

    # The person

    @Slot()
    def _on_turned(self) -> None:
        self._last = None
        self._sketch.begins_anew = False
        self._undo.clear()
        if self.window is not None:
            self.window.file_bar.say_nothing()
        self._show_people()

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        # Whose digits are coming has them open already.
        self.people.choose(name, self.files.store if name == self.files.person else None)

    @Slot(str)
    def _on_rename(self, name: str) -> None:
        old = self.people.person
        if self.people.rename(name) and self.files.person == old:
            self.files.person = name

    @Slot()
    def _on_remove_person(self) -> None:
        store = self.people.store_if_open
        if store is not None and self.files.store is store:
            self.files.stop()
        self.people.remove()

    # Mending

    @Slot(object, int)
    def _on_relabel(self, keys: tuple[str, ...], label: int) -> None:
        chosen = frozenset(keys)
        before = {digit.key: digit.label for digit in self.people.store.digits if digit.key in chosen}
        if self.people.told(lambda: self.people.store.relabel_all(dict.fromkeys(before, label))):
            self._undo.append(lambda: self.people.store.relabel_all(before))
        self._show_entries()

    @Slot(object)
    def _on_remove(self, keys: tuple[str, ...]) -> None:
        if self.people.told(lambda: self.people.store.remove(*keys)):
            self._undo.append(lambda: self.people.store.restore(*keys))
        self._show_entries()

    @Slot()
    def undo(self) -> None:
        """Take the last keeping, relabelling, removal or import back."""
        if self._undo:
            self.people.told(self._undo.pop())
            self._last, self._sketch.begins_anew = None, False
            self._show_entries()

    # Files

    @Slot(object)
    def import_file(self, path: Path) -> None:
        """Add all digits of a JSON Lines file, or none, to those of the person who is drawing now."""
        if self.people.told(lambda: self.people.store):
            self.files.take_in(path, self.people.store, self.people.person)

    @Slot(object)
    def export_file(self, path: Path) -> None:
        """Write all digits; the name says how."""
        if self.people.told(lambda: self.people.store):
            self.files.write(path, self.people.store.digits)

    @Slot(object)
    def _on_imported(self, done: Import) -> None:
        here = done.store is self.people.store_if_open
        if here:
            if self.people.told(done.store.refresh) and done.new:
                self._undo.append(lambda: self.people.store.remove(*done.new))
            self._show_entries()
        if self.window is not None:
            self.window.show_imported(done.count, len(done.new), "" if here else self.files.person)
            self._say_unseen()

    @Slot()
    def _say_unseen(self) -> None:
        """How it ended, where the window that says so has been closed."""
        if self.window is not None and not self.window.isVisible():
            self.said.emit(self.window.file_bar.words)

    @Slot(str)
    def _on_asked(self, text: str) -> None:
        if text:
            self.said.emit(text)
        if self.window is not None:
            self.window.show_round(text)

    def shut_down(self) -> None:
        """The program ends; what was kept is on the disk, and a file that is on its way comes to its end."""
        if self.window is not None:
            self.window.close()
        self.files.shut_down()
