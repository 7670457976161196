"""Values kept between starts."""

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import QByteArray, QEvent, QEventLoop, QObject, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

MOST_BYTES = 200_000
DAMAGED = ".damaged"
"""The ending of a file that was set aside."""
PATIENCE_S = 2.0
"""How long :meth:`Settings.write_out` waits for a disk or for another program that holds the file."""
Value = QByteArray | str


class _Writer:
    """Writes values on a thread of its own: Qt waits for the disk, and half a minute for whoever holds the file."""

    def __init__(self, again: Callable[[], QSettings]) -> None:
        self._again = again
        self._changes: SimpleQueue[tuple[str, Value] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ending = threading.Lock()  # never held while anything is written

    def put(self, key: str, value: Value) -> None:
        with self._ending:
            self._changes.put((key, value))
            if self._thread is None:
                # A daemon, so that exit never blocks on it.
                thread = threading.Thread(target=self._run, name="settings", daemon=True)
                thread.start()  # fails where there is no memory: then there is none to join
                self._thread = thread

    def finish(self, within_s: float) -> None:
        if (thread := self._thread) is not None:
            self._changes.put(None)
            thread.join(within_s)

    def _run(self) -> None:
        store, events = self._again(), QEventLoop()
        while True:
            change = self._changes.get()
            if change is not None:
                store.setValue(*change)
            if self._changes.empty():
                events.processEvents()  # writes; sync() would hold Python's interpreter meanwhile
            if change is None:
                with self._ending:
                    if self._changes.empty():
                        self._thread = None
                        return


def opener(store: QSettings) -> Callable[[], QSettings]:
    """What opens the same settings for another thread.

    By the program's name where they have one: on macOS a service keeps those, and would not notice that their file was
    written.
    """
    if store.applicationName():
        names = store.organizationName(), store.applicationName()
        return partial(QSettings, store.format(), store.scope(), *names)
    return partial(QSettings, store.fileName(), store.format())


class _Keeper(QObject):
    """Keeps a window's place when it is closed, and as soon as another window is in front.

    A desktop that ends, as when the person logs out, need not close a window: Wayland's ends the program with it.
    """

    def __init__(self, window: QWidget, keep: Callable[[QByteArray], object]) -> None:
        super().__init__(window)
        self._keep = keep
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        left = event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Close)
        if left and isinstance(watched, QWidget) and watched.isVisible():
            self._keep(watched.saveGeometry())
        return False


class Settings:
    """Typed access to the platform's settings; missing or damaged values give the default.

    All are read at once; later changes are written beside the GUI thread, and at the end by :meth:`write_out`.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings()
        self._set_aside_if_damaged()
        self._values = {key: self._store.value(key) for key in self._store.allKeys() if key}
        self._writer = _Writer(opener(self._store))

    def _set_aside_if_damaged(self) -> None:
        """A file this large is not the program's, and Qt would take seconds to write each change into it."""
        path = Path(self._store.fileName())
        with contextlib.suppress(OSError):  # no file at all: the registry of Windows, or the first start
            if path.stat().st_size > MOST_BYTES:
                path.replace(path.with_name(path.name + DAMAGED))
                self._store.sync()  # read again: there is nothing left; to clear it would take seconds, too

    def bytes_of(self, key: str) -> QByteArray:
        """A window's geometry and the like; empty if missing."""
        value = self._values.get(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def place(self, window: QWidget, key: str) -> None:
        """Put a window where it was last; if no screen would show it, on the first one. From now on, keep its place."""
        size = window.size()
        window.restoreGeometry(self.bytes_of(key))
        # Qt moves a window that lies outside, but does not notice all that another program or a mishap may have kept.
        place = window.geometry()
        middle, top = place.left() + place.width() // 2, place.top()
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if not any(at.left() <= middle <= at.right() and at.top() <= top <= at.bottom() for at in screens):
            window.resize(size)
            window.move(screens[0].topLeft())
        _Keeper(window, partial(self.keep, key))

    def text_of(self, key: str, default: str) -> str:
        value = self._values.get(key)
        return value if isinstance(value, str) else default

    def flag_of(self, key: str, default: bool) -> bool:
        return self.text_of(key, "true" if default else "false") == "true"

    def number_of(self, key: str, default: int, low: int, high: int) -> int:
        try:
            value = int(self.text_of(key, str(default)))
        except ValueError:
            return default
        return value if low <= value <= high else default

    def sizes_of(self, key: str, default: list[int]) -> list[int]:
        """How wide or high the parts of a splitter are, in pixels. Not its state: Qt cannot handle a damaged one."""
        texts = self.text_of(key, "").split(" ")
        sizes = [int(text) for text in texts if text.isdecimal() and len(text) < 5]
        return sizes if len(sizes) == len(texts) == len(default) and any(sizes) else default

    def unwritable(self) -> str:
        """The file where nothing can be kept; empty if all is well."""
        return "" if self._store.isWritable() else self._store.fileName()

    def keep(self, key: str, value: QByteArray | str | bool | int | list[int]) -> None:
        if isinstance(value, list):
            value = " ".join(map(str, value))
        if isinstance(value, bool):
            value = "true" if value else "false"
        if isinstance(value, int):
            value = str(value)
        if self._values.get(key) != value:
            self._values[key] = value
            self._writer.put(key, value)

    def write_out(self, within_s: float = PATIENCE_S) -> None:
        """Wait until all is written, but not longer than this; later values are written as before."""
        self._writer.finish(within_s)
