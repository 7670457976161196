"""The main window: makes its parts, lays them out, and connects them. No logic of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow

from lenet_gui.activity.controller import ActivityController
from lenet_gui.answer.side import AnswerSide
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.colour_scheme import ColourScheme
from lenet_gui.base.error_dialogs import ErrorDialogs
from lenet_gui.base.keys import MY_DIGITS, TRAIN, tab_through
from lenet_gui.base.settings import Settings
from lenet_gui.base.widgets import bring_to_front, column, file_dialog, widget_of
from lenet_gui.canvas.panel import CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.columns import Columns
from lenet_gui.drawings.actions import fill_edit, fill_file
from lenet_gui.drawings.controller import DrawingsController
from lenet_gui.drawings.film import Film
from lenet_gui.findings.controller import FindingsController
from lenet_gui.footer import Footer
from lenet_gui.inspect.change_history import ChangeHistory
from lenet_gui.inspect.drawer import Drawer, ShowsAnswers
from lenet_gui.inspect.inspector import Inspector
from lenet_gui.menus.help import Help
from lenet_gui.menus.view_menu import ViewMenu
from lenet_gui.menus.weights_menu import WeightsMenu
from lenet_gui.network.network_panel import NetworkPanel
from lenet_gui.network.output_rows import OutputRows
from lenet_gui.numbers.controller import NumbersController
from lenet_gui.parameters.controller import ParametersController
from lenet_gui.person_parts import PersonParts
from lenet_gui.saving.file_saver import FileSaver
from lenet_gui.saving.view_export import ExportedView, ViewExport
from lenet_gui.style.child_window import CLOSE, KEEP_CLEAR, fitting
from lenet_gui.style.text_size import TextSize
from lenet_gui.tour.controller import TourController
from lenet_gui.training_step.controller import TrainingStepController
from lenet_gui.workers.reading.weights_source import WeightsSource
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.run_store import RunStore
from model.my_digits.people import Profiles
from model.network.changes import Changes
from model.network.recognition import Recognition

if TYPE_CHECKING:
    from lenet_gui.training.controller import TrainingController

SMALLEST = (860, 560)
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Draw on the left, see the network in the middle, read the answer on the right."""

    def __init__(
        self,
        service: RecognitionService,
        runs: RunStore,
        profiles: Profiles,
        settings: Settings,
        colour_scheme: ColourScheme,
        text_size: TextSize,
    ) -> None:
        super().__init__()
        self.service = service
        self._settings, self._runs, self._asks = settings, runs, True
        self._training: TrainingController | None = None
        self.errors, self.saver = ErrorDialogs(self), FileSaver(self)
        self.sketch = Sketch(self)
        self.drawings = DrawingsController(self.sketch, settings, self)
        self.canvas_panel = CanvasPanel(self.sketch, self.drawings.tray)
        self.canvas_panel.canvas.setObjectName(KEEP_CLEAR)
        pen = self.canvas_panel.tools.pen_width
        pen.setValue(settings.number_of("pen_width", pen.value(), pen.minimum(), pen.maximum()))
        pen.valueChanged.connect(lambda width: settings.keep("pen_width", width))
        self.scale = ActivationScale(settings.text_of("colour_map", ""), self)
        self.network = NetworkPanel(self.scale)
        self.history = ChangeHistory(self)
        self.drawer = Drawer(self.scale, self.history)
        self.numbers = NumbersController(service, self.sketch, self.canvas_panel, self.drawer)
        self.inspector = Inspector(service, self.network, self.drawer, self.history, self)
        self.findings = FindingsController(service, self.network.view, self.drawer, self.drawings, self)
        self.answer_side = AnswerSide()
        self.answer, self.naming = self.answer_side.answer, self.answer_side.naming
        self.penalties = self.answer_side.penalties
        self._person = person = PersonParts(
            profiles, service, self.sketch, self.canvas_panel, self.numbers, self.naming, settings, self
        )
        self.people, self.my_digits, self.teaching = person.people, person.my_digits, person.teaching
        self.personal, self.taught, self.canvas_side = person.personal, person.taught, person.canvas_side
        self.parameters = ParametersController(self.scale, settings, self)
        self.training_step = TrainingStepController(self.scale, settings, lambda: self.training, self)
        self.weights_menu = WeightsMenu(self.personal.use_shipped, self.personal.use, service.use_others, self)
        self.view_menu = ViewMenu(settings, colour_scheme, text_size, self.scale, self)
        self.help = Help(self, (self.canvas_panel.canvas, self.network.view, self.penalties, self.drawer))
        self.view_export = ViewExport(
            self,
            (
                ExportedView(self.tr("The network"), self.network),  # with its colour scale
                ExportedView(self.tr("Why this value?"), self.drawer.why_page, lambda: self.inspector.explains),
                *self.findings.exported_views(),
                ExportedView(self.tr("The penalties"), self.penalties),
                ExportedView(self.tr("The answer"), self.answer),
            ),
            lambda: self.inspector.answer,
        )
        self.footer = Footer()
        self.tour = TourController(
            self.network.view, self.sketch, self.canvas_panel, self.drawings, self.history, settings, self
        )
        self.activity = ActivityController(
            self.footer.activity,
            self.my_digits,
            self.teaching,
            self.taught,
            runs,
            self.tour,
            lambda: self.training,
            self,
        )
        self.network_label = self.footer.weights
        self.setWindowTitle(self.tr("LeNet-5"))
        self.setAcceptDrops(True)
        self.resize(fitting(QSize(*FIRST_SIZE), self.screen().availableGeometry()))
        self.setMinimumSize(QSize(*SMALLEST).boundedTo(self.size()))
        self._columns = Columns(self.canvas_panel, self.network, self.drawer, self.answer_side, settings)
        self.film = Film(self.drawings.player, self.sketch, self._columns, self)
        self._lay_out()
        self._make_menus()
        self._wire()
        settings.place(self, "geometry")
        self.canvas_panel.canvas.setFocus()
        OutputRows(self.network.view, self.penalties)
        self._submit(replaces=True)

    @property
    def views(self) -> tuple[ShowsAnswers, ...]:
        shown = self.canvas_panel, self.network.view, self.answer_side, self.inspector
        return *shown, self.parameters, self.training_step, self.footer, self.tour

    def _lay_out(self) -> None:
        parts = self._columns, self.footer
        self.setCentralWidget(widget_of(column(*parts, grows=self._columns, margin=0, spacing=0)))
        # Of the drawer, where a number's digits are chosen: other pages have fields for numbers.
        for part in (self.canvas_panel, self.network, self.answer_side, self.drawer.number_page):
            part.addActions(self.naming.keys)
        tab_through(self.canvas_panel.canvas, self.canvas_side.bubble)

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(self.tr("&File"))
        fill_file(file, self.drawings, self.film, self.canvas_panel.tools)
        file.addSeparator()
        self.view_export.fill(file)
        file.addSeparator()
        quit_action = file.addAction(self.tr("&Quit"), self.close)
        quit_action.setShortcuts([QKeySequence("Ctrl+Q"), QKeySequence(CLOSE)])
        quit_action.setMenuRole(QAction.MenuRole.QuitRole)
        fill_edit(bar.addMenu(self.tr("&Edit")), self.drawings, self.canvas_panel.tools)
        model_menu = bar.addMenu(self.tr("&Model"))
        model_menu.addAction(self.tr("&Open weights ..."), "Ctrl+Shift+O", self._ask_for_weights)
        model_menu.addSeparator()
        self.weights_menu.fill(model_menu)
        model_menu.addSeparator()
        pages = self.findings.fill(model_menu)
        pages.append(model_menu.addAction(self.tr("&What if ..."), "Ctrl+I", self.inspector.ask_what_if))
        for page in pages:
            page.triggered.connect(lambda: bring_to_front(self))
        self.undo_changes = model_menu.addAction(self.tr("Undo all &changes to the network"), self.history.undo_all)
        model_menu.addSeparator()
        parameters = model_menu.addAction(self.tr("&Parameters ..."), "Ctrl+L", self.parameters.show_window)
        train_menu = bar.addMenu(self.tr("&Train"))
        my_digits = train_menu.addAction(self.tr("My &digits ..."), MY_DIGITS, self.my_digits.show_window)
        train = train_menu.addAction(self.tr("&Train ..."), TRAIN, self._show_training)
        train_menu.addAction(self.tr("One training &step ..."), self.training_step.show_window)
        # What opens a window or a page does so from every window, see ChildWindow.
        self.addActions([*pages, parameters, my_digits, train])
        view = bar.addMenu(self.tr("&View"))
        self.numbers.fill(view)
        self.view_menu.normalise.toggled.connect(self.sketch.normalise)
        self.view_menu.fill(view, self.network.waves)
        help_menu = bar.addMenu(self.tr("&Help"))
        help_menu.addAction(self.tr("&Tour"), self.tour.start)
        self.help.fill(help_menu)

    def _wire(self) -> None:
        self.sketch.grew.connect(self.network.view.end_wave)
        self.sketch.rested.connect(self.network.view.begin_wave)
        self.sketch.grew.connect(lambda: self._submit(replaces=False))  # last: from here on the worker runs
        self.sketch.replaced.connect(lambda: self._submit(replaces=True))
        self.sketch.reread.connect(lambda: self._submit(replaces=True))
        self.sketch.rested.connect(self.service.finish)
        self.canvas_panel.tools.replay.triggered.connect(self.drawings.player.replay)
        self.network.view.described.connect(self.footer.show_unit)
        self.inspector.unit_chosen.connect(self.parameters.choose)
        self.parameters.unit_chosen.connect(self.network.view.choose)
        self.penalties.asked.connect(self.inspector.ask_why)
        for part in (self.drawings, self.film, self.view_export, self.parameters):
            part.save_wanted.connect(self.saver.save)
        for speaker in (self.my_digits, self.drawings, self.film, self.view_export, self.saver):
            speaker.said.connect(self.canvas_panel.note.set_text)
        self.history.changed.connect(self._on_changes)
        self.history.changed.connect(self.network_label.show_changes)
        self._on_changes(self.history.changes)
        self.numbers.shown.connect(self.answer_side.show_numbers)
        self.answer_side.how.clicked.connect(self.numbers.show_how)
        self.service.recognised.connect(self._on_recognised)
        self.service.weights_changed.connect(self.network_label.show_weights)
        self.service.weights_changed.connect(self.weights_menu.show_weights)
        self.personal.changed.connect(self.weights_menu.show_personal)
        for worker in (self.service, self.inspector, self.findings, self.view_export, self.drawings, self.film):
            worker.failed.connect(self.errors.show)
        for person in (self.people, self.my_digits, self.personal, self.teaching):
            person.failed.connect(self.errors.over(lambda: self.my_digits.window))
        self.parameters.failed.connect(self.errors.over(lambda: self.parameters.window))
        self.training_step.failed.connect(self.errors.over(lambda: self.training_step.window))

    def _submit(self, replaces: bool) -> None:
        self.service.submit(self.sketch.drawing, self.sketch.normalises, replaces, bool(self.sketch.live))

    @Slot(object, int)
    def _on_recognised(self, answer: Recognition) -> None:
        for view in self.views:
            view.show_recognition(answer)

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        self.undo_changes.setEnabled(bool(changes))
        self.setWindowTitle(self.tr("Changed LeNet-5") if changes else self.tr("LeNet-5"))

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
            self._training.changed.connect(self.activity.show_run)
            self._training.followed.connect(self.network_label.show_pass)
            self._training.followed.connect(self.weights_menu.show_pass)
            self._training.step_wanted.connect(self.training_step.show_run)
            self._training.digit_wanted.connect(self.drawings.show_pixels)
            self._training.save_wanted.connect(self.saver.save)
        return self._training

    @Slot()
    def _show_training(self) -> None:
        self.training.show_window()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Told that a file was moved, as is proposed with Shift, some programs would delete it.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(self.drawings.can_take(event.mimeData()))

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.drawings.take(event.mimeData())

    @Slot()
    def close_at_once(self) -> None:
        self._asks = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._asks and self._training is not None and not self._training.may_close(self.close_at_once):
            event.ignore()
            return
        self._columns.keep()
        self.hide()  # at once, even if workers still have to finish a step
        self.shut_down()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """End all threads and processes. Safe at any moment, and more than once."""
        parts = self.drawings, self.parameters, self.training_step, self._person, self._training, self.inspector
        for part in (*parts, self.findings, self.film):
            if part is not None:
                part.shut_down()
        self.service.shut_down()
        self.saver.shut_down()
        self._settings.write_out()
