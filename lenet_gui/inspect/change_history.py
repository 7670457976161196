"""The changes that are in force, with undo and redo."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from model.network.changes import NO_CHANGES, Changes, Place


class _Step(QUndoCommand):
    """From one set of changes to another; the steps of one slider's drag are one step."""

    def __init__(self, history: "ChangeHistory", before: Changes, after: Changes, drag: int, text: str) -> None:
        super().__init__(text)
        self._history, self._before, self.after, self._drag = history, before, after, drag

    def redo(self) -> None:
        self._history.take(self.after)

    def undo(self) -> None:
        self._history.take(self._before)

    def id(self) -> int:
        return self._drag

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step):
            return False
        self.after = other.after
        return True


class ChangeHistory(QObject):
    """What was switched off or scaled, and the way back.

    Signals:
        changed: the Changes now in force.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._changes = NO_CHANGES
        self._drag = 0

    @property
    def changes(self) -> Changes:
        """What is in force."""
        return self._changes

    def set_factor(self, place: Place, factor: float, dragging: bool = False) -> None:
        """Scale a map or a unit; 0 switches it off, 1 puts it back. While ``dragging`` all steps are undone as one."""
        after = self._changes.with_factor(place, factor)
        if after != self._changes:
            step = _Step(self, self._changes, after, self._drag if dragging else -1, self.tr("change"))
            self.stack.push(step)

    def end_drag(self) -> None:
        """The next drag is a step of its own."""
        self._drag += 1

    def put_back(self) -> None:
        """The network as it is; this can be undone as well."""
        if self._changes:
            self.stack.push(_Step(self, self._changes, NO_CHANGES, -1, self.tr("put all back")))

    def take(self, changes: Changes) -> None:
        """Used by the steps of the history."""
        self._changes = changes
        self.changed.emit(changes)
