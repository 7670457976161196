"""One histogram on fixed axes, as a plot that can be pointed at and walked by key."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from lenet_gui import theme
from lenet_gui.keys import ARROWS, BY_TAB
from lenet_gui.line import Line

BINS = 35
"""An odd number: one is about 0."""


class Histogram(QWidget):
    """The share of values in each of 35 equal bins from ``-limit`` to ``limit``; what lies beyond is in the last.

    Args:
        name: what is counted.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: NDArray[np.intp] = np.zeros(BINS, dtype=np.intp)
        self._limit = 1.0
        self._largest_percent = 100.0
        self._pointed: int | None = None
        self._heading = Line(name, quiet=False)
        self._widget: Any = pg.PlotWidget()
        self._widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self._dress()

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
        self._show_mark()

    def _edges(self) -> NDArray[np.float64]:
        edges: NDArray[np.float64] = np.arange(BINS + 1) * (2 * self._limit / BINS) - self._limit
        return edges

    def _shares(self) -> NDArray[np.float64]:
        shares: NDArray[np.float64] = self._counts * (100.0 / max(int(self._counts.sum()), 1))
        return shares

    def words_of(self, index: int) -> str:
        """A bin's ends, its count and its share."""
        edges, count = self._edges(), int(self._counts[index])
        return self.tr("{low} to {high}:  {count} of {all}, {share} %").format(
            low=f"{edges[index]:+.3f}",
            high=f"{edges[index + 1]:+.3f}",
            count=f"{count:,}",
            all=f"{int(self._counts.sum()):,}",
            share=f"{float(self._shares()[index]):.1f}",
        )

    def bin_at(self, position: QPointF) -> int | None:
        """The bin above or below a place of the widget."""
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

    def _show_mark(self) -> None:
        self.setAccessibleDescription(self._heading.text if self._pointed is None else self.words_of(self._pointed))
        self._mark.setVisible(self._pointed is not None)
        if self._pointed is not None:
            ends = self._edges()[self._pointed : self._pointed + 2]
            self._mark.setData(ends, self._shares()[self._pointed : self._pointed + 1])

    def _dress(self) -> None:
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

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()
            self.updateGeometry()
        super().changeEvent(event)

    # Pointer and keys

    def _point_at(self, index: int | None) -> None:
        if index != self._pointed:
            self._pointed = index
            self._show_mark()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.bin_at(QPointF(event.pos()))
            if index is not None:
                QToolTip.showText(event.globalPos(), self.words_of(index), self)
                return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.bin_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_TAB and self._pointed is None:
            self._point_at(BINS // 2)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self._point_at(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS and ARROWS[key][1]:
            index = BINS // 2 if self._pointed is None else self._pointed + ARROWS[key][1]
            self._point_at(min(max(index, 0), BINS - 1))
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)
