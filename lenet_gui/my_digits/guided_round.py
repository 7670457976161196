"""A guided round: asks for one digit after the other."""

from PySide6.QtCore import QObject, Signal, Slot

ROUND = tuple(range(10)) * 2
"""Each digit twice."""


class GuidedRound(QObject):
    """What is to be drawn next."""

    asked = Signal(str)  # what to draw, or that all have been drawn; empty where the round was cancelled

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawn: int | None = None

    @property
    def running(self) -> bool:
        return self._drawn is not None

    @Slot(bool)
    def switch(self, on: bool) -> None:
        if on:
            self._ask(0)
        elif self._drawn is not None:
            self._drawn = None
            self.asked.emit("")

    def go_on(self) -> None:
        if self._drawn is not None:
            self._ask(self._drawn + 1)

    def _ask(self, drawn: int) -> None:
        if drawn < len(ROUND):
            self._drawn = drawn
            text = self.tr("Draw a {digit}, then press {digit} ({number} of {total})")
            self.asked.emit(text.format(digit=ROUND[drawn], number=drawn + 1, total=len(ROUND)))
        else:
            self._drawn = None
            self.asked.emit(self.tr("The round is over: teach your digits now"))
