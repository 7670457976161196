"""From a pointer event to all views painted with its answer, in the real window.

Real QMouseEvents are dragged over the canvas at the pace of a mouse, one every 8 ms. A sample ends when the window's
repaint that follows the event's answer (or a newer one) is over, and counts only if every view was in that repaint.

With ``--views all`` one unit's arithmetic is open below the whole network and has to be painted as well: of a C3, an
S2, a C5 and an F6 unit and of a penalty in turn, another chosen while the pen rests after each stroke. ``--choose``
chooses it at the pen's first touch instead, so that the pen waits for it.

With ``--teaching`` twenty digits are being learned beside it, again and again.

With ``--training`` the training window is open beside it and trains the recipe of the shipped weights all the while;
then how late the event loop's own timer comes is measured too, and how long the run takes to stop.
"""

import argparse
import itertools
import math
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from lenet_gui.main_window import MainWindow
from lenet_gui.my_digits.digit_book import adding
from lenet_gui.smoke_test import send_mouse
from lenet_gui.training.window import TrainingWindow
from lenet_gui.why.sheet import Sheet
from model.digits.drawing import Drawing, Stroke
from model.my_digits.store import MyDigit
from model.network.wiring import Unit
from model.training.progress import Progress
from model.training.recipes import MODERN
from tests.benchmarks.harness import open_measured_window, report, wait_for, wait_for_answer

PACE_MS = 8
REST_MS = 300
"""How long the pen rests between two strokes, at least."""
TICK_MS = 5
_PAINTED = QEvent.Type(QEvent.registerEventType())


def _path(turn: int, points: int) -> list[tuple[float, float]]:
    """A loopy stroke, different each time: a digit's worth of ink."""
    phase = turn * 0.7
    return [
        (
            0.5 + 0.28 * math.sin(2 * math.pi * k / points * (1 + turn % 2) + phase),
            0.5 + 0.33 * math.cos(2 * math.pi * k / points + phase / 2),
        )
        for k in range(points)
    ]


class Meter(QObject):
    """Sends events at a steady pace and notes when each one's answer was on the screen.

    Signals:
        rested: a stroke is over.
    """

    rested = Signal()

    def __init__(self, window: MainWindow, strokes: int, points: int, arithmetic: bool) -> None:
        super().__init__(window)
        self._window = window
        self._canvas = window.canvas_panel.canvas
        self.samples_ms: list[float] = []
        self.incomplete = 0
        self._events = [(turn, k, p) for turn in range(strokes) for k, p in enumerate(_path(turn, points))]
        self._last_index = points - 1
        self._sent: list[tuple[int, float]] = []
        self._answered = 0
        self._patience = 0
        self._views: list[QWidget] = [
            window.canvas_panel.input_view,
            window.penalties,
            window.network.view,
            window.answer.f6,
        ]
        self._arithmetic = arithmetic
        self._painted: set[int] = set()
        for view in (*self._views, *window.drawer.why.findChildren(Sheet)):
            view.installEventFilter(self)
        window.service.recognised.connect(self._on_recognised)
        self._timer = QTimer(self, interval=PACE_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._send_one)
        self._done: Callable[[], None] = self._timer.stop

    def run(self, done: Callable[[], None]) -> None:
        self._done = done
        self._timer.start()

    def _send_one(self) -> None:
        if not self._events:
            self._timer.stop()
            QTimer.singleShot(300, self, self._done)
            return
        _turn, index, point = self._events.pop(0)
        where = self._canvas.from_canvas(point)
        where = QPointF(round(where.x()), round(where.y()))
        if index == 0:
            self._window.sketch.clear()
        kind = QEvent.Type.MouseButtonPress if index == 0 else QEvent.Type.MouseMove
        before, started = self._window.service.generation, time.perf_counter()
        send_mouse(self._canvas, kind, where)
        if self._window.service.generation > before:
            self._sent.append((self._window.service.generation, started))
        if index == self._last_index:
            send_mouse(self._canvas, QEvent.Type.MouseButtonRelease, where)
            self._timer.stop()
            QTimer.singleShot(REST_MS, self, self._timer.start)
            self.rested.emit()

    def _on_recognised(self, _answer: object, generation: int) -> None:
        self._answered = generation
        self._painted.clear()
        self._patience = 100
        # The views' repaint is already posted with low priority: this comes right behind it.
        QCoreApplication.postEvent(self, QEvent(_PAINTED), Qt.EventPriority.LowEventPriority.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted.add(id(watched))
        return False

    def customEvent(self, event: QEvent) -> None:
        now = time.perf_counter()
        shown = [*self._views, self._window.drawer.why.sheet] if self._arithmetic else self._views
        if any(id(view) not in self._painted for view in shown) and self._patience:
            # Another window was painted first: these views' turn is still to come.
            self._patience -= 1
            QCoreApplication.postEvent(self, QEvent(_PAINTED), Qt.EventPriority.LowEventPriority.value)
            return
        served = [started for generation, started in self._sent if generation <= self._answered]
        self._sent = [entry for entry in self._sent if entry[0] > self._answered]
        if self._patience:
            self.samples_ms += [1000 * (now - started) for started in served]
        else:
            self.incomplete += len(served)


class Lateness(QObject):
    """How much later than asked a steady timer comes: what everything else in the window waits for as well."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        self._last = now


def open_arithmetic(window: MainWindow, when: SignalInstance) -> None:
    """Open one unit's arithmetic, and another's each time that ``when`` is emitted."""
    units = itertools.cycle(
        (Unit("C3", 7, 4, 4), Unit("S2", 2, 6, 6), Unit("C5", 17), Unit("F6", 40), Unit("OUTPUT", 4))
    )
    when.connect(lambda: window.inspector.choose(next(units)))
    window.inspector.choose(next(units))


def start_training(window: MainWindow) -> TrainingWindow:
    """Begin a long run in its own window and wait for its first pass."""
    training = window.training.show_window()
    training.recipe.set_config(replace(MODERN, passes=1000))
    training.run_bar.start.click()
    passes: list[Progress] = []

    def subscribe(done: Callable[[], None]) -> None:
        def on_progress(progress: Progress) -> None:
            if progress.finished_pass and not passes:
                passes.append(progress)
                done()

        window.training.training.progressed.connect(on_progress)

    wait_for(subscribe, "no pass was finished")
    return training


def stop_training(window: MainWindow, training: TrainingWindow) -> float:
    """Stop the run; milliseconds from the click to the end."""
    started = time.perf_counter()
    training.run_bar.stop.click()
    wait_for(lambda done: window.training.training.ended.connect(lambda *_: done()), "the run did not stop")
    return 1000 * (time.perf_counter() - started)


class Learning:
    """Twenty digits, two of each kind, learned again and again; how long each time took, in seconds."""

    def __init__(self, window: MainWindow) -> None:
        self.seconds: list[float] = []
        self._window = window
        self._started = 0.0
        random = np.random.default_rng(1)
        digits = [
            MyDigit(f"{k:032x}", k % 10, Drawing((Stroke(tuple(_path(k, 12)), 0.06),)), "")
            for k in random.permutation(20).tolist()
        ]
        for digit in digits:
            window.people.book.apply(adding(digit))
        window.teaching.teaching.taught.connect(self._on_taught)

    def go(self) -> None:
        """Begin."""
        self._started = time.perf_counter()
        self._window.teaching.teach()

    def _on_taught(self, *_: object) -> None:
        self.seconds.append(time.perf_counter() - self._started)
        self.go()


def _percentile(values: list[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(percent / 100 * len(ordered)) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", type=int, default=25)
    parser.add_argument("--points", type=int, default=48, help="events a stroke")
    parser.add_argument("--views", choices=("usual", "all"), default="usual", help="all: one unit's arithmetic as well")
    parser.add_argument("--choose", action="store_true", help="with --views all: choose the unit as a stroke begins")
    parser.add_argument("--training", action="store_true", help="train beside it")
    parser.add_argument("--teaching", action="store_true", help="learn twenty digits beside it")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    _application, window = open_measured_window()
    wait_for_answer(window, 1)
    training = start_training(window) if arguments.training else None
    learning = Learning(window) if arguments.teaching else None
    if learning is not None:
        learning.go()
    meter = Meter(window, arguments.strokes, arguments.points, arguments.views == "all")
    if arguments.views == "all":
        open_arithmetic(window, window.sketch.replaced if arguments.choose else meter.rested)
    lateness = Lateness(window)
    wait_for(meter.run, "the strokes did not end")
    late_ms = list(lateness.late_ms)
    samples = meter.samples_ms
    figures = {
        "median_ms": round(_percentile(samples, 50), 2),
        "p95_ms": round(_percentile(samples, 95), 2),
        "p99_ms": round(_percentile(samples, 99), 2),
        "n": len(samples),
    }
    rows = [
        ("events measured", str(len(samples))),
        ("not counted (a view was not repainted)", str(meter.incomplete)),
        ("median", f"{figures['median_ms']} ms"),
        ("95 % within", f"{figures['p95_ms']} ms"),
        ("99 % within", f"{figures['p99_ms']} ms"),
        ("slowest", f"{max(samples):.2f} ms"),
    ]
    if training is not None:
        figures["lateness_p99_ms"] = round(_percentile(late_ms, 99), 2)
        figures["stop_ms"] = round(stop_training(window, training), 1)
        rows += [
            ("event loop late: median", f"{_percentile(late_ms, 50):.2f} ms"),
            ("event loop late: 99 % within", f"{figures['lateness_p99_ms']} ms ({len(late_ms)} ticks)"),
            ("from stop to the run's end", f"{figures['stop_ms']} ms"),
        ]
    if learning is not None:
        if not learning.seconds:
            wait_for(lambda done: window.teaching.teaching.taught.connect(lambda *_: done()), "nothing was learned")
        figures["lateness_p99_ms"] = round(_percentile(late_ms, 99), 2)
        figures["seconds"] = round(learning.seconds[0], 2)
        rows += [
            ("event loop late: 99 % within", f"{figures['lateness_p99_ms']} ms ({len(late_ms)} ticks)"),
            ("to learn twenty digits, the process's start included", f"{figures['seconds']} s"),
        ]
    window.close()
    report("pointer event -> all views painted with its answer", rows, figures, arguments.json)


if __name__ == "__main__":
    main()
