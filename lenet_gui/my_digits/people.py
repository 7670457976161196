"""Who is drawing, and their digits: one person at a time, whose digits are read when they are first asked for."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.digit_book import DigitBook, Then, nothing
from lenet_gui.workers.task_queue import TaskQueue
from model.my_digits.people import DEFAULT_NAME, Profiles
from model.my_digits.removed import RemovedPerson

Outcome = TypeVar("Outcome")
PATIENCE_S = 10.0
"""How long writing what still waits may take when the program is closed."""


class People(QObject):
    """The person who is drawing, and the others.

    Everything that may wait for the people's folder or the files in it runs in ``tasks``.
    """

    renamed = Signal(str, str)  # the old and new name of the person who is drawing
    names_changed = Signal()  # ``names`` has
    removed_changed = Signal()  # ``removed`` has
    person_changed = Signal()  # another person is drawing
    changed = Signal()  # the digits of the person who is drawing have changed, or whether they can be read
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, profiles: Profiles, settings: Settings, main_window: QWidget) -> None:
        super().__init__(main_window)
        self._profiles, self._settings, self._main_window = profiles, settings, main_window
        self.tasks = TaskQueue("my digits", self)
        self.person = settings.text_of("profile", DEFAULT_NAME)
        self.names: tuple[str, ...] = (self.person,)
        """Everybody, as far as has been read."""
        self._book: DigitBook | None = None
        self.removed: tuple[RemovedPerson, ...] = ()
        """Who can be brought back, the last one removed first, since :meth:`read_removed`."""
        self._last_words: list[str] | None = None

    @property
    def is_me(self) -> bool:
        """Whether the person who is drawing has been given no name."""
        return self.person == DEFAULT_NAME

    @property
    def book(self) -> DigitBook:
        if self._book is None:
            # One that was put aside changes on its own; it is read again when it is next opened.
            self._book = DigitBook(partial(self._profiles.store, self.person), self.tasks, self.changed.emit, self.tell)
        return self._book

    def begin(
        self, look: Callable[[str], Outcome], done: Callable[[Outcome], object], failed: Callable[[str], object]
    ) -> None:
        """At the start: find out who draws, the one who drew last or the first of all, if that one is gone.

        ``done`` gets what ``look`` finds of that person beside the GUI thread; ``failed`` what went wrong, for the
        person to read, unless the program ends.
        """
        wanted = self.person

        def find() -> tuple[tuple[str, ...], str, Outcome]:
            names = self._profiles.names()
            person = wanted if wanted in names else names[0]
            return names, person, look(person)

        def found(those: tuple[tuple[str, ...], str, Outcome]) -> None:
            self.names, person, outcome = those
            if person != self.person:
                self.person, self._book = person, None
            self.names_changed.emit()
            done(outcome)

        self.tasks.add(find, found, lambda problem: failed(problem) if self._last_words is None else None)

    def _change(
        self,
        change: Callable[[], Outcome],
        done: Callable[[Outcome], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Change who is there; ``names`` are the new ones when ``done`` is called."""

        def make() -> tuple[Outcome, tuple[str, ...]]:
            return change(), self._profiles.names()

        def made(those: tuple[Outcome, tuple[str, ...]]) -> None:
            before = self.names
            outcome, self.names = those
            done(outcome)
            if self.names != before:
                self.names_changed.emit()

        self.tasks.add(make, made, failed or self.tell)

    def _keep_name(self, name: str) -> None:
        self.person = name
        self._settings.keep("profile", name)

    def _change_to(self, name: str) -> None:
        self._keep_name(name)
        self._book = None
        self.person_changed.emit()

    @Slot(str)
    def choose(self, name: str) -> None:
        """Have this person draw; nothing changes if they do already, unless their digits could not be read."""
        if name != self.person or self.book.problem:
            self._change_to(name)

    @Slot(str)
    def create(self, name: str) -> None:
        """Add a person, who is drawing from then on."""
        self._change(partial(self._profiles.create, name), self.choose)

    @Slot(str)
    def rename(self, name: str) -> None:
        old, book = self.person, self.book

        def renamed(new: str) -> None:
            self._go_on_as(new, book)

        self._change(partial(self._profiles.rename, old, name), renamed)

    @Slot()
    def remove(self) -> None:
        """Remove the person who is drawing, with their digits; the first of the others takes over."""
        book = self.book

        def removed(_: object) -> None:
            if self._book is book:
                self._change_to(self.names[0])
            self.read_removed()

        self._change(partial(self._profiles.remove, self.person), removed)

    @Slot(object)
    def restore(self, person: RemovedPerson) -> None:
        """Bring back a person who was removed, and who is drawing from then on."""

        def restored(name: str) -> None:
            self.read_removed()
            self.choose(name)

        def failed(problem: str) -> None:
            self.removed_changed.emit()  # whoever is still there can be asked for again
            self.tell(problem)

        self._change(partial(self._profiles.restore, person), restored, failed)

    def look(self, then: Then = nothing) -> None:
        """Read what other windows have changed: the digits of the person who is drawing, and that one's name.

        ``then`` is called if they could be read.
        """
        book = self.book

        def unread(problem: str) -> None:
            if self._book is book:  # otherwise they have been removed, and that is told
                self.tell(problem)

        self._follow()
        book.read(then, unread)

    def _follow(self) -> None:
        """Go with the person who is drawing: another window may have renamed or removed them."""
        person, book = self.person, self.book

        def found(now: str | None) -> None:
            if self._book is not book or now == self.person:
                return
            if now is None:
                self._change_to(self.names[0])
                text = self.tr("{person} was removed, or renamed, in another window. Who draws now: {other}")
                self.failed.emit(text.format(person=person, other=self.person))
            else:
                self._go_on_as(now, book)

        folder = book.folder if book.is_open else None
        self._change(partial(self._profiles.name_now, person, folder), found, lambda _: None)

    def _go_on_as(self, name: str, book: DigitBook) -> None:
        """The person with these digits has another name."""
        book.open_store = partial(self._profiles.store, name)
        if self._book is book:
            old = self.person
            self._keep_name(name)
            self.renamed.emit(old, name)

    def erase_removed(self, done: Callable[[object], object]) -> None:
        """Erase all removed people for good; ``done`` is called if that went well."""

        def erased(nothing: object) -> None:
            self._show_removed(())
            done(nothing)

        self.tasks.add(self._profiles.erase_removed, erased, self.tell)

    def read_removed(self) -> None:
        """Look who can be brought back."""
        # What is wrong is told by whoever reads or writes there.
        self.tasks.add(self._profiles.removed, self._show_removed, lambda _: None)

    def _show_removed(self, removed: tuple[RemovedPerson, ...]) -> None:
        if removed != self.removed:
            self.removed = removed
            self.removed_changed.emit()

    def tell(self, problem: str) -> None:
        if self._last_words is None:
            self.failed.emit(problem)
            self._follow()  # it may be that the person is no longer there
        elif problem not in self._last_words:
            self._last_words.append(problem)

    def shut_down(self) -> None:
        """The program ends: write what still waits. What cannot be written is told. More than once is safe."""
        self._last_words = []
        self.tasks.shut_down(PATIENCE_S)
        if self._last_words:
            text = "\n\n".join(self._last_words)
            # The program must not end before this has been read.
            from PySide6.QtWidgets import QMessageBox

            QMessageBox.warning(self._main_window, self.tr("LeNet-5"), text)
