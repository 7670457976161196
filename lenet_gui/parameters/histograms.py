"""Histograms on fixed axes: of each layer's parameters, and of its current activations."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ACTIVATION_LIMIT
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.base.grid import RIGHT
from lenet_gui.base.pointable import PicturePainter, paint_focus
from lenet_gui.base.translate import figure
from lenet_gui.parameters.bars import BarColumns
from lenet_gui.parameters.scale_bar import limit_of
from lenet_gui.parameters.weight_pages import WeightsPage
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.records import FloatArray, Squashing
from model.network.wiring import HIDDEN

BINS = 35
"""An odd number, so that one bin is centred on 0."""
_MARGIN = 3
NEAR_THE_END = 1.5
"""For a tanh unit: beyond it, the slope is less than a quarter of the slope at 0."""
LARGEST_PERCENT = 40.0
"""Bins of drawn digits and of an empty canvas stay below; the heading mentions a taller one."""


def _decimals(limit: float) -> int:
    """Of values on a scale up to ``limit``: more for those of weights that have hardly been trained."""
    return 2 if limit >= 0.1 else 4


class Histogram(BarColumns):
    """The share of values in each of 35 equal bins from ``-limit`` to ``limit``; the outer bins include all beyond.

    ``counts`` (35,) is the number of values in each bin.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, BINS)
        self.counts: NDArray[np.intp] = np.zeros(BINS, dtype=np.intp)
        self._limit = 1.0
        self._largest_percent = 100.0
        self.heading = ElidedLabel(name, quiet=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignTop)

    def set_axes(self, limit: float, largest_percent: float) -> None:
        """Fix both axes: values from ``-limit`` to ``limit``, shares from 0 to ``largest_percent``."""
        self._limit, self._largest_percent = limit, largest_percent
        self.update()

    def show_values(self, values: NDArray[np.floating], heading: str) -> None:
        """Show values of any shape; the heading mentions a bar taller than the axis."""
        kept = np.clip(values[np.isfinite(values)], -self._limit, self._limit)
        self.counts = np.histogram(kept, bins=BINS, range=(-self._limit, self._limit))[0]
        tallest = self._shares().max()
        if tallest > self._largest_percent:
            heading = self.tr("{heading}; the tallest bar is {share} %").format(heading=heading, share=f"{tallest:.0f}")
        self.heading.set_text(heading)
        self.renew()

    def _edges(self) -> NDArray[np.floating]:
        edges: NDArray[np.floating] = np.arange(BINS + 1) * (2 * self._limit / BINS) - self._limit
        return edges

    def _shares(self) -> NDArray[np.floating]:
        shares: NDArray[np.floating] = self.counts * (100.0 / max(int(self.counts.sum()), 1))
        return shares

    def words_of(self, place: int) -> str:
        edges, count, decimals = self._edges(), int(self.counts[place]), _decimals(self._limit) + 1
        return self.tr("{low} to {high}:  {count} of {all}, {share} %").format(
            low=f"{edges[place]:+.{decimals}f}",
            high=f"{edges[place + 1]:+.{decimals}f}",
            count=f"{count:,}",
            all=f"{int(self.counts.sum()):,}",
            share=f"{float(self._shares()[place]):.1f}",
        )

    def hint(self) -> str:
        return self.heading.text

    def plot_rect(self) -> QRectF:
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance("100 %") + 2 * _MARGIN
        top = 1.5 * metrics.height() + 2 * _MARGIN
        right = metrics.horizontalAdvance("+0.00") / 2 + _MARGIN
        return QRectF(left, top, self.width() - left - right, self.height() - top - metrics.height() - 2 * _MARGIN)

    def bar_rect(self, place: int) -> QRectF:
        """A bin's bar, cut off at the top of the axis."""
        plot = self.plot_rect()
        width = plot.width() / BINS
        height = min(float(self._shares()[place]) / self._largest_percent, 1.0) * plot.height()
        return QRectF(plot.left() + place * width, plot.bottom() - height, width, height)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.tr("C1: 0,000 of 0,000 near the ends, 00.0 %"))
        return QSize(width + 10, metrics.height() * 14 // 3 + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, plot, metrics = self.palette(), self.plot_rect(), self.fontMetrics()
        height = metrics.height()
        with PicturePainter(self) as painter:
            painter.fillRect(plot, palette.color(QPalette.ColorRole.Base))
            for place in range(BINS):
                colour = theme.accent(palette) if place == self.pointed else theme.bar(palette)
                painter.fillRect(self.bar_rect(place), colour)
            painter.setPen(QPen(theme.line(palette), 1))
            painter.drawLine(plot.bottomLeft(), plot.bottomRight())
            painter.drawLine(plot.topLeft(), plot.bottomLeft())
            painter.setPen(theme.quiet(palette))
            for share, text in ((0.0, "0"), (1.0, f"{self._largest_percent:g} %")):
                middle = plot.bottom() - height / 2 - share * (plot.height() - height)  # within, clear of what is below
                painter.drawText(QRectF(0, middle - height / 2, plot.left() - _MARGIN, height), RIGHT, text)
            for end, text in ((-1, f"−{self._limit:.3g}"), (0, "0"), (1, f"+{self._limit:.3g}")):
                middle = plot.center().x() + end * plot.width() / 2
                below = QRectF(middle - 100, plot.bottom() + _MARGIN, 200, height)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
            paint_focus(painter, self)

    def first_place(self) -> int:
        return BINS // 2


def near_the_ends(values: FloatArray, squashing: Squashing) -> int:
    """How many values are near an end of the squashing function; scaled to its height for the logistic one."""
    if squashing is Squashing.TANH:
        return int((np.abs(values) > NEAR_THE_END).sum())
    return int((np.abs(2 * values - 1) > NEAR_THE_END / ACTIVATION_LIMIT).sum())


class HistogramsPage(WeightsPage):
    """Parameters on the left, activations on the right, or below; the axes of the activations never change."""

    def __init__(self) -> None:
        super().__init__()
        of_parameters = self.tr("{layer}: histogram of weights and biases")
        of_activations = self.tr("{layer}: histogram of the current activations")
        self.parameters, self.activations = (
            {layer: Histogram(name.format(layer=layer)) for layer in HIDDEN} for name in (of_parameters, of_activations)
        )
        self._grid = QGridLayout(self)
        self._grid.setVerticalSpacing(2)
        titles = self.tr("Weights and biases"), self._title_of(Squashing.TANH)
        self.titles = [QLabel(title) for title in titles]
        self._columns = []
        for label, plots in zip(self.titles, (self.parameters, self.activations), strict=True):
            label.setIndent(_MARGIN)  # in line with those of the histograms
            self._columns.append((label, *plots.values()))
        for plot in self.activations.values():
            plot.set_axes(ACTIVATION_LIMIT, LARGEST_PERCENT)
        self._beside = True
        self._place()

    def _title_of(self, squashing: Squashing) -> str:
        if squashing is Squashing.TANH:
            return self.tr("Current activations; the ends: beyond ±1.5")
        return self.tr("Current activations; the ends: below 0.06, above 0.94")

    def _place(self) -> None:
        """Both columns side by side, or one below the other."""
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(self._beside))
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)  # the lower ones are empty where the columns stand side by side
        for at, parts in enumerate(self._columns):
            for line, part in enumerate(parts):
                row, column = (line, at) if self._beside else (at * len(parts) + line, 0)
                self._grid.addWidget(part, row, column)
                self._grid.setRowStretch(row, int(line > 0))

    def minimumSizeHint(self) -> QSize:
        margins, widest = self._grid.contentsMargins(), max(part.minimumSizeHint().width() for part in self._columns[1])
        return QSize(margins.left() + widest + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        needed = 2 * self.minimumSizeHint().width()
        if (self.width() >= needed) != self._beside:
            self._beside = not self._beside
            self._place()
        super().resizeEvent(event)

    def show_parameters(self, parameters: Parameters) -> None:
        for layer, plot in self.parameters.items():
            values = parameters.of_layer(layer)
            limit = limit_of(values)
            shares = np.histogram(values, bins=BINS, range=(-limit, limit))[0] * (100 / values.size)
            plot.set_axes(limit, 10.0 * max(1, int(np.ceil(shares.max() / 10))))
            template = self.tr("{layer}: {count} values, {low} to {high}")
            low, high = (figure(float(value), _decimals(limit)) for value in (values.min(), values.max()))
            plot.show_values(values, template.format(layer=layer, count=f"{values.size:,}", low=low, high=high))

    def show_recognition(self, answer: Recognition) -> None:
        super().show_recognition(answer)
        squashing = answer.parameters.squashing
        self.titles[1].setText(self._title_of(squashing))
        for layer, plot in self.activations.items():
            values = answer.layer(layer)
            near = near_the_ends(values, squashing)
            template = self.tr("{layer}: {near} of {count} near the ends, {share} %")
            share = f"{100 * near / values.size:.1f}"
            plot.show_values(
                values, template.format(layer=layer, near=f"{near:,}", count=f"{values.size:,}", share=share)
            )
