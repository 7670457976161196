"""The pages of the layers' parameters: C1 and C3, S2 and S4, C5 and F6."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.translate import figure, tr
from lenet_gui.base.widgets import column, let_wheel_pass, put_beside, row, wrapped_label
from lenet_gui.parameters.bars import BarsView
from lenet_gui.parameters.kernel_set import c1_kernels, c3_kernels, c5_kernels
from lenet_gui.parameters.kernel_table import KernelTable
from lenet_gui.parameters.scale_bar import ScaleBar
from lenet_gui.parameters.weight_picture import WeightPicture
from lenet_gui.style.dressed import Dressed
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.wiring import Unit, shape_of
from model.network.words.unit_names import map_name

_TITLE_LETTERS = 24
"""A title with room for fewer letters than this would have too many lines."""


class TitleRow(Dressed):
    """A wrapping title with widgets to its right, or below it where that leaves too little for the title."""

    def __init__(self, text: str, *beside: QWidget) -> None:
        super().__init__()
        label, self._beside = wrapped_label(text), row(*beside, margin=0, spacing=12)
        self._both = row(label, self._beside, grows=label, margin=0, spacing=12)
        self.setLayout(self._both)

    def _dress(self) -> None:
        left = self.width() - self._beside.sizeHint().width()
        put_beside(self._both, left >= _TITLE_LETTERS * self.fontMetrics().averageCharWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._beside.minimumSize().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._dress()
        super().resizeEvent(event)


def page_of(*parts: tuple[QWidget, int]) -> QVBoxLayout:
    """Headings and views, each with its stretch factor, one below the other."""
    made = column(*(part for part, _ in parts), margin=(10, 8, 10, 8), spacing=6)
    for part, stretch in parts:
        made.setStretchFactor(part, stretch)
    return made


class WeightsPage(QWidget):
    """Some layers' parameters."""

    chosen = Signal(str, int)  # the layer and the map or unit that the person chose

    _parameters: Parameters | None = None

    def show_parameters(self, parameters: Parameters) -> None:
        raise NotImplementedError

    def show_recognition(self, answer: Recognition) -> None:
        if answer.parameters is not self._parameters:
            self._parameters = answer.parameters
            self.show_parameters(answer.parameters)


class KernelsPage(WeightsPage):
    """C1's six kernels above C3's sixty, arranged as in the paper's Table I."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__()
        self.c1 = KernelTable(scale, self.tr("C1: six kernels on INPUT"), c1_kernels())
        self.table_i = KernelTable(scale, self.tr("C3: sixty kernels on the S2 maps, Table I"), c3_kernels())
        self.c1_scale, self.c3_scale = ScaleBar(scale), ScaleBar(scale)
        c1_title = self.tr("C1: six kernels, all on INPUT")
        c3_title = self.tr("C3, the paper's Table I: each column is a C3 map, with a kernel for each S2 map it reads")
        self.setLayout(
            page_of(
                (TitleRow(c1_title, self.c1_scale), 0),
                (self.c1, 2),
                (TitleRow(c3_title, self.c3_scale), 0),
                (self.table_i, 7),
            )
        )
        for table in (self.c1, self.table_i):
            table.chosen.connect(self.chosen)

    def show_parameters(self, parameters: Parameters) -> None:
        self.c1.show_kernels(c1_kernels(parameters), self.c1_scale.fit(parameters.c1_weight))
        self.table_i.show_kernels(c3_kernels(parameters), self.c3_scale.fit(parameters.c3_weight))

    def show_recognition(self, answer: Recognition) -> None:
        super().show_recognition(answer)
        self.c1.show_recognition(answer)
        self.table_i.show_recognition(answer)

    def choose(self, unit: Unit | None) -> None:
        self.c1.mark(unit)
        self.table_i.mark(unit)


class SubsamplingPage(WeightsPage):
    """S2 and S4, with two bars for each map: the coefficient of the sum of four inputs, and the bias."""

    def __init__(self) -> None:
        super().__init__()
        self.coefficients, self.biases = (
            {layer: self._bars(layer, title) for layer in ("S2", "S4")}
            for title in (self.tr("{layer}: coefficients"), self.tr("{layer}: biases"))
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 10, 8)
        about = wrapped_label(
            self.tr(
                "A subsampling unit sums a 2×2 block, multiplies the sum by its map's coefficient, and adds its map's "
                "bias. Each chart has its own scale, fitted to its parameters."
            )
        )
        grid.addWidget(about, 0, 0, 1, 2)
        for at, bars in enumerate((self.coefficients, self.biases)):
            grid.setColumnStretch(at, 1)
            for line, view in enumerate(bars.values()):
                grid.addWidget(QLabel(view.accessibleName()), 2 * line + 1, at)
                grid.addWidget(view, 2 * line + 2, at)
                grid.setRowStretch(2 * line + 2, 1)

    def _bars(self, layer: str, title: str) -> BarsView:
        bars = BarsView(title.format(layer=layer), shape_of(layer)[0], partial(map_name, layer, tr=tr))
        bars.chosen.connect(partial(self.chosen.emit, layer))
        return bars

    def show_parameters(self, parameters: Parameters) -> None:
        self.coefficients["S2"].show_values(parameters.s2_coefficient)
        self.coefficients["S4"].show_values(parameters.s4_coefficient)
        self.biases["S2"].show_values(parameters.s2_bias)
        self.biases["S4"].show_values(parameters.s4_bias)

    def choose(self, unit: Unit | None) -> None:
        for bars in (self.coefficients, self.biases):
            for layer, view in bars.items():
                view.mark(unit.map if unit is not None and unit.layer == layer else None)


class DensePage(WeightsPage):
    """C5 above, F6 below, each with a field for the unit."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__()
        self._c5_scale, self._f6_scale = ScaleBar(scale), ScaleBar(scale)
        self.c5_unit, self.f6_unit = self._spin_box("C5"), self._spin_box("F6")
        self.c5 = KernelTable(scale, self.tr("C5: one unit's sixteen kernels"), c5_kernels(0))
        self.f6 = WeightPicture(scale)
        name, c5_name = self.tr("The weights of the chosen F6 unit"), partial(map_name, "C5", tr=tr)
        self.f6_weights = BarsView(name, shape_of("C5")[0], c5_name)
        self.f6_title = QLabel()
        c5_title = self.tr("C5: a unit's sixteen kernels, each on a whole S4 map")
        f6_title = self.tr("F6: a row of weights for each of the 84 units, a column for each C5 unit")
        self.setLayout(
            page_of(
                (TitleRow(c5_title, self.c5_unit, self._c5_scale), 0),
                (self.c5, 3),
                (TitleRow(f6_title, self.f6_unit, self._f6_scale), 0),
                (self.f6, 6),
                (self.f6_title, 0),
                (self.f6_weights, 3),
            )
        )
        self.c5.chosen.connect(self.chosen)
        self.f6.chosen.connect(self.f6_unit.setValue)
        self.f6_weights.chosen.connect(self.c5_unit.setValue)
        self._follow()

    def _spin_box(self, layer: str) -> QSpinBox:
        box = QSpinBox()
        let_wheel_pass(box)
        box.setRange(0, shape_of(layer)[0] - 1)
        box.setWrapping(True)
        box.setPrefix(self.tr("unit "))
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.setAccessibleName(self.tr("{layer} unit").format(layer=layer))
        box.valueChanged.connect(partial(self._on_spun, layer))
        return box

    def show_parameters(self, parameters: Parameters) -> None:
        self._c5_scale.fit(parameters.c5_weight)
        self.f6.show_weights(parameters.f6_weight, self._f6_scale.fit(parameters.f6_weight))
        self._follow()

    def show_recognition(self, answer: Recognition) -> None:
        super().show_recognition(answer)
        self.c5.show_recognition(answer)

    def choose(self, unit: Unit | None) -> None:
        """Show a unit of C5 or F6; highlight a map of S4."""
        for layer, box in (("C5", self.c5_unit), ("F6", self.f6_unit)):
            if unit is not None and unit.layer == layer:
                with QSignalBlocker(box):
                    box.setValue(unit.map)
        self._follow()
        # The C5 unit shown needs no highlight.
        self.c5.mark(unit if unit is not None and unit.layer == "S4" else None)
        self.f6_weights.mark(unit.map if unit is not None and unit.layer == "C5" else None)

    @Slot(str, int)
    def _on_spun(self, layer: str, index: int) -> None:
        self._follow()
        self.chosen.emit(layer, index)

    def _follow(self) -> None:
        unit, parameters, bias = self.f6_unit.value(), self._parameters, ""
        self.c5.show_kernels(c5_kernels(self.c5_unit.value(), parameters), self._c5_scale.limit)
        self.f6.mark(unit)
        if parameters is not None:
            self.f6_weights.show_values(parameters.f6_weight[unit])
            bias = figure(float(parameters.bias("F6", unit)))
        template = self.tr("The weights of F6 unit {unit}, one for each C5 unit; bias {bias}")
        self.f6_title.setText(template.format(unit=unit, bias=bias))
