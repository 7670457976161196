"""One histogram on fixed axes, as a plot that can be pointed at and walked by key."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lenet_gui.base import theme
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.parameters.pointed import PointedView

BINS = 35
"""An odd number: one is about 0."""


class Histogram(PointedView[int]):
    """The share of values in each of 35 equal bins from ``-limit`` to ``limit``; what lies beyond is in the last.

    Args:
        name: what is counted.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._counts: NDArray[np.intp] = np.zeros(BINS, dtype=np.intp)
        self._limit = 1.0
        self._largest_percent = 100.0
        self._heading = ElidedLabel(name, quiet=False)
        self._widget: Any = pg.PlotWidget()
        for part in (self._widget, self._widget.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The axes are fixed: pointing is all that there is to do, and that is done here.
        self._widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot: Any = self._widget.getPlotItem()
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._curve: Any = self._plot.plot(stepMode="center", fillLevel=0.0, x=[-1, 1], y=[0])
        self._mark: Any = self._plot.plot(stepMode="center", fillLevel=0.0, x=[-1, 1], y=[0])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(0)
        layout.addWidget(self._heading)
        layout.addWidget(self._widget, 1)
        self.redress()

    # What is shown

    @property
    def counts(self) -> NDArray[np.intp]:
        """(35,): how many values are in each bin."""
        return self._counts

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self._heading.text

    def set_axes(self, limit: float, largest_percent: float) -> None:
        """Fix both axes: values from ``-limit`` to ``limit``, shares from 0 to ``largest_percent``."""
        self._limit, self._largest_percent = limit, largest_percent
        self._plot.setXRange(-limit, limit, padding=0.02)
        self._plot.setYRange(0, largest_percent, padding=0)
        self._plot.getAxis("bottom").setTicks([[(end, f"{end:+.3g}") for end in (-limit, limit)] + [(0.0, "0")]])
        self._plot.getAxis("left").setTicks([[(0.0, "0"), (largest_percent, f"{largest_percent:g} %")]])

    def show_values(self, values: NDArray[np.floating], heading: str) -> None:
        """Count other values, of any shape, under a heading; it tells of a bar that is taller than the axis."""
        kept = np.clip(values[np.isfinite(values)], -self._limit, self._limit)
        self._counts = np.histogram(kept, bins=BINS, range=(-self._limit, self._limit))[0]
        shares = self._shares()
        self._curve.setData(self._edges(), shares)
        if shares.max() > self._largest_percent:
            heading = self.tr("{heading}; the tallest bar is {share} %").format(
                heading=heading, share=f"{shares.max():.0f}"
            )
        self._heading.set_text(heading)
        self.describe()

    def _edges(self) -> NDArray[np.floating]:
        edges: NDArray[np.floating] = np.arange(BINS + 1) * (2 * self._limit / BINS) - self._limit
        return edges

    def _shares(self) -> NDArray[np.floating]:
        shares: NDArray[np.floating] = self._counts * (100.0 / max(int(self._counts.sum()), 1))
        return shares

    def words_of(self, place: int) -> str:
        edges, count = self._edges(), int(self._counts[place])
        return self.tr("{low} to {high}:  {count} of {all}, {share} %").format(
            low=f"{edges[place]:+.3f}",
            high=f"{edges[place + 1]:+.3f}",
            count=f"{count:,}",
            all=f"{int(self._counts.sum()):,}",
            share=f"{float(self._shares()[place]):.1f}",
        )

    def hint(self) -> str:
        return self._heading.text

    def place_at(self, position: QPointF) -> int | None:
        inner = self._widget.mapFrom(self, position.toPoint())
        value = self._plot.getViewBox().mapSceneToView(self._widget.mapToScene(inner)).x()
        index = int((value + self._limit) / (2 * self._limit) * BINS // 1)
        return index if 0 <= index < BINS else None

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.tr("C1: 0,000 of 0,000 units near the ends, 00.0 %"))
        return QSize(width + 10, metrics.height() * 5 + 12)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    # How it looks

    def describe(self) -> None:
        super().describe()
        place = self.pointed
        self._mark.setVisible(place is not None)
        if place is not None:
            self._mark.setData(self._edges()[place : place + 2], self._shares()[place : place + 1])

    def redress(self) -> None:
        palette, metrics = self.palette(), self.fontMetrics()
        self._widget.setBackground(palette.color(QPalette.ColorRole.Base))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(theme.line(palette))
            axis.setTextPen(theme.quiet(palette))
            axis.setTickFont(self.font())
            axis.setStyle(tickLength=-3, tickTextOffset=3, hideOverlappingLabels=metrics.horizontalAdvance("+0.00"))
        self._plot.getAxis("left").setWidth(metrics.horizontalAdvance("100 %") + 8)
        self._plot.getAxis("bottom").setHeight(metrics.height() + 5)
        # The labels at the axes' ends reach beyond them.
        self._plot.layout.setContentsMargins(0, metrics.height() / 2 + 1, metrics.horizontalAdvance("+0.00") / 2, 0)
        for item, colour in ((self._curve, theme.bar(palette)), (self._mark, theme.accent(palette))):
            item.setPen(pg.mkPen(colour, width=1))
            item.setBrush(pg.mkBrush(colour))

    # Pointing

    def rect_of(self, place: int) -> QRectF:
        box = self._plot.getViewBox()
        ends = [box.mapViewToScene(QPointF(float(edge), 0)) for edge in self._edges()[place : place + 2]]
        left, right = (self._widget.mapTo(self, self._widget.mapFromScene(end)).x() for end in ends)
        return QRectF(left, 0, right - left, self.height())

    def first_place(self) -> int:
        return BINS // 2

    def next_place(self, place: int, down: int, right: int, shift: bool) -> int:
        return min(max(place + right, 0), BINS - 1)
