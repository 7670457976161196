"""The main window: canvas, network, answer, laid out and wired to each other. No logic of its own."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QMessageBox, QSplitter, QVBoxLayout, QWidget

from lenet_gui.canvas.panel import THICKEST, THINNEST, CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.errors import ErrorDialogs
from lenet_gui.look import Look
from lenet_gui.network.answer import AnswerView
from lenet_gui.network.maps_panel import MapsPanel
from lenet_gui.network.penalties import PenaltyBars
from lenet_gui.scale import ActivationScale
from lenet_gui.settings import Settings
from lenet_gui.training_link import TrainingLink
from lenet_gui.workers.recognition import RecognitionService
from lenet_gui.workers.training import TrainingService
from model import __version__
from model.assets import shipped_weights
from model.recognition import Recognition
from model.records import WeightsInfo

SMALLEST = (860, 560)
FIRST_SIZE = (1180, 760)


class MainWindow(QMainWindow):
    """Draw on the left, see the maps in the middle, read the answer on the right."""

    def __init__(self, service: RecognitionService, training: TrainingService, settings: Settings, look: Look) -> None:
        super().__init__()
        self.service = service
        self.training = TrainingLink(training, service, settings, self)
        self._settings = settings
        self._look = look
        self.errors = ErrorDialogs(self)
        self.sketch = Sketch(self)
        self.sketch.pen_width = settings.number_of("pen_width", 6, THINNEST, THICKEST) / 100
        self.canvas_panel = CanvasPanel(self.sketch)
        self.scale = ActivationScale(settings.text_of("colour_map", ""), self)
        self.maps = MapsPanel(self.scale)
        self.answer = AnswerView(self.scale)
        self.penalties = PenaltyBars()
        self._time = QLabel()
        self._unit = QLabel()
        self._unit.setIndent(12)
        self._weights = QLabel()
        self._in_use = ""
        self._run = QLabel()
        self.setWindowTitle(self.tr("LeNet-5"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self._lay_out()
        self._make_menus()
        self._wire()
        self.restoreGeometry(settings.bytes_of("geometry"))
        self._splitter.restoreState(settings.bytes_of("splitter"))
        self.canvas_panel.normalise.setChecked(settings.flag_of("normalise", True))
        self.canvas_panel.canvas.setFocus()
        self._submit(replaces=True)

    @property
    def views(self) -> tuple[AnswerView | PenaltyBars | MapsPanel | CanvasPanel, ...]:
        """Everything that shows an answer."""
        return self.canvas_panel, self.maps, self.answer, self.penalties

    @property
    def readout(self) -> str:
        """What the status bar says of the unit under the pointer."""
        return self._unit.text()

    def _lay_out(self) -> None:
        answer_side = QWidget()
        column = QVBoxLayout(answer_side)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.answer)
        title = QLabel(self.tr("<b>OUTPUT</b>  penalty = squared distance to each code; the smallest wins"))
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(self.penalties, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        for side, stretch in ((self.canvas_panel, 10), (self.maps, 15), (answer_side, 9)):
            self._splitter.addWidget(side)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes([310, 480, 290])
        self.setCentralWidget(self._splitter)
        self.statusBar().addWidget(self._time)
        self.statusBar().addWidget(self._unit, 1)
        self.statusBar().addPermanentWidget(self._run)
        self.statusBar().addPermanentWidget(self._weights)

    def _make_menus(self) -> None:
        bar = self.menuBar()
        panel = self.canvas_panel
        file = bar.addMenu(self.tr("&File"))
        leave = file.addAction(self.tr("&Quit"), self.close)
        leave.setShortcuts(QKeySequence.StandardKey.Quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        edit = bar.addMenu(self.tr("&Edit"))
        edit.addActions([panel.undo, panel.redo])
        edit.addSeparator()
        edit.addActions([panel.pen, panel.eraser])
        edit.addSeparator()
        edit.addAction(panel.clear)
        model = bar.addMenu(self.tr("&Model"))
        self.open_weights = model.addAction(self.tr("&Open weights ..."), self._ask_for_weights)
        self.open_weights.setShortcuts(QKeySequence.StandardKey.Open)
        self.use_shipped = model.addAction(self.tr("Use the weights that &ship"), self._use_shipped_weights)
        train = bar.addMenu(self.tr("&Train"))
        self.train = train.addAction(self.tr("&Train ..."), self.training.show_window)
        self.train.setShortcut(QKeySequence("Ctrl+T"))
        view = bar.addMenu(self.tr("&View"))
        schemes = QActionGroup(self)
        chosen = self._settings.text_of("scheme", "system")
        for name, text in (
            ("system", self.tr("Colours of the &system")),
            ("light", self.tr("&Light")),
            ("dark", self.tr("&Dark")),
        ):
            action = view.addAction(text)
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == chosen)
            schemes.addAction(action)
        schemes.triggered.connect(self._on_scheme)
        self._look.choose(chosen)
        help_menu = bar.addMenu(self.tr("&Help"))
        help_menu.addAction(self.tr("&Keys and gestures"), self._show_keys)
        about = help_menu.addAction(self.tr("&About LeNet-5"), self._show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _wire(self) -> None:
        self.sketch.grew.connect(self._on_grew)
        self.sketch.replaced.connect(self._on_replaced)
        self.canvas_panel.normalise_changed.connect(self._on_replaced)
        self.maps.described.connect(self._unit.setText)
        self.service.recognised.connect(self._on_recognised)
        self.service.weights_changed.connect(self._on_weights)
        self.service.failed.connect(self.errors.show)
        self.training.said.connect(self._run.setText)
        self.training.followed.connect(self._on_followed)

    def _submit(self, replaces: bool) -> None:
        self.service.submit(self.sketch.drawing, self.canvas_panel.normalise.isChecked(), replaces)

    @Slot()
    def _on_grew(self) -> None:
        self._submit(replaces=False)

    @Slot()
    def _on_replaced(self) -> None:
        self._submit(replaces=True)

    @Slot(object, int)
    def _on_recognised(self, answer: Recognition) -> None:
        for view in self.views:
            view.show_recognition(answer)
        self._time.setText(self.tr("network: {ms} ms").format(ms=f"{1000 * answer.seconds:.1f}"))

    @Slot(object, object)
    def _on_weights(self, path: Path, info: WeightsInfo) -> None:
        name = self.tr("shipped") if path == shipped_weights() else path.name
        error = info.origin.get("mnist_test_error_percent")
        text = self.tr("weights: {name}").format(name=name)
        if isinstance(error, int | float):
            text += self.tr(", {error} % error on MNIST's test digits").format(error=f"{error:.2f}")
        self._in_use = text
        self._weights.setText(text)

    @Slot(int)
    def _on_followed(self, number: int) -> None:
        in_training = self.tr("under the pen: the network in training, pass {number}").format(number=number)
        self._weights.setText(in_training if number >= 0 else self._in_use)

    @Slot()
    def _ask_for_weights(self) -> None:
        dialog = QFileDialog(self, self.tr("Open weights"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("LeNet-5 weights (*.safetensors)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open_weights_file)
        dialog.open()

    @Slot(str)
    def open_weights_file(self, name: str) -> None:
        """Take a file's weights into use; if it is not fit, say so and keep those in use."""
        self.service.load(Path(name))

    @Slot()
    def _use_shipped_weights(self) -> None:
        self.service.load(shipped_weights())

    @Slot(QAction)
    def _on_scheme(self, action: QAction) -> None:
        name = str(action.data())
        self._settings.keep("scheme", name)
        self._look.choose(name)

    @Slot()
    def _show_keys(self) -> None:
        rows = (
            ("P / E", self.tr("pen / eraser")),
            (self.tr("right mouse button, pen's other end"), self.tr("erase")),
            ("Ctrl+Z / Ctrl+Shift+Z", self.tr("undo / redo")),
            ("C, Del", self.tr("clear the canvas")),
            (self.tr("arrows, Space on the canvas"), self.tr("draw by keyboard; Shift leaps")),
            (self.tr("arrows, Page Up/Down on a map"), self.tr("walk from unit to unit, from map to map")),
            ("Ctrl+O", self.tr("open weights")),
            ("Ctrl+T", self.tr("train")),
        )
        text = "".join(f"<tr><td><b>{keys}</b>&nbsp;&nbsp;</td><td>{what}</td></tr>" for keys, what in rows)
        self._inform(self.tr("Keys and gestures"), f"<table>{text}</table>")

    @Slot()
    def _show_about(self) -> None:
        self._inform(
            self.tr("About LeNet-5"),
            self.tr(
                "<h3>LeNet-5 {version}</h3><p>The network of LeCun, Bottou, Bengio and Haffner, "
                "<i>Gradient-Based Learning Applied to Document Recognition</i>, 1998: seven layers, 60,000 trainable "
                "parameters, Euclidean RBF output.</p><p>MNIST: LeCun, Cortes, Burges; CC BY-SA 3.0.</p>"
            ).format(version=__version__),
        )

    def _inform(self, title: str, text: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Close, self)
        box.setTextFormat(Qt.TextFormat.RichText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.keep("geometry", self.saveGeometry())
        self._settings.keep("splitter", self._splitter.saveState())
        self._settings.keep("pen_width", round(self.sketch.pen_width * 100))
        self._settings.keep("normalise", self.canvas_panel.normalise.isChecked())
        # The window is gone for the person at once, even where the workers still have to finish a step.
        self.hide()
        self.training.shut_down()
        self.service.stop()
        super().closeEvent(event)
