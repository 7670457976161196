"""Training as the GUI thread sees it: commands go in, events come out, and nothing waits."""

import contextlib
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.base.jobs import Job, Worker
from lenet_gui.workers import training_messages as messages
from lenet_gui.workers.child_process import ChildProcess
from lenet_gui.workers.run_store import RunStore
from lenet_gui.workers.training_entry import serve_training
from lenet_gui.workers.training_questions import DescribeStep, Foretell
from model.errors import in_words
from model.training.checkpoint_log import CheckpointError, read_log

_ABOUT_A_RUN = messages.RunCommand | messages.ShowNetwork | messages.Forget | DescribeStep
"""A new process would have no run; it is not started for these."""
_BY_ITSELF = messages.Preview | messages.ListDevices | Foretell
"""What a window asks without the person's doing. A process that has died is not started again for these: it may die of
the same cause, again and again."""


class TrainingService(QObject):
    """The training process and the checkpoints of its runs."""

    happened = Signal(object)  # an Event of :mod:`lenet_gui.workers.training_messages`

    def __init__(self, store: RunStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._died = False
        self._process = ChildProcess(serve_training, "training", self)
        self._process.received.connect(self._on_event)
        self._process.ended.connect(self._on_died)
        self._looking = Worker("runs", self)
        self._looking.finished.connect(self._on_looked)

    def send(self, command: messages.Command) -> None:
        match command:
            case messages.Start():
                checkpoint = self.store.hold_new()
                if checkpoint is None:
                    text = self.tr("No checkpoint can be kept: the folder for them cannot be written, {folder}.")
                    self.happened.emit(messages.Warned(text.format(folder=self.store.folder)))
                self._send_run(replace(command, checkpoint=checkpoint))
            case messages.Resume(checkpoint):
                if self.store.hold(checkpoint):
                    self._send_run(command)
                else:
                    self._on_event(messages.Refused(self.tr("Another window is training this run.")))
            case messages.Drop(checkpoint):
                self.drop(checkpoint)
            case _ if self._process.started or self._may_start_for(command):
                self._process.send(command)

    def drop(self, checkpoint: Path) -> bool:
        """Discard an interrupted run; whether that was possible: another window may be training it."""
        try:
            if self.store.drop(checkpoint):
                return True
            problem = self.tr("The run was not discarded: another window is training it.")
        except OSError as error:
            problem = self.tr("The run could not be discarded: {problem}").format(problem=in_words(error))
        self._on_event(messages.Failed(problem))
        return False

    def _may_start_for(self, command: messages.Command) -> bool:
        return not isinstance(command, _ABOUT_A_RUN) and not (self._died and isinstance(command, _BY_ITSELF))

    def _send_run(self, command: messages.Start | messages.Resume) -> None:
        if not self._process.send(command):
            self._on_event(messages.Refused(self.tr("The training process cannot be started.")))

    def warm_up(self) -> None:
        self._process.start()

    def find_interrupted(self) -> None:
        """Look for an interrupted run that can be read; ``Found`` follows if there is one."""
        self._looking.start(self._first_interrupted)

    def _first_interrupted(self, job: Job) -> messages.Found | None:
        """On a thread of its own."""
        for path in self.store.interrupted():
            job.check()
            with contextlib.suppress(CheckpointError):
                return messages.Found(path, read_log(path))
        return None

    @Slot(object)
    def _on_looked(self, found: messages.Found | None) -> None:
        if found is not None:
            self._on_event(found)

    def shut_down(self) -> None:
        """End the process; a run in progress keeps its last checkpoint. Safe at any moment, and more than once."""
        self._looking.shut_down()
        self._process.shut_down()
        self.store.release()

    @Slot(object)
    def _on_event(self, event: messages.Event) -> None:
        if isinstance(event, messages.Started):
            self._died = False
        if isinstance(event, messages.Refused | messages.Died):
            self.store.release()
        self.happened.emit(event)

    @Slot()
    def _on_died(self) -> None:
        self._died = True
        self._on_event(messages.Died())
