"""Reads what is drawn, on a thread of its own: what :mod:`lenet_gui.workers.recognition` asks for there."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QThread, Signal, Slot

from model.assets import SHIPPED, shipped_weights
from model.digits.drawing import Drawing
from model.digits.growing import Inked, inked
from model.network.changes import NO_CHANGES, Changes
from model.network.parameters import Parameters
from model.network.recognition import Verdict
from model.network.records import NO_REJECTION, Rejection, WeightsIdentity, WeightsKind

if TYPE_CHECKING:
    from model.numbers.reader import NumberReader


class WeightsSource(NamedTuple):
    """Weights that are in a file, and what they are: see :class:`model.network.records.WeightsIdentity`."""

    path: Path
    kind: WeightsKind
    title: str = ""

    @classmethod
    def shipped(cls, kind: WeightsKind = WeightsKind.DEFAULT) -> "WeightsSource":
        """Weights that come with the program."""
        return cls(shipped_weights(kind.value), kind)

    @classmethod
    def file(cls, path: Path) -> "WeightsSource":
        """A file that the person chose; it may be one that comes with the program."""
        kind = next((WeightsKind(name) for name in SHIPPED if path == shipped_weights(name)), WeightsKind.FILE)
        return cls(path, kind, path.name if kind is WeightsKind.FILE else "")


@dataclass(frozen=True)
class InkRequest:
    """A drawing on its way to the network. Generations count up; a later one is newer ink.

    One that ``grows`` under the pen is read as one digit: numbers, which take ten times as long, are for what rests.
    """

    generation: int
    drawing: Drawing
    normalise: bool
    grows: bool


class Reader(QObject):
    """Lives on the worker thread, with the network that nobody else touches."""

    loaded = Signal(object, object)  # WeightsIdentity, Parameters
    load_failed = Signal(str)
    answered = Signal(object, object)  # InkRequest, Recognition
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._followed: Parameters | None = None
        self._changes = NO_CHANGES
        self._inked: Inked | None = None
        self._numbers: NumberReader | None = None

    @Slot(object)
    def load(self, source: WeightsSource) -> None:
        """Read weights; those in use stay if that fails."""
        try:
            from model.network.weights import load_weights

            parameters, info = load_weights(source.path)
        except Exception as error:
            self.load_failed.emit(str(error))
        else:
            self.use(WeightsIdentity(source.kind, source.title, info), parameters)

    @Slot(object, object)
    def use(self, weights: WeightsIdentity, parameters: Parameters) -> None:
        """Take weights into use that are in memory already."""
        self._parameters, self._rejection = parameters, weights.info.rejection
        self._numbers = None
        self.loaded.emit(weights, parameters)

    @Slot(object)
    def follow(self, network: Parameters | None) -> None:
        """Answer with this network instead of the one in use; None goes back to that."""
        self._followed, self._numbers = network, None

    @Slot(object)
    def change(self, changes: Changes) -> None:
        """Answer with these maps and units scaled."""
        self._changes, self._numbers = changes, None

    @Slot(object)
    def read(self, request: InkRequest) -> None:
        """Answer one drawing."""
        from model.network.recognise import recognise

        try:
            self._inked = inked(request.drawing, request.normalise, self._inked)
            followed = self._followed
            # A network in training has no thresholds yet: every answer of it is shown.
            parameters, rejection = (
                (self._parameters, self._rejection) if followed is None else (followed, NO_REJECTION)
            )
            answer = recognise(parameters, self._inked.ink, rejection, self._changes)
            if self._changes:
                answer = replace(answer, unchanged=recognise(parameters, self._inked.ink, rejection).penalties)
            may_be_several = request.normalise and not request.grows
            if may_be_several and answer.verdict in (Verdict.NO_DIGIT, Verdict.UNSURE):
                several = self._digits_of(request.drawing, parameters, rejection)
                if several:
                    answer = replace(answer, several=several)
        except Exception as error:
            self.failed.emit(f"{type(error).__name__}: {error}")
        else:
            self.answered.emit(request, answer)

    def _digits_of(self, drawing: Drawing, parameters: Parameters, rejection: Rejection) -> tuple[int, ...]:
        if self._numbers is None:
            from model.numbers.reader import NumberReader

            self._numbers = NumberReader(parameters, rejection, self._changes)
        return self._numbers.digits_of(drawing)


class ReadingThread(QThread):
    """One Python thread from beginning to end.

    By itself a QThread is a new one for Python with every slot that it runs, and what is kept for each thread, such as
    the memory of the forward pass, is made anew.
    """

    def run(self) -> None:
        self.exec()
