"""The coefficients and biases of S2 and S4."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lenet_gui.base.translate import translate
from lenet_gui.parameters.bars import BarsView
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.wiring import Unit, shape_of
from model.network.words.unit_names import map_name

_LAYERS = ("S2", "S4")


class SubsamplingPage(QWidget):
    """Two bars for each map: the coefficient of the sum of four inputs, and the bias.

    Signals:
        chosen: the layer and map that the person chose.
    """

    chosen = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.coefficients = {layer: self._bars(layer, self.tr("{layer}: coefficients")) for layer in _LAYERS}
        self.biases = {layer: self._bars(layer, self.tr("{layer}: biases")) for layer in _LAYERS}
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 10, 8)
        about = QLabel(
            self.tr(
                "A subsampling unit sums a 2x2 block, multiplies the sum by its map's coefficient, and adds its map's "
                "bias. Each chart has its own scale, fitted to its parameters."
            )
        )
        about.setWordWrap(True)
        grid.addWidget(about, 0, 0, 1, 2)
        for column, bars in enumerate((self.coefficients, self.biases)):
            grid.setColumnStretch(column, 1)
            for row, layer in enumerate(_LAYERS):
                title = QLabel(bars[layer].accessibleName())
                title.setAlignment(Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(title, 2 * row + 1, column)
                grid.addWidget(bars[layer], 2 * row + 2, column)
                grid.setRowStretch(2 * row + 2, 1)

    @property
    def views(self) -> list[BarsView]:
        """All four charts."""
        return [*self.coefficients.values(), *self.biases.values()]

    def _bars(self, layer: str, title: str) -> BarsView:
        bars = BarsView(title.format(layer=layer), shape_of(layer)[0], partial(map_name, layer, translate=translate))
        bars.chosen.connect(partial(self.chosen.emit, layer))
        return bars

    def show_parameters(self, parameters: Parameters) -> None:
        """Show coefficients and biases."""
        self.coefficients["S2"].show_values(parameters.s2_coefficient)
        self.coefficients["S4"].show_values(parameters.s4_coefficient)
        self.biases["S2"].show_values(parameters.s2_bias)
        self.biases["S4"].show_values(parameters.s4_bias)

    def show_recognition(self, answer: Recognition) -> None:
        """Does nothing: this page does not depend on the drawing."""

    def choose(self, unit: Unit | None) -> None:
        """Highlight a unit's map."""
        for bars in (self.coefficients, self.biases):
            for layer, view in bars.items():
                view.mark(unit.map if unit is not None and unit.layer == layer else None)
