"""Error dialogs, one at a time; no exception ends the program."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

_log = logging.getLogger("lenet_gui")


class ErrorDialogs(QObject):
    """Shows errors over a window, one dialog at a time: further errors are added to the open one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.open_box: QMessageBox | None = None

    @Slot(str)
    def show(self, text: str) -> None:
        """Show an error without waiting for the dialog."""
        _log.error("%s", text)
        if self.open_box is not None:
            if text not in self.open_box.text():
                self.open_box.setText(f"{self.open_box.text()}\n\n{text}"[:4000])
            return
        box = QMessageBox(
            QMessageBox.Icon.Warning, self.tr("LeNet-5"), text, QMessageBox.StandardButton.Ok, self._window
        )
        # Names and lines of files are shown as they are, not as markup.
        box.setTextFormat(Qt.TextFormat.PlainText)
        self.open_box = box
        box.finished.connect(self._on_finished)
        box.open()

    @Slot(int)
    def _on_finished(self) -> None:
        if self.open_box is not None:
            self.open_box.deleteLater()
            self.open_box = None


class UncaughtErrors(QObject):
    """Turns uncaught exceptions into a signal; the program keeps running."""

    caught = Signal(str)

    def install(self) -> None:
        """Receive Python's uncaught exceptions from now on."""
        sys.excepthook = self._on_error

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("%s", "".join(traceback.format_exception(kind, error, trace)))
        self.caught.emit(
            self.tr("An unexpected error has occurred. Your drawing is kept.") + f"\n\n{kind.__name__}: {error}"
        )
