"""The figures of one pass in words, those of the runs that are laid over too."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel

from lenet_gui.style.spacing import MARGIN
from lenet_gui.training.curves.figures import pass_in_words
from model.training.progress import PassResult

NamedPasses = tuple[str, Sequence[PassResult]]
"""A run's name, empty for the one that is shown, and its passes."""


def _words(runs: Sequence[NamedPasses], number: int | None) -> str:
    told = [(name, pass_in_words(result)) for name, passes in runs for result in passes if result.number == number]
    return "\n".join(f"{name}: {words}" if name else words for name, words in told)


class PassLabel(QLabel):
    """As high as the pass that most runs have needs: the curves stay where they are, whatever is pointed at."""

    def __init__(self) -> None:
        super().__init__()
        self._longest = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(0, MARGIN // 2, 0, 0)  # in line with the controls beside it
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 + MARGIN // 2)

    def show_pass(self, runs: Sequence[NamedPasses], number: int | None) -> None:
        counts = Counter(result.number for _, passes in runs for result in passes)
        longest = max(counts, key=lambda each: (counts[each], each), default=None)
        self._longest = _words(runs, longest)
        self.updateGeometry()
        self.setText(_words(runs, number))

    def heightForWidth(self, width: int) -> int:
        room, flags = QRect(0, 0, width, 99 * self.fontMetrics().height()), Qt.TextFlag.TextWordWrap
        longest = self.fontMetrics().boundingRect(room, flags, self._longest)
        return max(super().heightForWidth(width), longest.height() + MARGIN // 2)
