"""The feature maps of C1, S2 and C3 side by side, on one scale, telling any unit's value when pointed at."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from lenet_gui.network.legend import Legend
from lenet_gui.network.map_grid import MapGrid, Unit, describe
from lenet_gui.scale import ACTIVATION_LIMIT, ActivationScale
from model.architecture import LAYERS
from model.recognition import Recognition

_COLUMNS = {"C1": 1, "S2": 1, "C3": 3}
_WIDTHS = {"C1": 96, "S2": 82, "C3": 246}
"""Shares of the width, so that the three layers reach about the same height."""


class MapsPanel(QWidget):
    """Three columns of maps, left to right as the ink goes through them.

    Signals:
        described: the place and value of the unit under the pointer, in words; empty when it has left.
    """

    described = Signal(str)

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 2)
        layout.addLayout(columns, 1)
        layout.addWidget(Legend(scale), 0, Qt.AlignmentFlag.AlignHCenter)

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's maps."""
        for name, values in (("C1", answer.c1), ("S2", answer.s2), ("C3", answer.c3)):
            self.grids[name].set_values(values)

    @Slot(object)
    def _on_pointed(self, unit: Unit | None) -> None:
        self.described.emit("" if unit is None else describe(unit))
