"""A guided round: asks for one digit after the other."""

from PySide6.QtCore import QObject, Signal

ROUND = tuple(range(10)) * 2
"""Each digit twice."""


class GuidedRound(QObject):
    """What is to be drawn next, and what has been kept."""

    changed = Signal()  # it asks for another digit, or is over
    finished = Signal()  # all digits have been kept

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: list[str] | None = None

    @property
    def running(self) -> bool:
        return self._kept is not None

    @property
    def done(self) -> int:
        return len(self._kept or ())

    @property
    def wanted(self) -> int | None:
        """The digit that it asks for; None while no round is on."""
        return None if self._kept is None else ROUND[len(self._kept)]

    def switch(self, on: bool) -> None:
        """Begin a round, or end it; what was kept stays."""
        if on != self.running:
            self._kept = [] if on else None
            self.changed.emit()

    def keep(self, key: str) -> None:
        """The digit that it asked for is kept under this key."""
        if self._kept is not None:
            self._kept.append(key)
            if len(self._kept) == len(ROUND):
                self.switch(False)
                self.finished.emit()
            else:
                self.changed.emit()

    def step_back(self) -> str | None:
        """Ask for the last digit again; gives the key of what was kept as that."""
        key = self._kept.pop() if self._kept else None
        if key is not None:
            self.changed.emit()
        return key

    def lose(self, key: str) -> None:
        """The last digit is no longer there: it could not be kept, or was removed. The round asks for it again."""
        if self._kept and self._kept[-1] == key:
            self.step_back()
