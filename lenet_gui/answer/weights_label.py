"""Which network answers: its weights, the network of a run, changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from lenet_gui.base.elided_label import FittedLabel
from model.my_digits.people import DEFAULT_NAME
from model.network.changes import Changes
from model.network.records import WeightsKind

if TYPE_CHECKING:
    from model.network.weights_info import WeightsIdentity


_LONGEST_NAME = 40
"""Of a file or a person, in letters: what else stands in the bar has to have room, too."""


def _shortened(name: str) -> str:
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half].rstrip()}…{name[1 - half :].lstrip()}"


class WeightsLabel(FittedLabel):
    """For the status bar; its tool tip always has the whole."""

    def __init__(self) -> None:
        super().__init__(self.tr("The network that answers"), quiet=False)
        self._weights = self._brief = self._error = self._of_run = self._changed = ""
        self._short = False

    @Slot(object)
    def show_weights(self, weights: "WeightsIdentity") -> None:
        mine = weights.title == DEFAULT_NAME
        templates = {
            WeightsKind.DEFAULT: self.tr("default"),
            WeightsKind.MNIST_ONLY: self.tr("MNIST only"),
            WeightsKind.PAPER: self.tr("Paper 1998"),
            WeightsKind.FILE: "{title}",
            WeightsKind.PERSONAL: self.tr("my personal weights") if mine else self.tr("{title}'s personal weights"),
            WeightsKind.TRAINED: "{title}",
        }
        template = templates[weights.kind]
        name, brief = (template.format(title=title) for title in (weights.title, _shortened(weights.title)))
        error = weights.info.origin.mnist_test_error_percent
        self._weights, self._brief = (self.tr("weights: {name}").format(name=each) for each in (name, brief))
        self._error = "" if error is None else self.tr(", {error} % test error").format(error=f"{error:.2f}")
        self._say()

    @Slot(int)
    def show_pass(self, number: int) -> None:
        """Show which pass of a training run answers; -1 for none."""
        text = self.tr("network of the run, pass {number}").format(number=number)
        self._of_run = text if number >= 0 else ""
        self._say()

    @Slot(object)
    def show_changes(self, changes: Changes) -> None:
        self._changed = self.tr("changes: {count}; ").format(count=len(changes.factors)) if changes else ""
        self._say()

    def shorten(self, short: bool) -> None:
        """Whether to leave out the test error."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    @property
    def shown(self) -> str:
        return self._changed + (self._of_run or self._brief + ("" if self._short else self._error))

    def _say(self) -> None:
        self.set_text(self._changed + (self._of_run or self._weights + self._error))
