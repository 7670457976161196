"""Keeping a drawing as a step of the canvas's history, so that it is undone like a stroke."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtGui import QUndoCommand


class KeepStep(QUndoCommand):
    """Made when the drawing has been kept; ``again`` keeps it once more, after an undo.

    One that is obsolete, since the drawing could not be kept, does nothing, wherever it stands.
    """

    def __init__(self, text: str, again: Callable[[], object], undo: Callable[[], object]) -> None:
        super().__init__(text)
        self._again, self._undo = again, undo
        self._done = False

    def give_up(self) -> None:
        """The drawing could not be kept."""
        with suppress(RuntimeError):  # it was undone, and the history has let go of it
            self.setObsolete(True)

    def redo(self) -> None:
        # Qt calls this when the step is pushed, too.
        if self._done and not self.isObsolete():
            self._again()
        self._done = True

    def undo(self) -> None:
        if not self.isObsolete():
            self._undo()
