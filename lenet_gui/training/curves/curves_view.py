"""A run's curves, live: loss, error and rate over the passes, and earlier runs laid over them to compare."""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QStackedWidget

from lenet_gui.base import theme
from lenet_gui.base.keys import BY_TAB
from lenet_gui.base.timers import timer
from lenet_gui.base.widgets import button, column, row, wrapped_label
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.spoken import Spoken, announce
from lenet_gui.training.curves import export as curve_export
from lenet_gui.training.curves.figures import why_above
from lenet_gui.training.curves.pass_label import PassLabel
from lenet_gui.training.curves.shown import LONGEST_BESIDE, Compared, ComparedRuns, LiveCurve, Shown
from model.training.optimizers.schedules import RateCurve
from model.training.progress import PassResult, Progress

if TYPE_CHECKING:
    from lenet_gui.training.curves.plots import CurvePlots

_LEAST_LINES = 12
"""Of text, as high as the plots are at least without their key: in less, the figures beside them would meet."""
LIVE_MS = 250
"""Inside a pass the curves are drawn no more often than this: a repaint of three plots keeps the pen waiting."""


class _Pages(QStackedWidget):
    def sizeHint(self) -> QSize:
        # A page is scrolled where there is less room than the least, not where plots would like more.
        return QSize(super().sizeHint().width(), self.minimumHeight())


class CurvesView(Spoken, Dressed):
    """Three plots above each other on one axis of passes. Until somebody zooms, they show the whole run."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._total_passes, self._distorted, self._averaged = "", 0, False, False
        self._passes: list[PassResult] = []
        self._rates: RateCurve | None = None
        self.compared = ComparedRuns()
        self._following, self._whole, self._waiting = True, False, False
        self._pointed: int | None = None
        self._live = LiveCurve()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Training curves"))
        self._empty = QLabel(self.tr("The curves appear with the first pass."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._has_plots, self._key_lines = False, 1
        self._pages = _Pages()
        self._pages.addWidget(self._empty)
        self.figures = PassLabel()
        self.why = wrapped_label()
        self.logarithmic = QCheckBox(self.tr("Logarithm&ic"))
        self.logarithmic.setToolTip(self.tr("Loss, error and rate on logarithmic scales"))
        self.logarithmic.toggled.connect(self._set_logarithmic)
        tip = self.tr("Show all passes, and the loss from the first update on (Home, or double click)")
        self.whole_run = button(self.tr("&Whole run"), self.show_all, tip)
        controls = row(self.logarithmic, self.whole_run, margin=0)
        below = row(self.figures, controls, grows=self.figures, margin=0)
        below.setAlignment(controls, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self._pages, self.why, below, grows=self._pages, margin=0))
        # However many figures come in one turn of the event loop, they are drawn once.
        self._drawing = timer(self, 0, self._draw)
        self._rest = timer(self, LIVE_MS, self._draw_live)
        self._dress()
        self._draw()

    @cached_property
    def _plots(self) -> "CurvePlots":
        """Made when this is first seen or saved: pyqtgraph and its plots would keep a training window waiting."""
        from lenet_gui.training.curves.plots import CurvePlots

        plots = CurvePlots()
        plots.set_logarithmic(self.logarithmic.isChecked())
        plots.pointed.connect(self._on_pointed)
        plots.zoomed.connect(self._stop_following)
        plots.double_clicked.connect(self.show_all)
        plots.key_written.connect(self._make_room)
        self._pages.addWidget(plots)
        self._has_plots = True
        return plots

    def showEvent(self, event: QShowEvent) -> None:
        if not self._has_plots:
            self._draw_plots()
        super().showEvent(event)

    # What is shown

    @property
    def has_curves(self) -> bool:
        return bool(self._passes or self._live.newest or self.compared.runs)

    def start(
        self,
        name: str,
        total_passes: int,
        rates: RateCurve | None = None,
        distorted: bool = False,
        averaged: bool = False,
    ) -> None:
        """Forget this run's curves and begin those of another; what is laid over stays.

        Without ``rates``, which say where the run's rate steps, lines join the passes' rates.
        """
        self._name, self._total_passes, self._rates = name, total_passes, rates
        self._distorted, self._averaged = distorted, averaged
        self._passes, self._live, self._pointed = [], LiveCurve(), None
        self._follow(whole=False)

    def show_progress(self, progress: Progress) -> None:
        """Add a point inside a pass, and the pass if this finished one."""
        x = progress.updates / max(progress.total_updates, 1) * self._total_passes
        self._live.add((x, progress.number, progress.loss, progress.rate))
        if self._rates is not None and progress.rate:
            self._rates.note(progress.updates, progress.rate)
        if progress.finished_pass is not None:
            self.add_pass(progress.finished_pass)
        self._waiting = True
        self._draw_live()

    def show_passes(self, passes: Sequence[PassResult]) -> None:
        """Show these finished passes, in place of those so far."""
        self._passes = sorted(passes, key=lambda result: result.number)
        self._total_passes = max([self._total_passes, *(result.number for result in passes)])
        self._soon()

    def add_pass(self, result: PassResult) -> None:
        """Add a finished pass; one of the same number takes the earlier one's place."""
        self.show_passes([*(one for one in self._passes if one.number != result.number), result])

    def overlay(self, run: Compared) -> None:
        """Lay an earlier run over this one, dashed, to compare."""
        self.compared.add(run)
        self._soon()

    def remove_overlay(self, key: str) -> None:
        """Show the runs without this one; nothing changes where it is not laid over."""
        self.compared.remove(key)
        self._soon()

    def content(self, suffix: str) -> bytes:
        """The curves as a ``.png`` or ``.svg`` file, as they stand, or their figures as a ``.csv`` file.

        Raises:
            ValueError: for another suffix.
            OSError: the picture cannot be made.
        """
        self._draw_plots()
        if suffix == ".csv":
            return curve_export.as_csv(
                [(self._name, self._passes), *((run.name, run.passes) for run in self.compared.runs)]
            )
        if suffix == ".png":
            return curve_export.as_png(self._plots.graphics, self._plots.background)
        if suffix == ".svg":
            with self._plots.as_drawing():
                return curve_export.as_svg(self._plots.graphics, self._plots.background)
        raise ValueError(f"curves are saved as {', '.join(curve_export.SUFFIXES)}, not as {suffix or 'that'}")

    # Drawing

    def _soon(self) -> None:
        if not self._drawing.isActive():  # one that is about to be made is not put off
            self._drawing.start()

    @Slot()
    def _draw_live(self) -> None:
        if self._waiting and not self._rest.isActive():
            self._waiting = False
            self._soon()
            self._rest.start()

    @Slot()
    def _draw(self) -> None:
        if self._has_plots:
            self._draw_plots()
        self._tell()

    def _draw_plots(self) -> None:
        self._pages.setCurrentWidget(self._plots if self.has_curves else self._empty)
        live = self._live.points
        reached = max([point[0] for point in live[-1:]] + [result.number for result in self._passes[-1:]], default=0)
        own = Shown(self._passes, [] if self._rates is None else self._rates.points(reached), self._name)
        self._plots.draw(own, live, self.compared.shown(), self._whole)
        if self._following:
            self._plots.show_until(self._end())

    def _end(self) -> float:
        """Where the passes shown end, the one under way as a whole: the axis moves once a pass, not all the time."""
        now = math.ceil(self._live.newest[0]) if self._live.newest else 0
        return max(1, now, *self._seen())

    @Slot(bool)
    def _set_logarithmic(self, logarithmic: bool) -> None:
        if self._has_plots:
            self._plots.set_logarithmic(logarithmic)
            self._draw()
            self._plots.fit_heights()

    @Slot(int)
    def _make_room(self, key_lines: int) -> None:
        self._key_lines = key_lines
        self._pages.setMinimumHeight((_LEAST_LINES + key_lines) * self.fontMetrics().lineSpacing())

    def _dress(self) -> None:
        self._make_room(self._key_lines)
        quiet = theme.recoloured(self.palette(), theme.quiet(self.palette()))
        self._empty.setPalette(quiet)
        self.why.setPalette(quiet)

    # The figures of one pass

    def _numbers(self) -> list[int]:
        return sorted(self.compared.numbers.union(result.number for result in self._passes))

    def _seen(self) -> list[int]:
        """Those that can be seen: until all is asked for, only the beginning of a much longer run laid over."""
        most = self._total_passes * LONGEST_BESIDE if self._following and not self._whole else 0
        return [number for number in self._numbers() if not most or number <= most]

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self._tell()

    def _tell(self) -> None:
        """Put the figures of the pass pointed at, or of the newest one, into words."""
        numbers = self._numbers()
        if self._pointed not in numbers:
            self._pointed = None
        if self._has_plots:
            self._plots.mark(self._pointed)
        number = self._pointed or max([result.number for result in self._passes] or numbers, default=0)
        self.figures.show_pass([("", self._passes), *((run.name, run.passes) for run in self.compared.runs)], number)
        self.why.setText(why_above(self._passes, self._distorted, self._averaged))
        self.why.setVisible(bool(self.why.text()))
        self.setAccessibleDescription(self.figures.text() or self._empty.text())

    # What pointer and keys do

    def spoken_value(self) -> str:
        return self.accessibleDescription()

    @Slot(object)
    def _on_pointed(self, place: float | None) -> None:
        near = None if place is None else min(self._numbers(), key=lambda number: abs(number - place), default=None)
        self._point_at(near)

    @Slot()
    def _stop_following(self) -> None:
        self._following = False

    @Slot()
    def show_all(self) -> None:
        """Show the whole run, its first updates too, and follow it again."""
        self._follow(whole=True)

    def _follow(self, whole: bool) -> None:
        self._following, self._whole = True, whole
        if self._has_plots:
            self._plots.fit_heights()
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        numbers = self._seen()
        if numbers and event.reason() in BY_TAB:  # so that the focus is seen
            self._point_at(numbers[-1])
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.underMouse():
            self._point_at(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, numbers = event.key(), self._seen()
        if key == Qt.Key.Key_Home:
            self.show_all()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and numbers:
            at = len(numbers) if self._pointed is None else numbers.index(self._pointed)
            at += 1 if key == Qt.Key.Key_Right else -1
            self._point_at(numbers[min(max(at, 0), len(numbers) - 1)])
            announce(self, self.spoken_value())
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)
