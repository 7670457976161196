"""Which digit a drawing is kept as; asks first if the network or the guided round contradicts that."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.answer.words import sentence_of
from lenet_gui.canvas.sketch import Sketch
from model.digits.drawing import Drawing
from model.network.recognition import Recognition


class NameQuestion(NamedTuple):
    """The person calls the drawing a ``label``; may it be kept as one?

    ``other`` is what it may be instead: the network reads it so, and ``says`` with which certainty; or else, where that
    is empty, the guided round asks for it. ``wanted`` is what the round asks for; None while none is on.
    """

    label: int
    other: int
    says: str
    wanted: int | None


class Naming(QObject):
    """Asks at most once about a drawing and a digit; a question ends when it is answered or the drawing changes.

    ``answer`` is what the network reads in the drawing; None where that is not known.
    """

    asked = Signal(object)  # the NameQuestion; None when it is answered, or nobody waits for an answer any more
    named = Signal(int, bool)  # the digit to keep the drawing as; whether the person confirmed what the network doubts

    def __init__(self, sketch: Sketch, answer: Callable[[], Recognition | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sketch, self._answer = sketch, answer
        self.question: NameQuestion | None = None
        self._about = Drawing()
        sketch.grew.connect(self._on_drawn)
        sketch.replaced.connect(self._on_drawn)

    def name(self, label: int, wanted: int | None) -> None:
        """The person says what the drawing is; ``wanted`` is what the guided round asks for, if it is on.

        Saying it again answers the question.
        """
        if self.question is not None and self.question.label == label:
            self.confirm()
            return
        self.withdraw()
        answer = self._answer()
        if answer is not None and answer.contradicts(label):
            self._ask(NameQuestion(label, answer.digit, sentence_of(answer), wanted))
        elif wanted is not None and wanted != label:
            self._ask(NameQuestion(label, wanted, "", wanted))
        else:
            self.named.emit(label, False)

    def _ask(self, question: NameQuestion) -> None:
        self.question, self._about = question, self._sketch.drawing
        self.asked.emit(question)

    @Slot()
    def confirm(self) -> None:
        """Keep it as what the person called it."""
        if (question := self.question) is not None:
            self.withdraw()
            self.named.emit(question.label, bool(question.says))

    @Slot()
    def correct(self) -> None:
        """Keep it as what it was taken for instead."""
        if (question := self.question) is not None:
            self.name(question.other, question.other)

    @Slot()
    def withdraw(self) -> None:
        """Keep nothing."""
        if self.question is not None:
            self.question = None
            self.asked.emit(None)

    @Slot()
    def _on_drawn(self) -> None:
        if self.question is not None and self._sketch.drawing != self._about:
            self.withdraw()
