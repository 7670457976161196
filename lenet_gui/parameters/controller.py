"""Creates the parameters window on first use and keeps it up to date."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import bring_to_front
from model.network.recognition import Recognition
from model.network.wiring import Unit

if TYPE_CHECKING:
    from lenet_gui.parameters.window import ParametersWindow


class ParametersController(QObject):
    """Connects the parameters window with the rest of the program."""

    unit_chosen = Signal(object)  # the Unit chosen there
    save_wanted = Signal(object)  # a SaveRequest
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, scale: ActivationScale, settings: Settings, main_window: QWidget) -> None:
        super().__init__(main_window)
        self._scale, self._settings, self._main_window = scale, settings, main_window
        self._answer: Recognition | None = None
        self._unit: Unit | None = None
        self.window: ParametersWindow | None = None

    @Slot()
    def show_window(self) -> "ParametersWindow":
        if self.window is None:
            # Imported on first use: it would delay the start of the program.
            from lenet_gui.parameters.window import ParametersWindow

            self.window = ParametersWindow(self._scale, self._settings, self._main_window)
            self.window.unit_chosen.connect(self.unit_chosen)
            self.window.save_wanted.connect(self.save_wanted)
            self.window.failed.connect(self.failed)
            if self._answer is not None:
                self.window.show_recognition(self._answer)
            self.window.choose(self._unit)
        bring_to_front(self.window)
        return self.window

    def show_recognition(self, answer: Recognition) -> None:
        self._answer = answer
        if self.window is not None:
            self.window.show_recognition(answer)

    @Slot(object)
    def choose(self, unit: Unit | None) -> None:
        self._unit = unit
        if self.window is not None:
            self.window.choose(unit)

    def shut_down(self) -> None:
        if self.window is not None:
            self.window.close()
