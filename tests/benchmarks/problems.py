"""Exceptions that nobody caught and Qt's warnings, from any thread, told on standard error and kept."""

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

PLATFORM_SAYS = "This plugin does not support"


class Problems:
    """Notes them from now on, in place of whoever did before.

    Args:
        where: says what was going on.
    """

    def __init__(self, where: Callable[[], str]) -> None:
        self._where = where
        self.exceptions: list[str] = []
        self.warnings: list[str] = []
        sys.excepthook = self._on_exception
        threading.excepthook = lambda hook: self._on_exception(hook.exc_type, hook.exc_value, hook.exc_traceback)
        sys.unraisablehook = lambda hook: self._on_exception(hook.exc_type, hook.exc_value, hook.exc_traceback)
        qInstallMessageHandler(self._on_message)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._note(self.exceptions, "".join(traceback.format_exception(kind, error, trace)))

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and PLATFORM_SAYS not in text:
            self._note(self.warnings, text)

    def _note(self, kept: list[str], text: str) -> None:
        kept.append(text)
        print(f"{self._where()}:\n{text}", file=sys.stderr, flush=True)
