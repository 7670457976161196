"""Recognition beside the GUI thread: the newest ink wins, late answers are dropped.

One drawing at a time is on its way. While it is, only the newest of those that follow is kept; it is sent when the
answer has come back and been painted. So the answers keep pace with the pen however fast its events arrive, and no
queue can build up.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QThread, Signal, Slot

from lenet_gui.base.timers import timer
from lenet_gui.workers.reading.reader import InkRequest, Reader, ReadingThread
from lenet_gui.workers.reading.weights_source import WeightsSource
from model.digits.drawing import Drawing, Stroke
from model.network.changes import Changes
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.records import WeightsKind

if TYPE_CHECKING:
    from model.network.weights_info import WeightsIdentity
    from model.numbers.signs import ShownNumbers
    from model.numbers.swept_row import SweptRow

_REST_MS = 40
"""A pen that has not moved for this long rests: all of a number is read ..."""
_WHOLE_EACH_MS = 500
"""... as it is now and then while the pen moves, between two of its events."""
GRACE_MS = 5000
"""How long :meth:`RecognitionService.shut_down` waits for its thread."""
_PAINTED = QEvent.Type(QEvent.registerEventType())
_left_behind: list[QThread] = []


class RecognitionService(QObject):
    """The GUI thread's side: takes drawings, hands back answers.

    ``weights`` are those in use and ``parameters`` their values; both are None before the first. ``wanted`` is the kind
    and title of the weights that were asked for last: they are in use, or on their way. ``others`` are the last ones
    from a file or of a training run.
    """

    # the ShownNumbers that the next answer is about, just before it; None where the number has ended
    numbers_read = Signal(object)
    recognised = Signal(object, int)  # a Recognition and the generation of the ink it read, never older than one before
    weights_changed = Signal(object)  # the WeightsIdentity of the weights now in use
    # what a sweep saw, a tuple of SweptRow, and the generation of that ink; see :meth:`sweep`
    swept = Signal(object, int)
    failed = Signal(str)  # what went wrong, for the person to read

    _load_wanted = Signal(object, object, str)
    _use_wanted = Signal(object, object)
    _follow_wanted = Signal(object)
    _change_wanted = Signal(object)
    _sweep_wanted = Signal(bool)
    _read_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ReadingThread(self)
        self._thread.setObjectName("recognition")
        self._reader = Reader()
        self._reader.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._load_wanted.connect(self._reader.load, queued)
        self._use_wanted.connect(self._reader.use, queued)
        self._follow_wanted.connect(self._reader.follow, queued)
        self._change_wanted.connect(self._reader.change, queued)
        self._sweep_wanted.connect(self._reader.sweep, queued)
        self._read_wanted.connect(self._reader.read, queued)
        self._reader.loaded.connect(self._on_loaded, queued)
        self._reader.load_failed.connect(self._on_load_failed, queued)
        self._reader.answered.connect(self._on_answered, queued)
        self._reader.swept.connect(self._on_swept, queued)
        self._reader.failed.connect(self._on_failed, queued)
        self.weights: WeightsIdentity | None = None
        self.parameters: Parameters | None = None
        self.others: tuple[WeightsIdentity, Parameters] | None = None
        self.wanted: tuple[WeightsKind, str] = (WeightsKind.DEFAULT, "")
        self._followed: Parameters | None = None
        self._resting = timer(self, _REST_MS, self._read_whole)
        self._since_whole = QElapsedTimer()
        self._generation = 0
        self._oldest_welcome = 0
        self._fell_back = False
        self._answered: tuple[int, Recognition] | None = None
        self._in_flight: InkRequest | None = None
        self._waiting: InkRequest | None = None
        self._then: InkRequest | None = None
        """To be read after what waits."""
        self._newest: InkRequest | None = None
        self.chosen: tuple[Stroke, ...] = ()
        """The ink of the digit that the person wants to see; empty for the newest."""
        self._is_number = False

    @property
    def generation(self) -> int:
        """The number of the newest ink that was submitted."""
        return self._generation

    @property
    def settled_answer(self) -> Recognition | None:
        """What the network in use, unchanged, reads in the newest ink; None while that is on its way."""
        if self._answered is None or self._followed is not None:
            return None
        generation, answer = self._answered
        return answer if generation == self._generation and not answer.changes else None

    @property
    def answering(self) -> Parameters | None:
        """The network whose answers are shown: the one in use, or the one in training that is under the pen."""
        return self._followed or self.parameters

    def start(self, source: WeightsSource) -> None:
        """Start the thread and load weights; drawings that came before are answered then.

        If they cannot be read, ``failed`` says so, and the default weights are loaded.
        """
        self._thread.start()
        self.load(source)

    def load(self, source: WeightsSource) -> None:
        """Take other weights into use, in the background; the last drawing is read again with them."""
        self.wanted = source.kind, source.title
        self._load_wanted.emit(*source)

    def use(self, weights: "WeightsIdentity", parameters: Parameters) -> None:
        self.wanted = weights.kind, weights.title
        self._use_wanted.emit(weights, parameters)

    @Slot()
    def use_others(self) -> None:
        """Take the last weights from a file or of a training run into use again."""
        if self.others is not None:
            self.use(*self.others)

    def follow(self, network: Parameters | None) -> None:
        """Show the answers of a network in training instead of the one in use; None goes back to that."""
        self._followed = network
        self._follow_wanted.emit(network)
        self._read_again(replaces=network is None)

    def change(self, changes: Changes) -> None:
        """Answer as if these maps and units were scaled, whatever network is in use."""
        self._change_wanted.emit(changes)
        self._read_again(replaces=True)

    def choose(self, strokes: tuple[Stroke, ...]) -> None:
        """Of several digits, show the one with this ink, until :meth:`follow_pen`."""
        self.chosen = strokes
        self._read_again(replaces=True)

    def follow_pen(self) -> None:
        """Of several digits, show the one that is drawn last, from the next drawing on."""
        self.chosen = ()

    def follow_chosen(self, moved: dict[Stroke, Stroke]) -> None:
        """Its strokes are elsewhere in the next drawing."""
        self.chosen = tuple(moved.get(stroke, stroke) for stroke in self.chosen)

    def sweep(self, on: bool) -> None:
        """Whether to sweep over every drawing as well, from the newest on."""
        self._sweep_wanted.emit(on)
        if on:
            self._read_again(replaces=False)

    def submit(self, drawing: Drawing, normalise: bool, replaces: bool, growing: bool = False) -> int:
        """Ask for an answer.

        Args:
            drawing: all ink on the canvas.
            normalise: whether to centre and scale it.
            replaces: the ink before it is gone, so answers to that are no longer welcome. When ink has only grown, an
                answer to the ink of a moment ago still is: it shows the network following the pen.
            growing: the pen has not been lifted; :meth:`finish` tells when it is.

        Returns:
            The generation that the answer will carry, unless newer ink overtakes it.
        """
        self._generation += 1
        if replaces:
            self._oldest_welcome = self._generation
        if growing and not (self._newest is not None and self._newest.growing):
            self._since_whole.start()  # all before this stroke was read when the pen was lifted
        resting = not (growing and self._is_number)
        self._put(InkRequest(self._generation, drawing, normalise, self.chosen, growing, resting))
        if not resting:
            self._resting.start()
        return self._generation

    @Slot()
    def finish(self) -> None:
        """The pen is lifted: a first stroke may now turn out to be several digits, and all of a number is read."""
        newest = self._newest
        if newest is None or not newest.growing:
            return
        if not newest.resting:
            self._read_whole(growing=False)
        elif newest.is_first_stroke:
            self.submit(newest.drawing, newest.normalise, replaces=False)
        else:
            self._newest = newest._replace(growing=False)

    @Slot()
    def _read_whole(self, growing: bool = True) -> None:
        newest = self._newest
        if newest is None or newest.resting:
            return
        self._generation += 1
        whole = newest._replace(generation=self._generation, growing=growing, resting=True)
        if self._waiting is None:
            self._put(whole)
        else:  # what the pen has just added is answered first: that takes less time
            self._newest = self._then = whole

    def _put(self, request: InkRequest) -> None:
        self._waiting = self._newest = request
        self._then = None
        self._send()

    def shut_down(self) -> None:
        """End the thread; nothing is emitted afterwards. Safe at any moment, and more than once."""
        self._oldest_welcome = self._generation + 1
        self._waiting = self._then = None
        self._resting.stop()
        QCoreApplication.removePostedEvents(self, _PAINTED.value)
        self._thread.quit()
        if not self._thread.wait(GRACE_MS):
            # Weights on a disk that does not answer. A running thread must not be destroyed with its owner.
            self._thread.setParent(None)
            _left_behind.append(self._thread)

    def _send(self) -> None:
        if self.parameters is not None and self._in_flight is None and self._waiting is not None:
            self._in_flight, self._waiting, self._then = self._waiting, self._then, None
            if self._in_flight.resting:
                self._since_whole.start()
            self._read_wanted.emit(self._in_flight)

    def customEvent(self, event: QEvent) -> None:
        """The answer has been painted."""
        self._send()
        if self._in_flight is None and self._is_number and self._since_whole.hasExpired(_WHOLE_EACH_MS):
            self._read_whole()

    def _read_again(self, replaces: bool) -> None:
        if self._newest is not None:
            self.submit(self._newest.drawing, self._newest.normalise, replaces, self._newest.growing)

    @Slot(object, object)
    def _on_loaded(self, weights: "WeightsIdentity", parameters: Parameters) -> None:
        self.weights, self.parameters = weights, parameters
        if weights.kind in (WeightsKind.FILE, WeightsKind.TRAINED):
            self.others = weights, parameters
        self.weights_changed.emit(weights)
        self._read_again(replaces=True)

    @Slot(str)
    def _on_load_failed(self, problem: str) -> None:
        if self.weights is not None:
            self.wanted = self.weights.kind, self.weights.title
        if self.weights is not None or self._fell_back:
            self.failed.emit(problem)
            return
        self._fell_back = True
        self.failed.emit(self.tr("{problem} The default weights are used instead.").format(problem=problem))
        self.load(WeightsSource.shipped())

    @Slot(object, object, object)
    def _on_answered(self, request: InkRequest, numbers: "ShownNumbers | None", answer: Recognition) -> None:
        self._in_flight = None
        if request.resting and self._waiting is not None and not self._waiting.resting:
            # All of a number was read, between two events of the pen. The answer to newer ink, which comes right after
            # it, goes on from that; to paint this one first would only delay it.
            self._send()
            return
        if request.generation >= self._oldest_welcome:
            self._answered = request.generation, answer
            if numbers is not None or self._is_number:
                self._is_number = numbers is not None
                self.numbers_read.emit(numbers)
            self.recognised.emit(answer, request.generation)
        # Behind the repaint, which is posted with low priority too: worker and painting at once slow each other down to
        # half, and the ink that is sent then is newer. A timer would come first where another timer is due.
        QCoreApplication.postEvent(self, QEvent(_PAINTED), Qt.EventPriority.LowEventPriority.value)

    @Slot(object, object)
    def _on_swept(self, request: InkRequest, rows: "tuple[SweptRow, ...]") -> None:
        if request.generation >= self._oldest_welcome:
            self.swept.emit(rows, request.generation)

    @Slot(str)
    def _on_failed(self, problem: str) -> None:
        self._in_flight = None
        self.failed.emit(problem)
        self._send()
