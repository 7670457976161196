"""Error dialogs, one at a time; no exception ends the program."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

_log = logging.getLogger("lenet_gui")


class ErrorDialogs(QObject):
    """Shows errors over windows, one dialog a window at a time: further errors are added to the open one.

    ``open_box`` is the dialog that was opened last, while it is open.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._boxes: dict[QWidget, QMessageBox] = {}

    @property
    def open_box(self) -> "QMessageBox | None":
        return next(reversed(self._boxes.values()), None)

    @Slot(str)
    def show(self, text: str) -> None:
        self._show_over(self._window, text)

    def over(self, window_of: Callable[[], QWidget | None]) -> Callable[[str], None]:
        """Give a function that shows errors over the window that they belong to, as long as that is visible."""

        def show(text: str) -> None:
            window = window_of()
            self._show_over(self._window if window is None or not window.isVisible() else window, text)

        return show

    def _show_over(self, window: QWidget, text: str) -> None:
        _log.error("%s", text)
        if (open_box := self._boxes.get(window)) is not None:
            if text not in open_box.text():
                open_box.setText(f"{open_box.text()}\n\n{text}"[:4000])
            return
        from PySide6.QtWidgets import QMessageBox  # the first window does without

        box = QMessageBox(QMessageBox.Icon.Warning, self.tr("LeNet-5"), text, QMessageBox.StandardButton.Ok, window)
        # Names and lines of files are shown as they are, not as markup.
        box.setTextFormat(Qt.TextFormat.PlainText)
        self._boxes[window] = box
        box.finished.connect(lambda _result: self._forget(window))
        box.open()

    def _forget(self, window: QWidget) -> None:
        if (box := self._boxes.pop(window, None)) is not None:
            box.deleteLater()


class UncaughtErrors(QObject):
    """Turns uncaught exceptions into a signal; the program keeps running."""

    caught = Signal(str)

    def install(self) -> None:
        """From now on, receive Python's uncaught exceptions."""
        sys.excepthook = self._on_error

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("%s", "".join(traceback.format_exception(kind, error, trace)))
        self.caught.emit(
            self.tr("An unexpected error has occurred. Your drawing is kept.") + f"\n\n{kind.__name__}: {error}"
        )
