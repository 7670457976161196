"""My digits: what the person draws and labels is kept; the window that shows it, import and export."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import bring_to_front
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.my_digits.digit_book import ERASING, Change, Failed, Then, adding, relabelling, removing, restoring
from lenet_gui.my_digits.guided_round import GuidedRound
from lenet_gui.my_digits.keep_step import KeepStep
from lenet_gui.my_digits.people import People
from lenet_gui.workers.digit_transfer import DigitTransfer
from model.digits.preprocess import ink_of_drawing
from model.my_digits.digit import new_digit
from model.my_digits.store import Import

if TYPE_CHECKING:
    from lenet_gui.my_digits.window import MyDigitsWindow


class MyDigitsController(QObject):
    """Keeps digits, and makes the window that shows them when it is first asked for."""

    said = Signal(str)  # a line for the person: what was kept, what to draw next
    kept = Signal()  # a digit is on the disk
    kept_as = Signal(int)  # the drawing on the canvas is this digit
    unkept = Signal()  # it no longer is
    changed = Signal()  # the person's digits are others now
    window_made = Signal(object)  # the MyDigitsWindow
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, people: People, sketch: Sketch, settings: Settings, main_window: QWidget) -> None:
        super().__init__(main_window)
        self.people, self._sketch = people, sketch
        self._settings, self._main_window = settings, main_window
        self.window: MyDigitsWindow | None = None
        self.transfer = DigitTransfer(self)
        self._round = GuidedRound(self)
        self._undo: list[Change] = []
        self._last: str | None = None
        self._label = 0
        self._round.asked.connect(self._on_asked)
        self.transfer.imported.connect(self._on_imported)
        self.transfer.failed.connect(self.failed)
        people.renamed.connect(self.transfer.rename)
        people.turned.connect(self._on_turned)
        people.changed.connect(self._show_entries)

    # Keeping

    @Slot(int)
    def name_digit(self, label: int) -> None:
        """Keep what is on the canvas as this digit; the next stroke starts on an empty canvas.

        Until then, another label corrects the first.
        """
        drawing = self._sketch.drawing
        if not self._sketch.is_own:
            return
        corrects = self._sketch.begins_anew and self._last is not None
        in_round = self._round.running and not corrects
        before = self._label if corrects else None
        if self._last is not None and corrects:
            key, change, undo = self._last, relabelling({self._last: label}), None
        else:
            digit = new_digit(label, drawing)
            key, change, undo = digit.key, adding(digit), removing(digit.key)
            self._last, self._sketch.begins_anew = key, True
        self._label = label
        step = KeepStep(
            self.tr("keep as {label}").format(label=label),
            partial(self._keep_again, key, label, before),
            partial(self._unkeep, key, before, undo),
        )
        self._sketch.history.push(step)
        self.kept_as.emit(label)

        def kept() -> None:
            count = len(self.people.book.digits)
            if not in_round:
                self.said.emit(self.tr("kept as a {label}; {count} in My digits").format(label=label, count=count))
            if not corrects:
                self.kept.emit()

        def failed(problem: str) -> None:
            step.setObsolete(True)
            if not corrects and key == self._last:
                self._forget_last()
            self.said.emit("")
            self.people.tell(self.tr("The digit could not be kept: {problem}").format(problem=problem))

        self.said.emit(self.tr("keeping it as a {label} ...").format(label=label))
        self._change(change, undo, kept, failed)
        if in_round:
            self._round.go_on()

    def _forget_last(self) -> None:
        self._last, self._sketch.begins_anew = None, False
        self.unkept.emit()

    @Slot()
    def undo_keep(self) -> None:
        """Undo the keeping of what is on the canvas, the last thing that was done."""
        if self._sketch.begins_anew:
            self._sketch.history.undo()

    def _unkeep(self, key: str, label: int | None, change: Change | None) -> None:
        """The digit is removed, or gets the label that it had before."""
        if change in self._undo:
            self._undo.remove(change)
        self.said.emit("")
        if label is None:
            self._change(removing(key), None)
            self._forget_last()
        else:
            self._change(relabelling({key: label}), None)
            self._label = label
            self.kept_as.emit(label)

    def _keep_again(self, key: str, label: int, before: int | None) -> None:
        self._change(restoring(key) if before is None else relabelling({key: label}), None)
        self._last, self._label, self._sketch.begins_anew = key, label, True
        self.kept_as.emit(label)

    def _change(
        self, change: Change, undo: Change | None, kept: Then = lambda: None, failed: Failed | None = None
    ) -> None:
        """Make a change that ``undo`` takes back."""

        def lost(problem: str) -> None:
            if undo in self._undo:
                self._undo.remove(undo)
                self._show_undoable()
            (failed or self.people.tell)(problem)

        if undo is not None:
            self._undo.append(undo)
        self.people.book.apply(change, kept, lost)
        self._show_undoable()

    # The window

    def show_window(self) -> "MyDigitsWindow":
        if self.window is None:
            self.window = self._make()
            self.window_made.emit(self.window)
        self.people.book.read()
        self._show_people()
        bring_to_front(self.window)
        return self.window

    def _make(self) -> "MyDigitsWindow":
        # Not with the program: the first window does not wait for it.
        from lenet_gui.my_digits.window import MyDigitsWindow

        window = MyDigitsWindow(self._settings, ink_of_drawing, self._main_window)
        transfer, people = self.transfer, self.people
        window.people.profile_chosen.connect(people.choose)
        window.people.profile_wanted.connect(people.create)
        window.people.rename_wanted.connect(people.rename)
        window.people.remove_wanted.connect(self._on_remove_person)
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
        window.guided.toggled.connect(self._round.switch)
        window.gallery.relabel_wanted.connect(self._on_relabel)
        window.gallery.remove_wanted.connect(lambda keys: self._change(removing(*keys), restoring(*keys)))
        window.gallery.undo_wanted.connect(self.undo)
        return window

    def _show_people(self) -> None:
        if self.window is not None:
            self.window.people.show_profiles(self.people.names(), self.people.person)
        self._show_entries()

    @Slot()
    def _show_entries(self) -> None:
        self.changed.emit()
        self._show_undoable()
        book = self.people.book
        if self.window is not None:
            self.window.show_entries(book.digits if book.is_open else None, failed=bool(book.problem))

    def _show_undoable(self) -> None:
        if self.window is not None:
            self.window.gallery.undo.setEnabled(bool(self._undo))

    # The person

    @Slot()
    def _on_turned(self) -> None:
        self._forget_last()
        self._undo.clear()
        if self.window is not None:
            self.window.transfer_bar.say_nothing()
            self.people.book.read()
        self._show_people()

    @Slot()
    def _on_remove_person(self) -> None:
        self.transfer.cancel_import_for(self.people.person)
        self.people.remove()

    # Changes

    @Slot(object, int)
    def _on_relabel(self, keys: tuple[str, ...], label: int) -> None:
        labels = {digit.key: digit.label for digit in self.people.book.digits}
        before = {key: labels[key] for key in keys if key in labels}
        self._change(relabelling(dict.fromkeys(before, label)), relabelling(before))

    @Slot()
    def erase_removed(self) -> None:
        """Erase the digits that were removed, and all removed people, for good."""

        def erased(_: object) -> None:
            self._undo.clear()
            self._show_undoable()
            self.said.emit(self.tr("erased what was removed"))

        self._change(ERASING, None, lambda: self.people.erase_removed(erased))

    @Slot()
    def undo(self) -> None:
        """Undo the last keeping, relabelling, removal or import."""
        if self._undo:
            change = self._undo.pop()
            self._forget_last()

            def failed(problem: str) -> None:
                self._undo.append(change)
                self._show_undoable()
                self.people.tell(problem)

            self._change(change, None, failed=failed)

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
        book.when_open(lambda: self.transfer.export_file(path, book.digits))

    @Slot(object)
    def _on_imported(self, done: Import) -> None:
        here = self.transfer.person == self.people.person
        if here:
            if done.new:
                self._undo.append(removing(*done.new))
            self.people.book.read()
        if self.window is not None:
            self.window.transfer_bar.show_imported(done.count, len(done.new), "" if here else self.transfer.person)
            self._say_unseen()

    @Slot()
    def _say_unseen(self) -> None:
        """How it ended, where the window that says so has been closed."""
        if self.window is not None and not self.window.isVisible():
            self.said.emit(self.window.transfer_bar.words)

    @Slot(str)
    def _on_asked(self, text: str) -> None:
        if text:
            self.said.emit(text)
        if self.window is not None:
            self.window.show_round(text, self._round.running)

    def shut_down(self) -> None:
        """The program ends: what waits is written, and a transfer finished."""
        if self.window is not None:
            self.window.close()
        self.people.shut_down()
        self.transfer.shut_down()
