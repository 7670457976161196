"""Values kept between starts."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

MOST_BYTES = 200_000
DAMAGED = ".damaged"
"""How the name of a file ends that was set aside."""


class Settings:
    """Typed access to the platform's settings; missing or damaged values give the default."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings()
        self._set_aside_if_damaged()

    def _set_aside_if_damaged(self) -> None:
        """A file this large is not the program's, and Qt would take seconds to write each change into it."""
        path = Path(self._store.fileName())
        with contextlib.suppress(OSError):  # no file at all: the registry of Windows, or the first start
            if path.stat().st_size > MOST_BYTES:
                path.replace(path.with_name(path.name + DAMAGED))
                self._store.sync()  # read again: there is nothing left; to clear it would take seconds, too

    def bytes_of(self, key: str) -> QByteArray:
        """A window's geometry and the like; empty if missing."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def place(self, window: QWidget, key: str) -> None:
        """Put a window where it was last; where no screen would show it, on the first one."""
        size = window.size()
        window.restoreGeometry(self.bytes_of(key))
        # Qt moves a window that lies outside, but does not notice all that another program or a mishap may have kept.
        place = window.geometry()
        middle, top = place.left() + place.width() // 2, place.top()
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if not any(at.left() <= middle <= at.right() and at.top() <= top <= at.bottom() for at in screens):
            window.resize(size)
            window.move(screens[0].topLeft())

    def text_of(self, key: str, default: str) -> str:
        """A text."""
        value = self._store.value(key)
        return value if isinstance(value, str) else default

    def flag_of(self, key: str, default: bool) -> bool:
        """Yes or no."""
        return self.text_of(key, "true" if default else "false") == "true"

    def number_of(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        try:
            value = int(self.text_of(key, str(default)))
        except ValueError:
            return default
        return value if low <= value <= high else default

    def sizes_of(self, key: str, default: list[int]) -> list[int]:
        """How wide or high the parts of a splitter are, in pixels. Not its state: Qt does not bear a damaged one."""
        texts = self.text_of(key, "").split(" ")
        sizes = [int(text) for text in texts if text.isdecimal() and len(text) < 5]
        return sizes if len(sizes) == len(texts) == len(default) and any(sizes) else default

    def unwritable(self) -> str:
        """The file where nothing can be kept; empty if all is well."""
        return "" if self._store.isWritable() else self._store.fileName()

    def keep(self, key: str, value: QByteArray | str | bool | int | list[int]) -> None:
        """Remember a value."""
        if isinstance(value, list):
            value = " ".join(map(str, value))
        if isinstance(value, bool):
            value = "true" if value else "false"
        self._store.setValue(key, str(value) if isinstance(value, int) else value)
