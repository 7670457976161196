"""The weights of C5 and F6: one C5 unit's kernels, F6's weights as one picture, and one F6 unit's as bars."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QSpinBox, QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.translate import translate
from lenet_gui.parameters.bars import BarsView
from lenet_gui.parameters.kernels.picture import c5_kernels
from lenet_gui.parameters.kernels.table import KernelTable
from lenet_gui.parameters.scale_bar import ScaleBar
from lenet_gui.parameters.section import heading, page_of
from lenet_gui.parameters.weight_picture import WeightPicture
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.wiring import Unit, shape_of
from model.network.words.unit_names import map_name


class DensePage(QWidget):
    """C5 above, F6 below, each with a field for the unit.

    Signals:
        chosen: the layer and unit or map that the person chose.
    """

    chosen = Signal(str, int)

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameters: Parameters | None = None
        self._limit = 1.0
        self._bars = ScaleBar(scale), ScaleBar(scale)
        self.c5_unit = self._spin_box("C5")
        self.f6_unit = self._spin_box("F6")
        self.c5 = KernelTable(scale, self.tr("C5: one unit's sixteen kernels"), c5_kernels(0))
        self.f6 = WeightPicture(scale)
        self.f6_weights = BarsView(
            self.tr("The weights of the chosen F6 unit"),
            shape_of("C5")[0],
            partial(map_name, "C5", translate=translate),
        )
        self.f6_title = QLabel()
        c5_title = self.tr("C5: a unit's sixteen kernels, each on a whole S4 map")
        f6_title = self.tr("F6: a row of weights for each of the 84 units, a column for each C5 unit")
        self.setLayout(
            page_of(
                heading(c5_title, self.c5_unit, self._bars[0]),
                (self.c5, 3),
                heading(f6_title, self.f6_unit, self._bars[1]),
                (self.f6, 6),
                (self.f6_title, 0),
                (self.f6_weights, 3),
            )
        )
        self.c5_unit.valueChanged.connect(partial(self._on_spun, "C5"))
        self.f6_unit.valueChanged.connect(partial(self._on_spun, "F6"))
        self.c5.chosen.connect(self.chosen)
        self.f6.chosen.connect(self.f6_unit.setValue)
        self.f6_weights.chosen.connect(self.c5_unit.setValue)
        self._follow()

    def _spin_box(self, layer: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, shape_of(layer)[0] - 1)
        box.setWrapping(True)
        box.setPrefix(self.tr("unit "))
        box.setAccessibleName(self.tr("{layer} unit").format(layer=layer))
        return box

    def show_parameters(self, parameters: Parameters) -> None:
        """Show weights, each layer on its own scale."""
        self._parameters = parameters
        self._limit = self._bars[0].fit(parameters.c5_weight)
        self.f6.show_weights(parameters.f6_weight, self._bars[1].fit(parameters.f6_weight))
        self._follow()

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's S4 maps and the C5 unit's value next to the kernels."""
        self.c5.show_recognition(answer)

    def choose(self, unit: Unit | None) -> None:
        """Show a unit of C5 or F6; highlight a map of S4."""
        for layer, box in (("C5", self.c5_unit), ("F6", self.f6_unit)):
            if unit is not None and unit.layer == layer:
                box.blockSignals(True)
                box.setValue(unit.map)
                box.blockSignals(False)
        self._follow()
        # The C5 unit shown needs no highlight.
        self.c5.mark(unit if unit is not None and unit.layer == "S4" else None)
        self.f6_weights.mark(unit.map if unit is not None and unit.layer == "C5" else None)

    @Slot(str, int)
    def _on_spun(self, layer: str, index: int) -> None:
        self._follow()
        self.chosen.emit(layer, index)

    def _follow(self) -> None:
        c5_unit, f6_unit = self.c5_unit.value(), self.f6_unit.value()
        self.c5.show_kernels(c5_kernels(c5_unit, self._parameters), self._limit)
        self.f6.mark(f6_unit)
        bias = ""
        if self._parameters is not None:
            self.f6_weights.show_values(self._parameters.f6_weight[f6_unit])
            bias = f"{float(self._parameters.f6_bias[f6_unit]):+.4f}"
        template = self.tr("The weights of F6 unit {unit}, one for each C5 unit; bias {bias}")
        self.f6_title.setText(template.format(unit=f6_unit, bias=bias))
