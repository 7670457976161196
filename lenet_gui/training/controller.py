"""Between the training window and the rest: weights in use, the network under the pen, the line in the status bar."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.settings import Settings
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.people import People
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.training import TrainingService
from model.network.parameters import Parameters
from model.network.records import WeightsIdentity, WeightsInfo, WeightsKind
from model.training.log import OwnPart, TrainingLog
from model.training.own_digits import OwnSource
from model.training.progress import Progress
from model.training.setup import RunSetup

if TYPE_CHECKING:
    from lenet_gui.training.window import TrainingWindow


class TrainingController(QObject):
    """Makes the training window when it is first asked for, and connects it.

    Signals:
        said: what the main window's status bar says of training; empty for nothing.
        followed: the pass of the network in training that is under the pen; -1 when it no longer is.
    """

    said = Signal(str)
    followed = Signal(int)

    def __init__(
        self,
        training: TrainingService,
        recognition: RecognitionService,
        people: People,
        my_digits: MyDigitsController,
        settings: Settings,
        main_window: QWidget,
    ) -> None:
        super().__init__(main_window)
        self.training = training
        self._recognition, self._people, self._my_digits = recognition, people, my_digits
        self._settings, self._main_window = settings, main_window
        self._own = OwnSource("", ())
        self.window: TrainingWindow | None = None
        self._passes = 0
        self._number = 0
        self._paused = False

    @Slot()
    def show_window(self) -> "TrainingWindow":
        """Bring the training window to the front."""
        if self.window is None:
            self.training.warm_up()
            self.window = self._make()
            self.training.look_for_interrupted()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        return self.window

    def _make(self) -> "TrainingWindow":
        # Not with the program: its curves and forms would keep the first window waiting.
        from lenet_gui.training.window import TrainingWindow

        window = TrainingWindow(self.training, self._settings, self._devices(), self._main_window)
        self._recognition.weights_changed.connect(self._on_torch_there)
        window.start_wanted.connect(self._on_start)
        window.preview_wanted.connect(self._on_preview)
        window.own_wanted.connect(self._offer_own)
        self._my_digits.changed.connect(self._on_own_changed)
        window.use_wanted.connect(self.training.give_weights)
        window.follow_wanted.connect(self._on_follow)
        self.training.live.connect(self._on_live)
        self.training.weights_ready.connect(self._on_weights)
        self.training.started.connect(self._on_started)
        self.training.progressed.connect(self._on_progress)
        self.training.ended.connect(self._on_ended)
        self.training.died.connect(self._on_died)
        self.training.refused.connect(self._on_nothing_left)
        window.settled.connect(self._on_settled)
        window.run_bar.pause_wanted.connect(self._on_pause)
        return window

    def _devices(self) -> list[tuple[str, str]]:
        # While the first weights are on their way torch is half imported, and would be imported here by asking it.
        return devices() if self._recognition.parameters is not None else devices_without_torch()

    @Slot()
    def _on_torch_there(self) -> None:
        if self.window is not None:
            self.window.setup_form.set_devices(self._devices())

    # The person's own digits

    @Slot()
    def _offer_own(self) -> None:
        """Offer them as they are now: what the forms show is what a run gets."""
        if self.window is None:
            return
        self._show_own()
        self._people.book.read(failed=lambda _: None)

    def _show_own(self) -> None:
        book, problem = self._people.book, ""
        if book.problem:
            problem = self.tr("My digits cannot be read: {problem}").format(problem=book.problem)
        self._own = OwnSource("", ()) if problem else OwnSource.of(self._people.person, book.digits)
        if self.window is None:
            return
        person = self._own.person
        self.window.show_own(person, tuple(digit.label for digit in self._own.drawn), problem)

    @Slot()
    def _on_own_changed(self) -> None:
        if self.window is not None and self.window.isVisible():
            self._show_own()

    def _source(self, part: OwnPart | None) -> OwnSource | None:
        return None if part is None else replace(self._own, share=part.share)

    @Slot(object, int, object)
    def _on_preview(self, setup: RunSetup, seed: int, part: OwnPart | None) -> None:
        self.training.preview(setup, seed, self._source(part))

    # A run

    @Slot(object, object)
    def _on_start(self, setup: RunSetup, part: OwnPart | None) -> None:
        self._leave_the_pen()
        self.said.emit(self.tr("training: reading the digits"))
        self.training.start(setup, self._recognition.parameters, self._source(part))

    @Slot(object, int, float)
    def _on_started(self, log: TrainingLog) -> None:
        self._passes, self._number = log.setup.config.passes, 0
        if self.window is not None and self.window.run_bar.follow.isChecked():
            self.training.follow(True)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self._number = progress.number
        self._say_where()

    @Slot(bool)
    def _on_pause(self, paused: bool) -> None:
        self._paused = paused
        self._say_where()

    def _say_where(self) -> None:
        # What the run did before it heard of the pause still comes in after it.
        if self._paused:
            template = self.tr("training paused in pass {number} of {passes}")
        else:
            template = self.tr("training: pass {number} of {passes}")
        if self._number:
            self.said.emit(template.format(number=self._number, passes=self._passes))

    @Slot(object, str)
    def _on_ended(self, log: TrainingLog) -> None:
        self._number, self._paused = 0, False
        if log.passes:
            self.said.emit(self.tr("training is over: decide in Train ..."))
            if self.window is not None and self.window.run_bar.follow.isChecked():
                # The last whole pass: what was seen last may be of one that was broken off.
                self.training.follow(True)
        else:
            self._on_nothing_left()

    @Slot(bool)
    def _on_died(self) -> None:
        self._on_nothing_left()

    @Slot()
    def _on_settled(self) -> None:
        if not self.training.running:
            self.said.emit("")

    @Slot()
    def _on_nothing_left(self) -> None:
        self.said.emit("")
        self._leave_the_pen()

    def _leave_the_pen(self) -> None:
        """Back to the network in use; the wish to follow the next run stays."""
        self._recognition.follow(None)
        self.followed.emit(-1)

    @Slot(bool)
    def _on_follow(self, follow: bool) -> None:
        self.training.follow(follow)
        if not follow:
            self._leave_the_pen()

    @Slot(object, int)
    def _on_live(self, network: Parameters, number: int) -> None:
        if self.window is not None and self.window.run_bar.follow.isChecked():
            self._recognition.follow(network)
            self.followed.emit(number)

    @Slot(object, object)
    def _on_weights(self, network: Parameters, info: WeightsInfo) -> None:
        weights = WeightsIdentity(WeightsKind.TRAINED, str(info.origin.pass_), info)
        self._recognition.use(weights, network)
        self.said.emit("")
        if self.window is not None:
            self.window.show_used()
            self.window.run_bar.follow.setChecked(False)

    def shut_down(self) -> None:
        """The program ends: a run that is on keeps its last checkpoint."""
        if self.window is not None:
            self._settings.keep("training_geometry", self.window.saveGeometry())
            self.window.hide()
        self.training.shut_down()


def devices_without_torch() -> list[tuple[str, str]]:
    """Where one can always compute: torch's name for it, and one for people."""
    return [("cpu", "CPU")]


def devices() -> list[tuple[str, str]]:
    """Where torch can compute here; it is loaded by that, if it has not been."""
    import torch

    found = devices_without_torch()
    if torch.cuda.is_available():
        found.append(("cuda", f"CUDA: {torch.cuda.get_device_name()}"))
    if torch.backends.mps.is_available():
        found.append(("mps", "Apple GPU (MPS)"))
    return found
