"""The plots of the training curves: loss, error and rate above each other on one axis of passes."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QWidget

from lenet_gui.base import theme
from lenet_gui.base.widgets import column
from lenet_gui.training.curves.axes import drawable, log_names, log_ticks, pass_ticks
from lenet_gui.training.curves.figures import LINES, LOSS, PlottedFigure
from lenet_gui.training.curves.key import KeyEntry, key_in_lines
from lenet_gui.training.curves.run_lines import MARKS, RunLines
from lenet_gui.training.curves.shown import LivePoint, Shown

_MARGIN = 40
# So that a logarithmic axis always shows a tick: two neighbours are at most log10(2) apart.
_SMALLEST_LOG_SPAN = 0.4
_BEHIND_THE_LAST = 0.02
_ROW_STRETCHES = (3, 3, 2)
_LEAST_NAME = 3
"""With fewer letters, the last of them dots, a name tells nothing."""


class CurvePlots(QWidget):
    """Draws what it is given, in the colours of the palette; heights fit by themselves until somebody zooms."""

    pointed = Signal(object)  # where the pointer is on the axis of passes, a float; None where it is in no plot
    zoomed = Signal()  # the person chose another part to see
    key_written = Signal(int)  # in how many lines
    double_clicked = Signal()  # anywhere among the plots

    def __init__(self) -> None:
        super().__init__()
        self._own_name, self._others = "", dict[int, Shown]()
        self._drawn: list[PlottedFigure] = []
        self._has_live = False
        self._shown_key: tuple[str, QColor] | None = None
        self._logarithmic = False
        self._whole = False
        self.graphics: Any = pg.GraphicsLayoutWidget()
        """The plots and their key, a QGraphicsView."""
        # The keys are the curves': a click on a plot gives them the focus.
        self.graphics.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self.graphics, margin=0))
        self._key: Any = self.graphics.addLabel("", row=0, col=0, justify="left")
        self._plots: list[Any] = [self.graphics.addPlot(row=row + 1, col=0) for row in range(3)]
        for part in (self.graphics.ci, *self._plots):
            # In every language: the passes go from left to right, and figures stand left of their axis.
            part.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._build_axes()
        self._build_lines()
        self.mark(None)
        self.set_logarithmic(False)
        scene = self.graphics.scene()
        scene.sigMouseMoved.connect(self._on_moved)
        scene.sigMouseClicked.connect(lambda click: self.double_clicked.emit() if click.double() else None)
        self._dress()
        self._fit_font()

    def _build_axes(self) -> None:
        self._axes: list[Any] = [plot.getAxis(side) for plot in self._plots for side in ("left", "bottom")]
        for axis in self._axes:
            axis.enableAutoSIPrefix(False)
        self._keep_axes(True)
        for row, (plot, stretch) in enumerate(zip(self._plots, _ROW_STRETCHES, strict=True), start=1):
            # Its menu and its corner button are in English only, and more than anyone needs here.
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.getViewBox().sigResized.connect(lambda _box: self._name_heights())
            plot.getAxis("left").logTickValues = log_ticks
            plot.getAxis("left").logTickStrings = log_names
            plot.showGrid(x=False, y=True, alpha=0.25)
            # Below the curves, which have -100, and the grid lowest.
            for z, side in ((-101, "bottom"), (-102, "left")):
                plot.getAxis(side).setZValue(z)
            plot.setXLink(None if plot is self._plots[0] else self._plots[0])
            plot.getViewBox().sigRangeChangedManually.connect(lambda _axes: self.zoomed.emit())
            plot.setLimits(xMin=0)
            plot.getAxis("bottom").tickValues = pass_ticks
            # The first one, at the axis' end, is half outside.
            plot.getAxis("bottom").setStyle(hideOverlappingLabels=False)
            self.graphics.ci.layout.setRowStretchFactor(row, stretch)
        for plot in self._plots[:-1]:
            plot.getAxis("bottom").setStyle(showValues=False)
        self._plots[-1].setLabel("bottom", self.tr("pass"))

    def _build_lines(self) -> None:
        self._live_line: Any = pg.PlotDataItem(antialias=True)
        self._plots[LOSS].addItem(self._live_line, ignoreBounds=True)
        # Never seen: the heights inside the passes that the loss has to show are its ends.
        self._live_extent: Any = self._plots[LOSS].plot(pen=pg.mkPen(None))
        self._own = RunLines(self._plots)
        self._laid_over: dict[int, RunLines] = {}
        """By their places; made once there is such a run."""
        self._markers: list[Any] = [pg.InfiniteLine(angle=90) for _ in self._plots]
        for plot, marker in zip(self._plots, self._markers, strict=True):
            plot.addItem(marker, ignoreBounds=True)

    @contextmanager
    def as_drawing(self) -> Iterator[None]:
        """Meanwhile everything is painted as lines and text, nothing as a picture that was kept."""
        try:
            self._keep_pictures(False)
            yield
        finally:
            self._keep_pictures(True)

    def _keep_axes(self, keep: bool) -> None:
        """Their ticks and names take most of a repaint, and stay the same in most.

        Not those below: at many heights of the window, the picture would end above the axis' line.
        """
        mode = QGraphicsItem.CacheMode.DeviceCoordinateCache if keep else QGraphicsItem.CacheMode.NoCache
        for plot in self._plots:
            plot.getAxis("left").setCacheMode(mode)

    def _keep_pictures(self, keep: bool) -> None:
        self._keep_axes(keep)
        for lines in (self._own, *self._laid_over.values()):
            lines.keep_pictures(keep)

    @property
    def background(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Base)

    # What is shown

    def draw(self, own: Shown, live: Sequence[LivePoint], others: Mapping[int, Shown], whole: bool = False) -> None:
        """Draw a run's passes and what is known from inside them, and by their places those laid over, dashed.

        Unless ``whole``, the loss fits the passes: the first updates of a run would flatten all that comes later.
        """
        self._whole, self._own_name, self._others = whole, own.name, dict(others)
        for place in others.keys() - self._laid_over.keys():
            self._laid_over[place] = RunLines(self._plots, place)
            self._laid_over[place].dress(self.palette())
        filled = self._own.show(own, self._logarithmic)
        for place, lines in self._laid_over.items():
            filled |= lines.show(others.get(place, Shown()), self._logarithmic)
        table = np.array(live, dtype=np.float64).reshape(-1, 4)
        y = drawable(table[:, 2], self._logarithmic)
        keep = np.isfinite(y)
        filled |= {LOSS} if keep.any() else set()
        numbers = table[keep, 1]
        # The running mean begins anew with each pass, so its line does too.
        joined = np.append(numbers[1:] == numbers[:-1], False)[: numbers.size]
        self._live_line.setData(table[keep, 0], y[keep], connect=joined)
        self._fit_loss(table[keep, 0], y[keep], numbers)
        for index, plot in enumerate(self._plots):
            axis = plot.getAxis("left")
            if axis.style["showValues"] != (index in filled):
                axis.setStyle(showValues=index in filled)
        self._has_live = bool(live)
        results = [result for run in (own, *others.values()) for result in run.passes]
        self._drawn = [figure for figure in LINES if any(figure.of(result) is not None for result in results)]
        self._write_key()

    def _fit_loss(self, x: NDArray[np.float64], y: NDArray[np.float64], numbers: NDArray[np.float64]) -> None:
        finished, _ = self._own.figures["training_loss"].getData()
        tall = y
        if not (self._whole or self._logarithmic) and finished is not None and finished.size:
            tall = y[(numbers == numbers[-1:]) & ~np.isin(numbers, finished)]
        ends = [y.min(), tall.max(initial=y.min())] if y.size else []
        self._live_extent.setData(x[[0, -1]] if y.size else [], ends)

    def mark(self, number: int | None) -> None:
        for marker in self._markers:
            marker.setVisible(number is not None)
            marker.setValue(number or 0)

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Whether the axes of loss, error and rate are so, from the next drawing on."""
        self._logarithmic = log = logarithmic
        # Only the axes: the figures' own logarithms are taken in drawable, which knows what has none.
        for plot in self._plots:
            plot.getAxis("left").setLogMode(log)
            plot.getViewBox().setLimits(minYRange=_SMALLEST_LOG_SPAN if log else None, yMin=-300 if log else 0)

    def show_until(self, number: float) -> None:
        """Show the passes from the beginning, where the axes cross, to this one."""
        self._plots[0].setXRange(0, number * (1 + _BEHIND_THE_LAST), padding=0)

    def fit_heights(self) -> None:
        """Let the heights fit by themselves again."""
        for plot in self._plots:
            plot.getViewBox().enableAutoRange(y=True)

    # How it looks

    def _write_key(self) -> None:
        palette = self.palette()

        behind = theme.bar(palette).name()
        named = [(figure, figure.key) for figure in self._drawn]
        entries = [KeyEntry(one.colour(palette).name(), one.mark, key()) for one, key in named if key is not None]
        if self._has_live:
            entries.append(KeyEntry(behind, "–", self.tr("mean of a pass so far")))
        if self._others and self._own_name:
            # In a picture that is saved, nothing else tells it.
            entries.append(KeyEntry(theme.quiet(palette).name(), "–●–", self._own_name))
        entries += [KeyEntry(behind, MARKS[place], other.name) for place, other in sorted(self._others.items())]
        text = key_in_lines(entries, self.width() - _MARGIN, self.fontMetrics())
        shown = text, palette.color(QPalette.ColorRole.Text)
        if shown != self._shown_key:
            self._shown_key = shown
            self._key.setText(shown[0], color=shown[1])
            # What it was before has kept the plots as wide, in a view that is narrower now.
            self.graphics.ci.resize(self.graphics.size())
            self.key_written.emit(text.count("<br>") + 1)

    def _dress(self) -> None:
        palette = self.palette()
        quiet, bar, text = theme.quiet(palette), theme.bar(palette), theme.ink(palette)
        self.graphics.setBackground(self.background)
        for axis in self._axes:
            axis.setPen(theme.line(palette))
            axis.setTextPen(quiet)
        self._live_line.setPen(pg.mkPen(bar, width=1))
        for lines in (self._own, *self._laid_over.values()):
            lines.dress(palette)
        for marker in self._markers:
            marker.setPen(pg.mkPen(text, width=1))
        self._write_key()

    def _name_heights(self) -> None:
        """Name the axes of heights as fully as the plots are high: the names stand upright."""
        names = (self.tr("loss"),), (self.tr("error in %"), self.tr("error %")), (self.tr("rate"),)
        metrics = self.fontMetrics()
        for plot, forms in zip(self._plots, names, strict=True):
            axis, room = plot.getAxis("left"), plot.getViewBox().height()
            name = next((form for form in forms if metrics.horizontalAdvance(form) <= room), forms[-1])
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))
            shown = shown if len(shown) >= _LEAST_NAME else ""
            if axis.labelText != shown:
                axis.setLabel(shown)

    def _fit_font(self) -> None:
        """Take the font's size: ticks follow it by themselves, names do not."""
        self._key.item.setFont(self.font())
        for plot in self._plots:
            plot.getAxis("left").setWidth(self.fontMetrics().horizontalAdvance("0.000000") + 30)
        for axis in self._axes:
            axis.label.setFont(self.font())
        self._name_heights()
        self._shown_key = None
        self._write_key()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_font()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._write_key()
        super().resizeEvent(event)

    # What the pointer does

    @Slot(object)
    def _on_moved(self, position: QPointF) -> None:
        boxes = [plot.getViewBox() for plot in self._plots]
        box = next((box for box in boxes if box.sceneBoundingRect().contains(position)), None)
        self.pointed.emit(None if box is None else box.mapSceneToView(position).x())
