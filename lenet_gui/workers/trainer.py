"""The thread that talks to the training process, so that the GUI thread never waits for it."""

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.workers import child_process as child
from lenet_gui.workers.training_process import serve
from model.network.parameters import Parameters
from model.training.own_digits import OwnSource
from model.training.setup import RunSetup


class Trainer(QObject):
    """Lives on its own thread: sends a request to the process and turns its answers into signals.

    Args:
        wishes: the process's end of the pipe for what the person wants of a run meanwhile.
    """

    preparing = Signal(int, int)
    started = Signal(object, int, float)  # TrainingLog, updates in all, factor of the rate
    progressed = Signal(object)  # Progress
    misread = Signal(object, object, object, int)  # images, labels, answers of the held-out digits misread; how many
    live = Signal(object, int)  # Parameters, pass
    warned = Signal(str)
    ended = Signal(object, str)  # TrainingLog, what went wrong or nothing
    refused = Signal(str)
    died = Signal()
    previewed = Signal(object)
    weights_ready = Signal(object, object)  # Parameters, WeightsInfo
    found = Signal(object, object)  # Path, TrainingLog
    saved = Signal(object)
    save_failed = Signal(str)

    def __init__(self, wishes: Connection) -> None:
        super().__init__()
        self._wishes = wishes
        self._process: BaseProcess | None = None
        self._answers: Connection | None = None
        self._closing = False

    def _connected(self) -> Connection:
        if self._answers is None:
            mine, theirs = multiprocessing.Pipe()
            process = child.Child(target=serve, args=(theirs, self._wishes), name="training", daemon=True)
            process.start()
            self._process = process  # not before: one that has not started cannot be ended
            theirs.close()
            self._answers = mine
        return self._answers

    def _ask(self, *request: object) -> None:
        """Send a request and pass on its answers, until it is done."""
        if self._closing:
            return
        try:
            answers = self._connected()
            answers.send(request)
            while (answer := answers.recv())[0] != "done":
                self._pass_on(*answer)
        except (EOFError, OSError):
            self.end_process()
            self.died.emit()

    def _pass_on(self, kind: str, *values: object) -> None:
        getattr(self, kind).emit(*values)

    @Slot()
    def warm_up(self) -> None:
        """Have the process ready before it is needed."""
        self._connected()

    @Slot(int, object, object, object, object)
    def start(
        self,
        number: int,
        setup: RunSetup,
        checkpoint: Path | None,
        in_use: Parameters | None,
        own: OwnSource | None,
    ) -> None:
        self._ask("start", number, setup, checkpoint, in_use, own)

    @Slot(int, object)
    def resume(self, number: int, checkpoint: Path) -> None:
        self._ask("resume", number, checkpoint)

    @Slot(object)
    def look_at(self, checkpoints: list[Path]) -> None:
        self._ask("look_at", checkpoints)

    @Slot(object, int, object)
    def preview(self, setup: RunSetup, seed: int, own: OwnSource | None) -> None:
        self._ask("preview", setup, seed, own)

    @Slot()
    def show(self) -> None:
        if self._answers is not None:
            self._ask("show")

    @Slot(bool)
    def give_weights(self, best: bool) -> None:
        self._ask("give_weights", best)

    @Slot(object, bool)
    def save(self, path: Path, best: bool) -> None:
        self._ask("save", path, best)

    @Slot()
    def forget(self) -> None:
        if self._answers is not None:
            self._ask("forget")

    def interrupt(self) -> None:
        """End the process in whatever it does, for good; from any thread."""
        self._closing = True
        child.interrupt(self._process)

    def end_process(self) -> None:
        """Let go of the process; called on this object's own thread, or when that has ended."""
        process, answers = self._process, self._answers
        self._process = self._answers = None
        child.let_go(process, answers)
