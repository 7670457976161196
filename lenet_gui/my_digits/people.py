"""Who is drawing, and their digits: one person at a time, whose digits are read when they are first asked for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.settings import Settings
from lenet_gui.workers.my_digits_opening import StoreOpening, takes_long
from model.errors import FileError, WeightsError, in_words
from model.my_digits.people import ProfileError, Profiles
from model.my_digits.store import DigitStore


class People(QObject):
    """The person who is drawing, and the others.

    Signals:
        turned: another person is drawing, or the same one has another name.
        opened: digits that were being read beside the window are there.
        opening_failed: they cannot be read; what went wrong, for the person to read.
        failed: what went wrong, for the person to read.
    """

    turned = Signal()
    opened = Signal()
    opening_failed = Signal(str)
    failed = Signal(str)

    def __init__(self, profiles: Profiles, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._profiles, self._settings = profiles, settings
        self._opening = StoreOpening(self)
        self._store: DigitStore | None = None
        self._name = ""
        self._opening.opened.connect(self._on_opened)
        self._opening.failed.connect(self.failed)
        self._opening.failed.connect(self.opening_failed)

    @property
    def person(self) -> str:
        """Who is drawing."""
        if not self._name:
            names = self._profiles.names()
            wanted = self._settings.text_of("profile", names[0])
            self._name = wanted if wanted in names else names[0]
        return self._name

    def names(self) -> tuple[str, ...]:
        """Everybody."""
        return self._profiles.names()

    @property
    def store(self) -> DigitStore:
        """The digits of the person who is drawing; read now if they have not been.

        Raises:
            OSError, FileError, ProfileError: they cannot be read.
        """
        if self._store is None:
            self._store = self._profiles.store(self.person)
        return self._store

    @property
    def store_if_open(self) -> DigitStore | None:
        """The same, if they have been read."""
        return self._store

    def open_if_long(self) -> bool:
        """If reading them would keep the window waiting, have it done beside; whether that is so."""
        try:
            path = self._profiles.weights_path(self.person).with_name("digits.jsonl")
            long = self._store is None and takes_long(path)
        except (OSError, ProfileError):
            return False
        if long:
            self._opening.open(partial(self._profiles.store, self.person))
        return long

    @Slot(object)
    def _on_opened(self, store: DigitStore) -> None:
        # Who could not wait for it, has opened it meanwhile.
        self._store = self._store or store
        self.opened.emit()

    def choose(self, name: str, store: DigitStore | None = None) -> None:
        """This person is drawing from now on; ``store`` holds their digits, where somebody has read them already."""
        self._settings.keep("profile", name)
        self._opening.cancel()
        self._store, self._name = store, ""
        self.turned.emit()

    @Slot(str)
    def create(self, name: str) -> None:
        """A new person, who is drawing from now on."""
        if self.told(lambda: self._profiles.create(name)):
            self.choose(name)

    def rename(self, name: str) -> bool:
        """Give the person who is drawing another name; whether that could be done."""
        done = self.told(lambda: self._profiles.rename(self.person, name))
        if done:
            self.choose(name, self._store)
        return done

    def remove(self) -> None:
        """Remove the person who is drawing, with their digits; the first of the others takes over."""
        if self.told(lambda: self._profiles.remove(self.person)):
            self.choose(self._profiles.names()[0])

    def told(self, action: Callable[[], object]) -> bool:
        """Do something with files; whether it went well. If not, the person has been told."""
        try:
            action()
        except (OSError, ValueError, FileError, WeightsError, ProfileError) as error:
            self.failed.emit(in_words(error))
            return False
        return True

    def shut_down(self) -> None:
        """The program ends."""
        self._opening.shut_down()
