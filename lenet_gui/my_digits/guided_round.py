"""A guided round: asks for one digit after the other."""

from PySide6.QtCore import QObject, Signal, Slot

ROUND = tuple(range(10)) * 2
"""Each digit twice."""


class GuidedRound(QObject):
    """What is to be drawn next.

    Signals:
        asked: what to draw, for the person to read; empty where the round was cancelled.
        over: all have been drawn.
    """

    asked = Signal(str)
    over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawn: int | None = None

    @property
    def running(self) -> bool:
        """Whether there is something to draw next."""
        return self._drawn is not None

    @Slot(bool)
    def switch(self, on: bool) -> None:
        """Begin, or cancel."""
        if on:
            self._drawn = 0
            self._ask()
        elif self._drawn is not None:
            self._drawn = None
            self.asked.emit("")

    def go_on(self) -> None:
        """A digit has been kept."""
        if self._drawn is not None:
            self._drawn += 1
            self._ask()

    def _ask(self) -> None:
        if self._drawn is None:
            return
        if self._drawn < len(ROUND):
            text = self.tr("Draw a {digit}, then press {digit} ({number} of {total})")
            digit = ROUND[self._drawn]
            self.asked.emit(text.format(digit=digit, number=self._drawn + 1, total=len(ROUND)))
        else:
            self._drawn = None
            self.asked.emit(self.tr("The round is over: teach your digits now"))
            self.over.emit()
