"""Opens the window with one training step, on the digit that is drawn or of a run."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import bring_to_front
from model.network.recognition import Recognition

if TYPE_CHECKING:
    from lenet_gui.training.controller import TrainingController
    from lenet_gui.training_step.step_maker import StepMaker
    from lenet_gui.training_step.window import TrainingStepWindow


class TrainingStepController(QObject):
    """Makes the window when it is first asked for.

    ``training`` gives the controller whose process estimates curvatures and describes runs.
    """

    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(
        self,
        scale: ActivationScale,
        settings: Settings,
        training: "Callable[[], TrainingController]",
        main_window: QWidget,
    ) -> None:
        super().__init__(main_window)
        self._scale, self._settings, self._training, self._main_window = scale, settings, training, main_window
        self.window: TrainingStepWindow | None = None
        self._maker: StepMaker | None = None
        self._answer: Recognition | None = None

    @Slot()
    def show_window(self) -> "TrainingStepWindow":
        """Take apart a step on the digit that is drawn, from the weights in use."""
        window, maker = self._made()
        bring_to_front(window)
        maker.choose_source(False)
        return window

    @Slot()
    def show_run(self) -> None:
        """Take apart the next update of the run that is paused, or over."""
        window, maker = self._made()
        bring_to_front(window)
        maker.ask_for_run()

    def _made(self) -> "tuple[TrainingStepWindow, StepMaker]":
        if self.window is None or self._maker is None:
            # Imported on first use: the first window does not wait for it.
            from lenet_gui.training_step.step_maker import StepMaker
            from lenet_gui.training_step.window import TrainingStepWindow

            self.window = TrainingStepWindow(self._scale, self._settings, self._main_window)
            self._maker = StepMaker(self.window, self._training, self)
            self._maker.failed.connect(self.failed)
            if self._answer is not None:
                self._maker.show_recognition(self._answer)
        return self.window, self._maker

    def show_recognition(self, answer: Recognition) -> None:
        self._answer = answer
        if self._maker is not None:
            self._maker.show_recognition(answer)

    def shut_down(self) -> None:
        """Close the window. Safe at any moment, and more than once."""
        if self.window is not None and self._maker is not None:
            self.window.close()
            self._maker.shut_down()
