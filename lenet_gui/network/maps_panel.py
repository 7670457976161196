"""The feature maps of C1, S2 and C3 side by side, on one scale, with a line that tells any unit's value."""

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from lenet_gui import theme
from lenet_gui.network.legend import Legend
from lenet_gui.network.map_grid import MapGrid, Unit
from model.architecture import LAYERS
from model.records import Recognition

ACTIVATION_LIMIT = 1.7159
"""The paper's squashing function lies between -1.7159 and +1.7159; the logistic function uses a part of that."""
_COLUMNS = {"C1": 1, "S2": 1, "C3": 3}
_WIDTHS = {"C1": 96, "S2": 82, "C3": 246}
"""Shares of the width, so that the three layers reach about the same height."""


class MapsPanel(QWidget):
    """Three columns of maps, left to right as the ink goes through them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        limits = (-ACTIVATION_LIMIT, ACTIVATION_LIMIT)
        self.grids: dict[str, MapGrid] = {}
        columns = QHBoxLayout()
        columns.setSpacing(10)
        for layer in LAYERS:
            if layer.name not in _COLUMNS:
                continue
            grid = MapGrid(layer.name, layer.maps, layer.side, _COLUMNS[layer.name], limits)
            grid.pointed.connect(self._on_pointed)
            self.grids[layer.name] = grid
            title = QLabel(f"<b>{layer.name}</b>  {layer.maps}@{layer.side}²")
            title.setToolTip(
                self.tr("{maps} feature maps of {side} x {side} units").format(maps=layer.maps, side=layer.side)
            )
            title.setAlignment(Qt.AlignmentFlag.AlignCenter)
            title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(title)
            column.addWidget(grid, 1)
            columns.addLayout(column, _WIDTHS[layer.name])
        self._readout = QLabel()
        self._readout.setTextFormat(Qt.TextFormat.PlainText)
        self._readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bottom = QHBoxLayout()
        bottom.addWidget(Legend(ACTIVATION_LIMIT))
        bottom.addSpacing(8)
        bottom.addWidget(self._readout, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 2)
        layout.addLayout(columns, 1)
        layout.addLayout(bottom)
        self._on_pointed(None)

    @property
    def readout(self) -> str:
        """What the line says of the unit under the pointer."""
        return self._readout.text()

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's maps."""
        for name, values in (("C1", answer.c1), ("S2", answer.s2), ("C3", answer.c3)):
            self.grids[name].set_values(values)

    @Slot(object)
    def _on_pointed(self, unit: Unit | None) -> None:
        palette = QPalette(self.palette())
        if unit is None:
            self._readout.setText(self.tr("Point at a unit"))
            palette.setColor(QPalette.ColorRole.WindowText, theme.quiet(palette))
        else:
            self._readout.setText(describe(unit))
        self._readout.setPalette(palette)


def describe(unit: Unit) -> str:
    """A unit's place and value, in one line."""
    template = QCoreApplication.translate("MapsPanel", "{layer} map {map}, row {row}, column {column}:  {value}")
    return template.format(layer=unit.layer, map=unit.map, row=unit.row, column=unit.column, value=f"{unit.value:+.4f}")
