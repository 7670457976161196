"""The changes made to the network, with undo and redo."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from model.network.changes import NO_CHANGES, Changes, Place


class _Step(QUndoCommand):
    """From one set of changes to another; all moves of a slider in one drag are one step."""

    def __init__(self, history: "ChangeHistory", before: Changes, after: Changes, drag: int, text: str) -> None:
        super().__init__(text)
        self._history, self._before, self.after, self._drag = history, before, after, drag

    def redo(self) -> None:
        self._history.apply(self.after)

    def undo(self) -> None:
        self._history.apply(self._before)

    def id(self) -> int:
        return self._drag

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step):
            return False
        self.after = other.after
        self.setObsolete(self.after == self._before)  # back where it began: there is nothing to undo
        return True


class ChangeHistory(QObject):
    """What is switched off or scaled now, and the steps that led there."""

    changed = Signal(object)  # the Changes that apply now
    stepped = Signal()  # then, when it is settled what can be undone and redone

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.indexChanged.connect(self.stepped)
        self.changes = NO_CHANGES
        self._drag = 0

    def set_factor(self, place: Place, factor: float, dragging: bool = False) -> None:
        """Scale a map or a unit; 0 switches it off, 1 restores it. The steps of one drag are undone together."""
        after = self.changes.with_factor(place, factor)
        if after != self.changes:
            step = _Step(self, self.changes, after, self._drag if dragging else -1, self.tr("change"))
            self.stack.push(step)

    def end_drag(self) -> None:
        """The slider was released: the next drag is a step of its own."""
        self._drag += 1

    def undo_all(self) -> None:
        """Restore the network; this can be undone, too."""
        if self.changes:
            self.stack.push(_Step(self, self.changes, NO_CHANGES, -1, self.tr("undo all changes")))

    def apply(self, changes: Changes) -> None:
        """Called by the steps of the history."""
        self.changes = changes
        self.changed.emit(changes)
