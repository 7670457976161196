"""The parameters window: what training has made of the network and how it is built. Layout and wiring."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.settings import Settings
from lenet_gui.base.timers import timer
from lenet_gui.base.widgets import column, row, widget_of
from lenet_gui.inspect.drawer import ShowsAnswers
from lenet_gui.parameters.histograms import HistogramsPage
from lenet_gui.parameters.layers_page import LayersPage
from lenet_gui.parameters.weight_pages import DensePage, KernelsPage, SubsamplingPage
from lenet_gui.saving.view_export import ViewExport
from lenet_gui.style.spoken import SpokenWindow
from lenet_gui.style.tabs import Tabs
from model.network.recognition import Recognition
from model.network.wiring import Unit, shape_of

FIRST_SIZE = (1060, 760)
HISTOGRAM_PAUSE_MS = 100
"""Painting twelve plots takes too long for every answer."""


class ParametersWindow(SpokenWindow, QWidget):
    """Kernels, coefficients, weights and histograms, updated while you draw; the table of layers."""

    unit_chosen = Signal(object)  # a Unit of the map that the person chose here
    save_wanted = Signal(object)  # a SaveRequest
    failed = Signal(str)  # what went wrong, for the person to read

    def __init__(self, scale: ActivationScale, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._answer: Recognition | None = None
        self._unit: Unit | None = None
        self._counted: Recognition | None = None
        self.kernels = KernelsPage(scale)
        self.subsampling = SubsamplingPage()
        self.dense = DensePage(scale)
        self.histograms = HistogramsPage()
        self.layers = LayersPage()
        self._pause = timer(self, HISTOGRAM_PAUSE_MS, self._catch_up)
        self.tabs = Tabs(self.tr("Parameters"), higher=4)
        self.tabs.addTab(Scrolled(self.kernels), self.tr("&Kernels"))
        self.tabs.addTab(Scrolled(self.subsampling), self.tr("&S2, S4"))
        self.tabs.addTab(Scrolled(self.dense), self.tr("C&5, F6"))
        self.tabs.addTab(Scrolled(self.histograms), self.tr("&Histograms"))
        self.tabs.addTab(self.layers, self.tr("&Layers"))
        self._export = ViewExport(self, (), lambda: self._answer)
        # Clear of the line below the tabs, and in line with their texts.
        self.tabs.setCornerWidget(widget_of(row(self._export_button(), margin=(0, 0, 0, 3))))
        self.setLayout(column(self.tabs, margin=10))
        self.setWindowTitle(self.tr("Parameters of LeNet-5"))
        self.resize(*FIRST_SIZE)
        for page in (self.kernels, self.subsampling, self.dense):
            page.chosen.connect(self._on_chosen)
        for part in (self.layers, self._export):
            part.save_wanted.connect(self.save_wanted)
            part.failed.connect(self.failed)
        self.tabs.currentChanged.connect(self._refresh)
        settings.place(self, "parameters_geometry")

    def _export_button(self) -> QPushButton:
        button = QPushButton(self.tr("Export"))
        button.setToolTip(self.tr("Copy or save the whole page as a picture"))
        menu = QMenu(button)
        self.copy_page = menu.addAction(self.tr("&Copy this page"), self._copy_page)
        self.save_page = menu.addAction(self.tr("&Save this page ..."), self._save_page)
        button.setMenu(menu)
        return button

    @Slot()
    def _copy_page(self) -> None:
        self._export.copy_view(self.page_in_front())

    @Slot()
    def _save_page(self) -> None:
        self._export.ask_for_view(self.page_in_front(), self.tr("this page"), "lenet5-parameters")

    def page_in_front(self) -> QWidget:
        """The visible page, without its scroll area."""
        shown = self.tabs.currentWidget()
        return shown.page if isinstance(shown, Scrolled) else shown

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer and its network's parameters; a hidden window only remembers it."""
        self._answer = answer
        if self.isVisible() and not (self.histograms.isVisible() and self._pause.isActive()):
            self._refresh()

    def choose(self, unit: Unit | None) -> None:
        self._unit = unit
        for page in (self.kernels, self.subsampling, self.dense):
            page.choose(unit)

    @Slot()
    def _refresh(self) -> None:
        """Update the visible page; the others are updated when they become visible."""
        if self._answer is None or not self.isVisible():
            return
        page = self.page_in_front()
        if isinstance(page, ShowsAnswers):
            page.show_recognition(self._answer)
        if page is self.histograms:
            self._counted = self._answer
            self._pause.start()

    @Slot()
    def _catch_up(self) -> None:
        if self._counted is not self._answer:
            self._refresh()

    @Slot(str, int)
    def _on_chosen(self, layer: str, index: int) -> None:
        """A map's unit: in the place of the one chosen already, where that is of the layer, else in its middle."""
        row = column = shape_of(layer)[1] // 2
        if self._unit is not None and self._unit.layer == layer:
            row, column = self._unit.row, self._unit.column
        self.unit_chosen.emit(Unit(layer, index, row, column))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
