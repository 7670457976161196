"""My digits: what the person names joins their own digits; their window, their people, their files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.canvas.sketch import Sketch
from lenet_gui.settings import Settings
from model.errors import FileError, WeightsError
from model.my_digits import DigitStore, MyDigit, inks, read_jsonl, write_idx, write_jsonl
from model.profiles import ProfileError, Profiles

if TYPE_CHECKING:
    from lenet_gui.my_digits.window import MyDigitsWindow

ROUND = tuple(range(10)) * 2
"""A guided round asks for each digit twice."""


class MyDigitsLink(QObject):
    """Keeps digits, and makes the window that shows them when it is first asked for.

    Signals:
        said: a line for the person: what was kept, what to draw next.
        kept: a digit has been kept.
        turned: another person is drawing.
        window_made: the MyDigitsWindow.
        failed: what went wrong, for the person to read.
    """

    said = Signal(str)
    kept = Signal()
    turned = Signal()
    window_made = Signal(object)
    failed = Signal(str)

    def __init__(self, profiles: Profiles, sketch: Sketch, settings: Settings, main_window: QWidget) -> None:
        super().__init__(main_window)
        self._profiles, self._sketch = profiles, sketch
        self._settings, self._main_window = settings, main_window
        self.window: MyDigitsWindow | None = None
        self._undo: list[Callable[[], object]] = []
        self._round = -1
        self._store: DigitStore | None = None
        self._name = ""
        self._last: str | None = None

    # The person and their digits

    @property
    def store(self) -> DigitStore:
        """The digits of the person who is drawing."""
        if self._store is None:
            self._store = self._profiles.store(self.person)
        return self._store

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
                self.store.relabel(self._last, label)
            else:
                self._last = self.store.add(label, drawing).key
                self._undo.append(partial(self.store.remove, self._last))
        except (OSError, KeyError, FileError, ProfileError) as error:
            self.failed.emit(self.tr("The digit could not be kept: {problem}").format(problem=error))
            return
        self._sketch.begins_anew = True
        count = len(self.store.digits)
        self.said.emit(self.tr("kept as a {label}; {count} in My digits").format(label=label, count=count))
        if again:
            self._show_entries()
        else:
            self._on_kept()

    def _on_kept(self) -> None:
        self._show_entries()
        if self._round >= 0:
            self._round += 1
            self._ask_for_next()
        self.kept.emit()

    @property
    def person(self) -> str:
        """Who is drawing."""
        if not self._name:
            names = self._profiles.names()
            wanted = self._settings.text_of("profile", names[0])
            self._name = wanted if wanted in names else names[0]
        return self._name

    def show_window(self) -> "MyDigitsWindow":
        """Bring My digits to the front."""
        if self.window is None:
            self.window = self._make()
            self.window_made.emit(self.window)
        self.store.refresh()
        self._show_profiles()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        return self.window

    def _make(self) -> "MyDigitsWindow":
        # Not with the program: the first window does not wait for it.
        from lenet_gui.my_digits.window import MyDigitsWindow

        window = MyDigitsWindow(self._settings, self._main_window)
        window.profile_chosen.connect(self._on_profile)
        window.profile_wanted.connect(self._on_new_profile)
        window.rename_wanted.connect(self._on_rename)
        window.remove_profile_wanted.connect(self._on_remove_profile)
        window.import_wanted.connect(self.import_file)
        window.export_wanted.connect(self.export_file)
        window.round_wanted.connect(self._on_round)
        window.relabel_wanted.connect(self._on_relabel)
        window.remove_wanted.connect(self._on_remove)
        window.undo_wanted.connect(self.undo)
        return window

    def _show_profiles(self) -> None:
        if self.window is not None:
            self.window.show_profiles(self._profiles.names(), self.person)
            self._show_entries()

    def _show_entries(self) -> None:
        if self.window is None:
            return
        from lenet_gui.my_digits.entries import GalleryEntry

        digits = self.store.digits
        pictures = inks(digits)
        entries = [
            GalleryEntry(digit.key, digit.label, ink, digit.when) for digit, ink in zip(digits, pictures, strict=True)
        ]
        self.window.show_entries(entries)

    @Slot(str)
    def _on_profile(self, name: str) -> None:
        self._settings.keep("profile", name)
        self._store = self._last = None
        self._name = ""
        self._sketch.begins_anew = False
        self._undo.clear()
        self.turned.emit()
        self._show_profiles()

    @Slot(str)
    def _on_new_profile(self, name: str) -> None:
        if self.told(lambda: self._profiles.create(name)):
            self._on_profile(name)

    @Slot(str)
    def _on_rename(self, name: str) -> None:
        if self.told(lambda: self._profiles.rename(self.person, name)):
            self._on_profile(name)

    @Slot()
    def _on_remove_profile(self) -> None:
        if self.told(lambda: self._profiles.remove(self.person)):
            self._on_profile(self._profiles.names()[0])

    def told(self, action: Callable[[], object]) -> bool:
        """Do something with files; whether it went well. If not, the person has been told."""
        try:
            action()
        except (OSError, ValueError, FileError, WeightsError, ProfileError) as error:
            self.failed.emit(str(error))
            return False
        return True

    # Mending

    def _digit(self, key: str) -> MyDigit:
        return next(digit for digit in self.store.digits if digit.key == key)

    @Slot(object, int)
    def _on_relabel(self, keys: tuple[str, ...], label: int) -> None:
        before = {key: self._digit(key).label for key in keys}

        def back() -> None:
            for key, old in before.items():
                self.store.relabel(key, old)

        def relabel() -> None:
            for key in keys:
                self.store.relabel(key, label)

        if self.told(relabel):
            self._undo.append(back)
        self._show_entries()

    @Slot(object)
    def _on_remove(self, keys: tuple[str, ...]) -> None:
        def back() -> None:
            for key in keys:
                self.store.restore(key)

        def remove() -> None:
            for key in keys:
                self.store.remove(key)

        if self.told(remove):
            self._undo.append(back)
        self._show_entries()

    @Slot()
    def undo(self) -> None:
        """Take the last keeping, relabelling or removal back."""
        if self._undo:
            self.told(self._undo.pop())
            self._last, self._sketch.begins_anew = None, False
            self._show_entries()

    # Files

    @Slot(object)
    def import_file(self, path: Path) -> None:
        """Add all digits of a JSON Lines file, or none."""
        if self.told(lambda: self.store.add_all(read_jsonl(path))):
            self._show_entries()

    @Slot(object)
    def export_file(self, path: Path) -> None:
        """Write all digits; the name says how."""
        write = write_jsonl if ".jsonl" in path.name else write_idx
        self.told(lambda: write(path, self.store.digits))

    # A guided round

    @Slot(bool)
    def _on_round(self, on: bool) -> None:
        if on or self._round >= 0:
            self._round = 0 if on else -1
            self._ask_for_next()

    def _ask_for_next(self) -> None:
        if self._round >= len(ROUND):
            self._round = -1
            text = self.tr("The round is over: learn now")
            if self.window is not None:
                self.window.end_round()
        elif self._round >= 0:
            text = self.tr("Draw a {digit}, then press {digit} ({number} of {total})").format(
                digit=ROUND[self._round], number=self._round + 1, total=len(ROUND)
            )
        else:
            text = ""
        if text:
            self.said.emit(text)
        if self.window is not None:
            self.window.show_round(text)

    def shut_down(self) -> None:
        """The program ends; what was kept is on the disk."""
        if self.window is not None:
            self.window.close()
