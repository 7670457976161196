"""A run's curves, live: loss, error and rate over the passes, and a second run laid over them to compare."""

import html
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from lenet_gui import theme
from lenet_gui.training import curve_export
from model.records import PassResult, Progress

LIVE_POINTS = 4000
_LONGEST_NAME = 40
# So that a logarithmic axis always shows a tick: two neighbours are at most log10(2) apart.
_SMALLEST_LOG_SPAN = 0.4
# Loss, training error, held-out error, rate: the plot that each is in.
_PLOT_OF = (0, 1, 1, 2)

LivePoint = tuple[float, int, float, float]
"""How far the run is in passes, the pass under way, its mean loss so far, the rate."""


def _figures(result: PassResult) -> tuple[float, float, float, float, float]:
    held_out = math.nan if result.held_out is None else result.held_out.error_percent
    return result.number, result.training_loss, result.training_error_percent, held_out, result.rate


def _drawable(values: NDArray[np.float64], logarithmic: bool) -> NDArray[np.float64]:
    """A figure's heights in its plot; nan where it has none: not finite, or not positive on a logarithmic scale."""
    heights = np.where(np.isfinite(values), values, math.nan)
    if logarithmic:
        heights = np.log10(np.where(heights > 0, heights, math.nan))
    return heights


def _plain(value: float) -> str:
    """Two significant figures, without powers of ten: rates are small."""
    return np.format_float_positional(value, precision=2, fractional=False, trim="-")


def _log_ticks(low: float, high: float, size: float, _: object) -> list[tuple[float | None, list[float]]]:
    """Where the ticks of a logarithmic axis are: pyqtgraph's own lie over each other on one as short as these."""
    per_decade = size / (high - low)
    mantissas = range(1, 10) if per_decade > 500 else (1, 2, 5) if per_decade > 60 else (1,)
    step = math.ceil(20 / per_decade)
    ticks = [
        exponent + math.log10(mantissa)
        for exponent in range(math.floor(low), math.ceil(high) + 1)
        if exponent % step == 0
        for mantissa in mantissas
    ]
    return [(None, [tick for tick in ticks if low <= tick <= high])]


def _log_names(values: list[float], scale: float, _: object) -> list[str]:
    return [_plain(10**value * scale) for value in values]


class CurvesView(QWidget):
    """Three plots above each other on one axis of passes. Until somebody zooms, they show the whole run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._total_passes = "", 0
        self._passes: list[PassResult] = []
        self._other: tuple[str, list[PassResult]] | None = None
        self._following = True
        self._pointed: int | None = None
        self._forget_live()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Training curves"))
        self._empty = QLabel(self.tr("The curves appear with the first pass."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._graphics: Any = pg.GraphicsLayoutWidget()
        # The keys are this widget's: a click on a plot gives it the focus.
        self._graphics.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build_plots()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._graphics)
        self.figures = QLabel()
        self.figures.setTextFormat(Qt.TextFormat.PlainText)
        self.figures.setWordWrap(True)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.figures.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self.logarithmic = QCheckBox(self.tr("&Logarithmic"))
        self.logarithmic.setToolTip(self.tr("Loss and error on a logarithmic scale"))
        self.logarithmic.toggled.connect(self._set_logarithmic)
        self.whole_run = QPushButton(self.tr("&Whole run"))
        self.whole_run.setToolTip(self.tr("Show all passes again (Home, or double click)"))
        self.whole_run.clicked.connect(self.show_all)
        below = QHBoxLayout()
        below.setContentsMargins(6, 0, 6, 0)
        below.addWidget(self.figures, 1)
        below.addWidget(self.logarithmic, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.whole_run, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages, 1)
        layout.addLayout(below)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._draw)
        self._dress()
        self._draw()

    def _build_plots(self) -> None:
        self._key: Any = self._graphics.addLabel("", row=0, col=0, justify="left")
        names = (self.tr("loss"), self.tr("error in %"), self.tr("rate"))
        self._plots: list[Any] = [self._graphics.addPlot(row=row + 1, col=0) for row in range(3)]
        for plot, name in zip(self._plots, names, strict=True):
            # Its menu and its corner button are in English only, and more than anyone needs here.
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.setLabel("left", name)
            plot.getAxis("left").enableAutoSIPrefix(False)
            plot.getAxis("left").logTickValues = _log_ticks
            plot.getAxis("left").logTickStrings = _log_names
            plot.getAxis("left").setWidth(self.fontMetrics().horizontalAdvance("0.000000") + 30)
            plot.getAxis("bottom").enableAutoSIPrefix(False)
            plot.showGrid(x=False, y=True, alpha=0.25)
            plot.setXLink(None if plot is self._plots[0] else self._plots[0])
            plot.getViewBox().sigRangeChangedManually.connect(self._stop_following)
        for plot in self._plots[:2]:
            plot.getAxis("bottom").setStyle(showValues=False)
        self._plots[2].setLabel("bottom", self.tr("pass"))
        self._graphics.ci.layout.setRowStretchFactor(1, 3)
        self._graphics.ci.layout.setRowStretchFactor(2, 3)
        self._graphics.ci.layout.setRowStretchFactor(3, 2)
        self._live_lines: dict[int, Any] = {index: self._plots[index].plot(antialias=True) for index in (0, 2)}
        # The other run first: it lies below.
        self._lines: dict[bool, list[Any]] = {
            other: [self._plots[index].plot(antialias=True) for index in _PLOT_OF] for other in (True, False)
        }
        self._markers: list[Any] = [pg.InfiniteLine(angle=90) for _ in self._plots]
        for plot, marker in zip(self._plots, self._markers, strict=True):
            plot.addItem(marker, ignoreBounds=True)
        self._set_scales(logarithmic=False)
        scene = self._graphics.scene()
        scene.sigMouseMoved.connect(self._hovered)
        scene.sigMouseClicked.connect(self._clicked)

    # What is shown

    @property
    def has_curves(self) -> bool:
        """Whether there is anything to draw, or to save."""
        return bool(self._passes or self._live or self._other)

    @property
    def live_points(self) -> int:
        """How many points the line inside the passes is kept with."""
        return len(self._live)

    def _forget_live(self) -> None:
        self._live: list[LivePoint] = []
        self._newest: LivePoint | None = None
        self._stride, self._skipped = 1, 0

    def start(self, name: str, total_passes: int) -> None:
        """Forget this run's curves and begin those of another; what is laid over stays."""
        self._name, self._total_passes = name, total_passes
        self._passes = []
        self._forget_live()
        self._pointed = None
        self.show_all()

    def show_progress(self, progress: Progress) -> None:
        """Add a point inside a pass, and the pass if this finished one."""
        x = progress.updates / max(progress.total_updates, 1) * self._total_passes
        self._newest = (x, progress.number, progress.loss, progress.rate)
        self._skipped += 1
        if self._skipped >= self._stride:
            self._skipped = 0
            self._live.append(self._newest)
            if len(self._live) >= LIVE_POINTS:
                self._live = self._live[::2]
                self._stride *= 2
        if progress.finished_pass is not None:
            self.add_pass(progress.finished_pass)
        self._draw_soon()

    def show_passes(self, passes: Sequence[PassResult]) -> None:
        """Show these finished passes, in place of those so far."""
        self._passes = sorted(passes, key=lambda result: result.number)
        self._total_passes = max([self._total_passes, *(result.number for result in passes)])
        self._draw_soon()

    def add_pass(self, result: PassResult) -> None:
        """Add a finished pass; one of the same number takes the earlier one's place."""
        self.show_passes([*(one for one in self._passes if one.number != result.number), result])

    def overlay(self, name: str, passes: Sequence[PassResult]) -> None:
        """Lay a second run over this one, dashed, to compare."""
        self._other = (name, sorted(passes, key=lambda result: result.number))
        self._draw_soon()

    def remove_overlay(self) -> None:
        """Show this run alone again."""
        self._other = None
        self._draw_soon()

    def save(self, path: Path) -> None:
        """Write the curves as .png or .svg, as they stand, or their figures as .csv.

        Raises:
            ValueError: for another suffix.
            OSError: when the file cannot be written; then what was there before is still there.
        """
        self._draw()
        suffix = path.suffix.lower()
        if suffix == ".csv":
            content = curve_export.as_csv([(self._name, self._passes), *([self._other] if self._other else [])])
        elif suffix == ".png":
            content = curve_export.as_png(self._graphics, self._background())
        elif suffix == ".svg":
            content = curve_export.as_svg(self._graphics, self._background())
        else:
            raise ValueError(f"curves are saved as {', '.join(curve_export.SUFFIXES)}, not as {suffix or 'that'}")
        curve_export.write_whole(path, content)

    # Drawing

    def _draw_soon(self) -> None:
        # However many figures come in one turn of the event loop, they are drawn once.
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _draw(self) -> None:
        self._pages.setCurrentWidget(self._graphics if self.has_curves else self._empty)
        other = [] if self._other is None else self._other[1]
        logs = (self.logarithmic.isChecked(), self.logarithmic.isChecked(), True)
        filled = [False] * 3
        for is_other, passes in ((True, other), (False, self._passes)):
            table = np.array([_figures(result) for result in passes], dtype=np.float64).reshape(-1, 5)
            for column, item in enumerate(self._lines[is_other]):
                y = _drawable(table[:, column + 1], logs[_PLOT_OF[column]])
                keep = np.flatnonzero(np.isfinite(y))
                filled[_PLOT_OF[column]] |= bool(keep.size)
                # Not left to pyqtgraph as nan: dots without a single place bring it down.
                item.setData(table[keep, 0], y[keep], connect=np.append(np.diff(keep) == 1, False)[: keep.size])
        live = np.array([*self._live, *([self._newest] if self._newest else [])], dtype=np.float64).reshape(-1, 4)
        for column, index in ((2, 0), (3, 2)):
            y = _drawable(live[:, column], logs[index])
            keep = np.isfinite(y)
            filled[index] |= bool(keep.any())
            numbers = live[keep, 1]
            # The running mean begins anew with each pass, so its line does too.
            joined = np.append(numbers[1:] == numbers[:-1], False)[: numbers.size]
            self._live_lines[index].setData(live[keep, 0], y[keep], connect=joined)
        for plot, has_any in zip(self._plots, filled, strict=True):
            plot.getAxis("left").setStyle(showValues=has_any)
        self._key.setText(self._key_text())
        if self._following:
            self._plots[0].setXRange(0, self._end(), padding=0.02)
        self._tell()

    def _end(self) -> float:
        """Where the passes shown end, the one under way as a whole: the axis moves once a pass, not all the time."""
        other = [] if self._other is None else self._other[1]
        now = math.ceil(self._newest[0]) if self._newest else 0
        return max([1, now, *(result.number for result in (*self._passes, *other))])

    def _key_text(self) -> str:
        palette = self.palette()
        training, held_out = theme.quiet(palette).name(), theme.accent(palette).name()

        def entry(colour: str, line: str, text: str) -> str:
            return f'<span style="color:{colour}"><b>{line}</b></span>&nbsp;{html.escape(text)}'

        parts = [entry(training, "●", self.tr("training")), entry(held_out, "●", self.tr("held out"))]
        if self._other is not None:
            name = self._other[0]
            short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
            parts.append(entry(theme.bar(palette).name(), "– – –", short))
        return "&nbsp; &nbsp; ".join(parts)

    @Slot(bool)
    def _set_logarithmic(self, logarithmic: bool) -> None:
        self._set_scales(logarithmic)
        self._draw()
        for plot in self._plots[:2]:
            plot.getViewBox().enableAutoRange(y=True)

    def _set_scales(self, logarithmic: bool) -> None:
        # Only the axes: the figures' own logarithms are taken in _drawable, which knows what has none.
        for plot, log in zip(self._plots, (logarithmic, logarithmic, True), strict=True):
            plot.getAxis("left").setLogMode(log)
            plot.getViewBox().setLimits(minYRange=_SMALLEST_LOG_SPAN if log else None)

    def _background(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Base)

    def _dress(self) -> None:
        """Take all colours from the palette."""
        palette = self.palette()
        quiet, accent, bar, text = theme.quiet(palette), theme.accent(palette), theme.bar(palette), theme.ink(palette)
        empty = QPalette(palette)
        empty.setColor(QPalette.ColorRole.WindowText, quiet)
        self._empty.setPalette(empty)
        self._graphics.setBackground(self._background())
        for plot in self._plots:
            for side in ("left", "bottom"):
                plot.getAxis(side).setPen(theme.line(palette))
                plot.getAxis(side).setTextPen(quiet)
        for item in self._live_lines.values():
            item.setPen(pg.mkPen(bar, width=1))
        behind = QColor(accent)
        behind.setAlpha(150)
        for column, index in enumerate(_PLOT_OF):
            held_out = column == 2
            self._lines[True][column].setPen(
                pg.mkPen(behind if held_out else bar, width=1.5, style=Qt.PenStyle.DashLine)
            )
            line = self._lines[False][column]
            colour = accent if held_out else quiet
            line.setPen(pg.mkPen(colour, width=2))
            line.setSymbol("o")
            line.setSymbolSize(5)
            line.setSymbolPen(None)
            line.setSymbolBrush(colour)
            self._markers[index].setPen(pg.mkPen(text, width=1))
        self._key.setText(self._key_text(), color=palette.color(QPalette.ColorRole.Text))

    # The figures of one pass

    def _numbers(self) -> list[int]:
        other = [] if self._other is None else self._other[1]
        return sorted({result.number for result in (*self._passes, *other)})

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self._tell()

    def _tell(self) -> None:
        """Put the figures of the pass pointed at, or of the newest one, into words."""
        numbers = self._numbers()
        if self._pointed not in numbers:
            self._pointed = None
        for marker in self._markers:
            marker.setVisible(self._pointed is not None)
            marker.setValue(self._pointed or 0)
        number = self._pointed or (numbers[-1] if numbers else None)
        words = [self._in_words(result) for result in self._passes if result.number == number]
        if self._other is not None:
            name, passes = self._other
            words += [f"{name}: {self._in_words(result)}" for result in passes if result.number == number]
        self.figures.setText("\n".join(words))
        self.setAccessibleDescription("\n".join(words) or self._empty.text())

    def _in_words(self, result: PassResult) -> str:
        parts = [
            self.tr("training loss {loss}").format(loss=f"{result.training_loss:.4g}"),
            self.tr("training error {percent}\u00a0%").format(percent=f"{result.training_error_percent:.2f}"),
        ]
        if result.held_out is not None:
            parts.append(
                self.tr("held-out error {percent}\u00a0%").format(percent=f"{result.held_out.error_percent:.2f}")
            )
        parts.append(self.tr("rate {rate}").format(rate=_plain(result.rate)))
        parts.append(self.tr("{seconds}\u00a0s").format(seconds=f"{result.seconds:.0f}"))
        return self.tr("Pass {number}: {figures}").format(number=result.number, figures=", ".join(parts))

    # What pointer and keys do

    @Slot(object)
    def _hovered(self, position: QPointF) -> None:
        numbers = self._numbers()
        boxes = [plot.getViewBox() for plot in self._plots]
        box = next((box for box in boxes if box.sceneBoundingRect().contains(position)), None)
        if box is None or not numbers:
            self._point_at(None)
            return
        x = box.mapSceneToView(position).x()
        self._point_at(min(numbers, key=lambda number: abs(number - x)))

    @Slot(object)
    def _clicked(self, click: Any) -> None:
        if click.double():
            self.show_all()

    @Slot(object)
    def _stop_following(self, _axes: object) -> None:
        self._following = False

    @Slot()
    def show_all(self) -> None:
        """Show the whole run, and follow it again."""
        self._following = True
        for plot in self._plots:
            plot.getViewBox().enableAutoRange(y=True)
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        numbers = self._numbers()
        # So that the focus is seen.
        if numbers and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._point_at(numbers[-1])
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self._point_at(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, numbers = event.key(), self._numbers()
        if key == Qt.Key.Key_Home:
            self.show_all()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and numbers:
            last = len(numbers) - 1
            at = last + 1 if self._pointed is None else numbers.index(self._pointed)
            at += 1 if key == Qt.Key.Key_Right else -1
            self._point_at(numbers[min(max(at, 0), last)])
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)
