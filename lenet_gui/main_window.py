"""The main window: lays out canvas, network and answer, and connects them. No logic of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from lenet_gui.answer.answer_view import AnswerView
from lenet_gui.answer.penalties import PenaltyBars
from lenet_gui.answer.weights_label import WeightsLabel
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.error_dialogs import ErrorDialogs
from lenet_gui.base.settings import Settings
from lenet_gui.base.view_export import ViewExport
from lenet_gui.base.widgets import column, file_dialog, splitter
from lenet_gui.canvas.panel import THICKEST, THINNEST, CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.inspect.change_history import ChangeHistory
from lenet_gui.inspect.drawer import Drawer
from lenet_gui.inspect.inspector import Inspector
from lenet_gui.menus.help import Help
from lenet_gui.menus.view_menu import ViewMenu
from lenet_gui.menus.weights_menu import WeightsMenu
from lenet_gui.my_digits.controller import MyDigitsController
from lenet_gui.my_digits.people import People
from lenet_gui.network.network_panel import NetworkPanel
from lenet_gui.network.network_view import NetworkView
from lenet_gui.parameters.controller import ParametersController
from lenet_gui.teaching.controller import TeachingController
from lenet_gui.teaching.personal_weights import PersonalWeights
from lenet_gui.training_step.controller import TrainingStepController
from lenet_gui.workers.recognition import RecognitionService, WeightsSource
from lenet_gui.workers.run_store import RunStore
from model.my_digits.people import Profiles
from model.network.changes import Changes
from model.network.recognition import Recognition
from model.network.wiring import NAMES, Unit

if TYPE_CHECKING:
    from lenet_gui.training.controller import TrainingController

SMALLEST = (860, 560)
FIRST_SIZE = (1180, 760)
_TELL_MS = 250
"""How often the time that an answer took is told: nobody reads it with every answer."""


class MainWindow(QMainWindow):
    """Draw on the left, see the maps in the middle, read the answer on the right."""

    def __init__(
        self,
        service: RecognitionService,
        runs: RunStore,
        profiles: Profiles,
        settings: Settings,
        colour_scheme: ColourScheme,
    ) -> None:
        super().__init__()
        self.service = service
        self._settings, self._runs, self._asks = settings, runs, True
        self._training: TrainingController | None = None
        self.errors = ErrorDialogs(self)
        self.sketch = Sketch(self)
        self.sketch.pen_width = settings.number_of("pen_width", 6, THINNEST, THICKEST) / 100
        self.canvas_panel = CanvasPanel(self.sketch)
        self.scale = ActivationScale(settings.text_of("colour_map", ""), self)
        self.network = NetworkPanel(self.scale)
        self.history = ChangeHistory(self)
        self.drawer = Drawer(self.scale, self.history)
        self.inspector = Inspector(service, self.network, self.drawer, self.history, self)
        self.people = People(profiles, settings, self)
        self.my_digits = MyDigitsController(self.people, self.sketch, settings, self)
        self.personal = PersonalWeights(profiles, self.people, service, self)
        self.teaching = TeachingController(self.my_digits, self.people, self.personal, service, settings, self)
        self.parameters = ParametersController(self.scale, settings, self)
        self.training_step = TrainingStepController(self.scale, settings, lambda: self.training, self)
        self.weights_menu = WeightsMenu(self.personal.use_shipped, self.personal.use, self)
        self._view_menu = ViewMenu(settings, colour_scheme, self.scale, self)
        self.answer = AnswerView(self.scale)
        self.penalties = PenaltyBars()
        self.help = Help(self, (self.canvas_panel.canvas, self.network.view, self.penalties))
        self.view_export = ViewExport(
            self,
            (
                (self.tr("The network"), self.network.view),
                (self.tr("Why this value?"), self.drawer.why_page),
                (self.tr("The penalties"), self.penalties),
                (self.tr("The answer"), self.answer),
                (self.tr("The 32 x 32 drawing"), self.canvas_panel.input_view),
            ),
            lambda: self.inspector.answer,
        )
        self._time = ElidedLabel(self.tr("Time"), quiet=False, sample=self.tr("network: {ms} ms").format(ms="00.0"))
        self._told = QElapsedTimer()
        self._unit = ElidedLabel(self.tr("Unit"), quiet=False)
        self.network_label = WeightsLabel()
        self._run = QLabel()
        self.setWindowTitle(self.tr("LeNet-5"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self._lay_out()
        self._make_menus()
        self._wire()
        settings.place(self, "geometry")
        self._splitter.setSizes(settings.sizes_of("splitter", [270, 660, 250]))
        self._middle.setSizes(settings.sizes_of("splitter_middle", [430, 230]))
        self.canvas_panel.normalise.setChecked(settings.flag_of("normalise", True))
        self.canvas_panel.canvas.setFocus()
        self._submit(replaces=True)

    @property
    def views(
        self,
    ) -> tuple[
        AnswerView
        | PenaltyBars
        | NetworkView
        | CanvasPanel
        | Inspector
        | ParametersController
        | TrainingStepController,
        ...,
    ]:
        """All that show the newest answer."""
        windows = self.parameters, self.training_step
        return self.canvas_panel, self.network.view, self.answer, self.penalties, self.inspector, *windows

    @property
    def readout(self) -> str:
        return self._unit.text

    def _lay_out(self) -> None:
        answer_side = QWidget()
        title = ElidedLabel(self.tr("Output"), quiet=True)
        title.set_text(self.tr("penalty = squared distance to each code; the smallest wins"))
        layout = column(self.answer, title, self.penalties, grows=self.penalties)
        layout.setContentsMargins(8, 6, 8, 6)
        answer_side.setLayout(layout)
        self._middle = splitter(Qt.Orientation.Vertical, [430, 230], (self.network, 3), (self.drawer, 2))
        sides = (self.canvas_panel, 8), (self._middle, 20), (answer_side, 7)
        self._splitter = splitter(Qt.Orientation.Horizontal, [270, 660, 250], *sides)
        self.setCentralWidget(self._splitter)
        self.statusBar().addWidget(self._time)
        self.statusBar().addWidget(self._unit, 1)
        self.statusBar().addPermanentWidget(self._run)
        self.statusBar().addPermanentWidget(self.network_label)

    def _make_menus(self) -> None:
        bar = self.menuBar()
        panel = self.canvas_panel
        file = bar.addMenu(self.tr("&File"))
        self.view_export.fill(file)
        file.addSeparator()
        quit_action = file.addAction(self.tr("&Quit"), self.close)
        quit_action.setShortcuts(QKeySequence.StandardKey.Quit)
        quit_action.setMenuRole(QAction.MenuRole.QuitRole)
        edit = bar.addMenu(self.tr("&Edit"))
        edit.addActions([panel.undo, panel.redo])
        edit.addSeparator()
        edit.addActions([panel.pen, panel.eraser])
        edit.addSeparator()
        edit.addAction(panel.clear)
        edit.addSeparator()
        self.undo_changes = edit.addAction(self.tr("Undo all &changes to the network"), self.history.undo_all)
        model = bar.addMenu(self.tr("&Model"))
        self.open_weights = model.addAction(self.tr("&Open weights ..."), self._ask_for_weights)
        self.open_weights.setShortcuts(QKeySequence.StandardKey.Open)
        model.addSeparator()
        self.weights_menu.fill(model)
        model.addSeparator()
        self.show_parameters = model.addAction(self.tr("&Parameters ..."), self.parameters.show_window)
        self.show_parameters.setShortcut(QKeySequence("Ctrl+L"))
        train = bar.addMenu(self.tr("&Train"))
        self.show_digits = train.addAction(self.tr("My &digits ..."), self.my_digits.show_window)
        self.show_digits.setShortcut(QKeySequence("Ctrl+D"))
        self.train = train.addAction(self.tr("&Train ..."), self._show_training)
        self.train.setShortcut(QKeySequence("Ctrl+T"))
        self.show_step = train.addAction(self.tr("One training &step ..."), self.training_step.show_window)
        self._view_menu.fill(bar.addMenu(self.tr("&View")))
        self.help.fill(bar.addMenu(self.tr("&Help")))

    def _wire(self) -> None:
        self.sketch.grew.connect(lambda: self._submit(replaces=False))
        self.sketch.replaced.connect(lambda: self._submit(replaces=True))
        self.canvas_panel.normalise_changed.connect(lambda: self._submit(replaces=True))
        self.network.view.described.connect(self._unit.set_text)
        self.inspector.unit_chosen.connect(self.parameters.choose)
        self.inspector.unit_chosen.connect(self._on_unit)
        self.parameters.unit_chosen.connect(self.network.view.choose)
        self.canvas_panel.digit_named.connect(self.my_digits.name_digit)
        self.penalties.digit_chosen.connect(self.my_digits.name_digit)
        self.my_digits.said.connect(self.canvas_panel.note.set_text)
        self.history.changed.connect(self._on_changes)
        self.history.changed.connect(self.network_label.show_changes)
        self._on_changes(self.history.changes)
        self.service.recognised.connect(self._on_recognised)
        self.service.weights_changed.connect(self.network_label.show_weights)
        self.service.weights_changed.connect(self.weights_menu.show_weights)
        self.personal.changed.connect(self.weights_menu.show_personal)
        persons = self.people, self.my_digits, self.personal, self.teaching
        for worker in (self.service, self.inspector, self.view_export, self.parameters, *persons):
            worker.failed.connect(self.errors.show)

    def _submit(self, replaces: bool) -> None:
        self.service.submit(self.sketch.drawing, self.canvas_panel.normalise.isChecked(), replaces)

    @Slot(object, int)
    def _on_recognised(self, answer: Recognition) -> None:
        for view in self.views:
            view.show_recognition(answer)
        if not self._told.isValid() or self._told.hasExpired(_TELL_MS):
            self._told.start()
            self._time.set_text(self.tr("network: {ms} ms").format(ms=f"{1000 * answer.seconds:.1f}"))

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        self.undo_changes.setEnabled(bool(changes))
        self.setWindowTitle(self.tr("LeNet-5 (changed)") if changes else self.tr("LeNet-5"))

    @Slot(object)
    def _on_unit(self, unit: Unit | None) -> None:
        if unit is not None and unit.layer in (NAMES[0], NAMES[-1]):
            self.drawer.setCurrentWidget(self.drawer.why_page)

    @Slot()
    def _ask_for_weights(self) -> None:
        filters = [self.tr("LeNet-5 weights (*.safetensors)"), self.tr("All files (*)")]
        file_dialog(self, self.tr("Open weights"), filters, self.open_weights_file).open()

    @Slot(str)
    def open_weights_file(self, name: str) -> None:
        """Load weights from a file; if that fails, show why and keep the present ones."""
        self.service.load(WeightsSource.file(Path(name)))

    @property
    def training(self) -> "TrainingController":
        """Made when it is first needed, so that the first window does not wait for it."""
        if self._training is None:
            from lenet_gui.training.controller import TrainingController

            self._training = TrainingController(
                self._runs, self.service, self.people, self.my_digits, self._settings, self
            )
            self._training.said.connect(self._run.setText)
            self._training.followed.connect(self.network_label.show_pass)
            self._training.step_wanted.connect(self.training_step.show_run)
        return self._training

    @Slot()
    def _show_training(self) -> None:
        self.training.show_window()

    @Slot()
    def close_at_once(self) -> None:
        self._asks = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._asks and self._training is not None and not self._training.may_close(self.close_at_once):
            event.ignore()
            return
        self._settings.keep("geometry", self.saveGeometry())
        self._settings.keep("splitter", self._splitter.sizes())
        self._settings.keep("splitter_middle", self._middle.sizes())
        self._settings.keep("pen_width", round(self.sketch.pen_width * 100))
        self._settings.keep("normalise", self.canvas_panel.normalise.isChecked())
        self.hide()  # at once, even if workers still have to finish a step
        self.shut_down()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """End all threads and processes. Safe at any moment, and more than once."""
        for part in (
            self.training_step,
            self.parameters,
            self.my_digits,
            self.people,
            self.teaching,
            self._training,
            self.inspector,
        ):
            if part is not None:
                part.shut_down()
        self.service.shut_down()
