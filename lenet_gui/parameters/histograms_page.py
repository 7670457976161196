"""For each layer, the histograms of its parameters and of its current activations."""

import numpy as np
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lenet_gui.base.activation_scale import ACTIVATION_LIMIT
from lenet_gui.parameters.histogram import BINS, Histogram
from lenet_gui.parameters.limits import limit_of
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.records import FloatArray, Squashing
from model.network.wiring import NAMES

LAYERS = NAMES[1:-1]
NEAR_THE_END = 1.5
"""For a tanh unit: beyond it, the slope is less than a quarter of the slope at 0."""
_LARGEST_PERCENT = 40.0
"""Bins of drawn digits and of an empty canvas stay below; the heading mentions a taller one."""


def near_the_ends(values: FloatArray, squashing: Squashing) -> int:
    """How many values are near an end of the squashing function; scaled to its height for the logistic one."""
    if squashing is Squashing.TANH:
        return int((np.abs(values) > NEAR_THE_END).sum())
    return int((np.abs(2 * values - 1) > NEAR_THE_END / ACTIVATION_LIMIT).sum())


class HistogramsPage(QWidget):
    """Parameters on the left, activations on the right; the axes of the activations never change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._squashing = Squashing.TANH
        self.parameters = {
            layer: Histogram(self.tr("{layer}: histogram of weights and biases").format(layer=layer))
            for layer in LAYERS
        }
        self.activations = {
            layer: Histogram(self.tr("{layer}: histogram of the current activations").format(layer=layer))
            for layer in LAYERS
        }
        grid = QGridLayout(self)
        grid.setVerticalSpacing(2)
        grid.addWidget(QLabel(self.tr("Weights and biases")), 0, 0)
        grid.addWidget(QLabel(self.tr("Current activations; near the ends: beyond ±1.5")), 0, 1)
        for row, layer in enumerate(LAYERS, start=1):
            for column, plots in enumerate((self.parameters, self.activations)):
                grid.addWidget(plots[layer], row, column)
                grid.setColumnStretch(column, 1)
            grid.setRowStretch(row, 1)
            self.activations[layer].set_axes(ACTIVATION_LIMIT, _LARGEST_PERCENT)

    @property
    def views(self) -> list[Histogram]:
        """All twelve histograms."""
        return [*self.parameters.values(), *self.activations.values()]

    def show_parameters(self, parameters: Parameters) -> None:
        """Show parameters, on axes that fit them."""
        self._squashing = parameters.squashing
        for layer, plot in self.parameters.items():
            values = parameters.of_layer(layer)
            limit = limit_of(values)
            shares = np.histogram(values, bins=BINS, range=(-limit, limit))[0] * (100 / values.size)
            plot.set_axes(limit, 10.0 * max(1, int(np.ceil(shares.max() / 10))))
            template = self.tr("{layer}: {count} values, {low} to {high}")
            low, high = f"{float(values.min()):+.2f}", f"{float(values.max()):+.2f}"
            plot.show_values(values, template.format(layer=layer, count=f"{values.size:,}", low=low, high=high))

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's activations."""
        for layer, plot in self.activations.items():
            values = answer.layer(layer)
            near = near_the_ends(values, self._squashing)
            template = self.tr("{layer}: {near} of {count} units near the ends, {share} %")
            share = f"{100 * near / values.size:.1f}"
            plot.show_values(
                values, template.format(layer=layer, near=f"{near:,}", count=f"{values.size:,}", share=share)
            )
