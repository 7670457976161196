"""Recognition on its own thread: with the network that nobody else touches, drawings are read one after the other."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QThread, Signal, Slot

from model.digits.drawing import Drawing, Stroke
from model.digits.growing import Inked, inked
from model.errors import in_words
from model.network.changes import NO_CHANGES, Changes
from model.network.parameters import Parameters
from model.network.recognition import Recognition, Verdict
from model.network.records import NO_REJECTION, FloatArray, WeightsKind

if TYPE_CHECKING:
    from model.network.weights_info import WeightsIdentity
    from model.numbers.reader import NumberReader
    from model.numbers.signs import ShownNumbers
    from model.numbers.sweep_reader import SweepReader
    from model.numbers.swept_row import SweptRow


class InkRequest(NamedTuple):
    """A drawing on its way to the network. Generations count up; a later one is newer ink.

    ``chosen`` is the ink of the digit to show where there are several; the newest if empty. While it is ``growing`` the
    pen has not been lifted; while the pen moves it is not ``resting``.
    """

    generation: int
    drawing: Drawing
    normalise: bool
    chosen: tuple[Stroke, ...]
    growing: bool
    resting: bool

    @property
    def is_first_stroke(self) -> bool:
        """Whether the pen is in the first stroke: half a digit, which should not be cut into several."""
        return self.growing and len(self.drawing.strokes) == 1


class ReadingThread(QThread):
    """One Python thread from beginning to end.

    To Python, a QThread is a new thread with every slot that it runs, so that what is kept for each thread, such as the
    memory of the forward pass, would be made again.
    """

    def run(self) -> None:
        self.exec()


class Reader(QObject):
    """Lives on the worker thread."""

    loaded = Signal(object, object)  # WeightsIdentity, Parameters
    load_failed = Signal(str)
    answered = Signal(object, object, object)  # InkRequest, ShownNumbers or None, Recognition
    swept = Signal(object, object)  # InkRequest, its rows: a tuple of SweptRow
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sweeps = False
        self._sweeper: SweepReader | None = None
        self._followed: Parameters | None = None
        self._changes = NO_CHANGES
        self._inked: Inked | None = None
        self._numbers: NumberReader | None = None
        self._latest: tuple[Drawing, ShownNumbers] | None = None

    @Slot(object, object, str)
    def load(self, path: Path, kind: WeightsKind, title: str) -> None:
        """Read weights; those in use stay if that fails."""
        try:
            from model.network.weights import load_weights
            from model.network.weights_info import WeightsIdentity

            parameters, info = load_weights(path)
        except Exception as error:
            self.load_failed.emit(in_words(error))
        else:
            self.use(WeightsIdentity(kind, title, info), parameters)

    @Slot(object, object)
    def use(self, weights: "WeightsIdentity", parameters: Parameters) -> None:
        """Take weights into use that are in memory already."""
        from model.network.recognise import recognise

        self._recognise, self._parameters, self._rejection = recognise, parameters, weights.info.rejection
        self._forget()
        self.loaded.emit(weights, parameters)

    @Slot(object)
    def follow(self, network: Parameters | None) -> None:
        """Answer with this network instead of the one in use; None goes back to that."""
        self._followed = network
        self._forget()

    @Slot(object)
    def change(self, changes: Changes) -> None:
        """Answer with these maps and units scaled."""
        self._changes = changes
        self._forget()

    def _forget(self) -> None:
        self._numbers = self._latest = None

    @Slot(bool)
    def sweep(self, on: bool) -> None:
        self._sweeps = on

    @Slot(object)
    def read(self, request: InkRequest) -> None:
        """Answer one drawing; a sweep over it comes after that, and delays only the next answer."""
        try:
            numbers, answer = self._grown(request) or self._whole(request)
            self._latest = None if numbers is None else (request.drawing, numbers)
            if self._changes:
                answer = replace(answer, unchanged=self._answer(answer.ink, NO_CHANGES).penalties)
        except Exception as error:
            self.failed.emit(f"{type(error).__name__}: {error}")
        else:
            self.answered.emit(request, numbers, answer)
            if self._sweeps:
                self._sweep_over(request)

    def _sweep_over(self, request: InkRequest) -> None:
        try:
            rows = self._rows_of(request)
        except Exception as error:
            self._sweeps = False
            self.failed.emit(f"{type(error).__name__}: {error}")
        else:
            self.swept.emit(request, rows)

    def _rows_of(self, request: InkRequest) -> "tuple[SweptRow, ...]":
        """None of a picture, or where one is too wide to be a number. Loads the weights for it the first time."""
        from model.assets import shipped_weights
        from model.network.weights import load_weights
        from model.numbers.sweep_reader import SweepReader

        if self._sweeper is None:
            parameters, info = load_weights(shipped_weights("sweep"))
            self._sweeper = SweepReader(parameters, info.rejection)
        if not request.normalise:
            return ()  # what is not to be centred is no number, as for the lattice
        try:
            return self._sweeper.read(request.drawing)
        except ValueError:
            return ()

    def _whole(self, request: InkRequest) -> "tuple[ShownNumbers | None, Recognition]":
        """What all the ink is: a digit, or a number and which of its digits is shown."""
        if self._latest is not None and not request.resting:
            numbers = self._numbers_of(request)
            if numbers is not None:  # it was a number, and still is
                return numbers, self._answer(numbers.shown.candidate.ink, self._changes)
        self._inked = inked(request.drawing, request.normalise, self._inked)
        answer = self._answer(self._inked.ink, self._changes)
        numbers = None if self._is_one(request, answer) else self._numbers_of(request)
        return numbers, answer if numbers is None else self._answer(numbers.shown.candidate.ink, self._changes)

    @staticmethod
    def _is_one(request: InkRequest, answer: Recognition) -> bool:
        """What is surely one digit is no number: two of them are rubbish to the network.

        This is the usual case, and costs a third of reading it as a number.
        """
        if answer.verdict is not Verdict.DIGIT or request.chosen:
            return False
        if len(request.drawing.strokes) < 3:
            return True
        from model.numbers.reader import is_in_lines

        return not is_in_lines(request.drawing)

    def _grown(self, request: InkRequest) -> "tuple[ShownNumbers, Recognition] | None":
        """The same for the last sign of a number, while the pen moves; None where all has to be read."""
        if self._latest is None or request.resting or request.chosen or not request.normalise:
            return None
        from model.numbers.growing import growing_sign
        from model.numbers.signs import shown_numbers

        drawing, shown = self._latest
        sign = growing_sign(shown.numbers, drawing, request.drawing)
        if sign is None:
            return None
        answer = self._answer(sign.ink(), self._changes)
        numbers = sign.read_as(answer.ink, answer.penalties, self._rejection)
        grown = shown_numbers(numbers, self._rejection, (), request.drawing.strokes[-1])
        # The verdict, which every view asks for, is worked out on this thread: the GUI thread has slept, and takes
        # longer.
        return None if grown is None or answer.verdict is Verdict.BLANK else (grown, answer)

    def _answer(self, ink: FloatArray, changes: Changes) -> Recognition:
        if self._followed is not None:
            # A network in training has no thresholds yet: every answer of it is shown.
            return self._recognise(self._followed, ink, NO_REJECTION, changes)
        return self._recognise(self._parameters, ink, self._rejection, changes)

    def _numbers_of(self, request: InkRequest) -> "ShownNumbers | None":
        """None where there is one digit, or something else than a number."""
        # A network that takes rubbish for digits cannot cut; and a drawing that is not centred must not be cut either.
        if not request.normalise or self._followed is not None or self._rejection == NO_REJECTION:
            return None
        if request.is_first_stroke:
            return None
        from model.numbers.reader import NumberReader, may_be_several
        from model.numbers.signs import shown_numbers

        if not may_be_several(request.drawing):
            return None
        if self._numbers is None:
            self._numbers = NumberReader(self._parameters, self._rejection, self._changes)
        try:
            numbers = self._numbers.read(request.drawing)
        except ValueError:
            return None  # a scribble
        return shown_numbers(numbers, self._rejection, request.chosen, request.drawing.strokes[-1])
