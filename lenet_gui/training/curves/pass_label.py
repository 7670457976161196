"""The figures of one pass in words, those of the runs that are laid over too."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel

from lenet_gui.style.spacing import MARGIN
from lenet_gui.training.curves.figures import pass_in_words
from model.training.progress import PassResult

NamedPasses = tuple[str, Sequence[PassResult]]
"""A run's name, empty for the one that is shown, and its passes."""


def _words(runs: Sequence[NamedPasses], number: int) -> str:
    """Of each run its pass of this number; of one that has ended before, its last."""
    so_far = [(name, [result for result in passes if result.number <= number]) for name, passes in runs]
    told = [(name, pass_in_words(passes[-1])) for name, passes in so_far if passes]
    return "\n".join(f"{name}: {words}" if name else words for name, words in told)


class PassLabel(QLabel):
    """As high as the last pass needs, whose number is the longest: the curves stay in place, whatever is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._longest = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(0, MARGIN // 2, 0, 0)  # in line with the controls beside it
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 + MARGIN // 2)

    def show_pass(self, runs: Sequence[NamedPasses], number: int) -> None:
        """Show the passes of this number, or where a run has ended before, its last; passes are in their order."""
        self._longest = _words(runs, max((passes[-1].number for _, passes in runs if passes), default=0))
        self.updateGeometry()
        self.setText(_words(runs, number))

    def heightForWidth(self, width: int) -> int:
        room, flags = QRect(0, 0, width, 99 * self.fontMetrics().height()), Qt.TextFlag.TextWordWrap
        longest = self.fontMetrics().boundingRect(room, flags, self._longest)
        return max(super().heightForWidth(width), longest.height() + MARGIN // 2)
