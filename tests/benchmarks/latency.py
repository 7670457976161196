"""From a pointer event to all views painted with its answer, in the real window; and in the smallest Qt program beside.

Real QMouseEvents are dragged over the canvas at the pace of a mouse, one every 8 ms. A sample ends when the window's
repaint that follows the event's answer (or a newer one) is over, and counts only if every view was in that repaint.
Each stroke is then drawn on a window of the same size as well that does nothing but to send the event to a thread and
back and to paint as many pictures as the window shows: ``floor_median_ms``. The ratios to it are what can be compared
between machines.

With ``--views all`` one unit's arithmetic is open below the whole network and has to be painted as well: of a C3, an
S2, a C5 and an F6 unit and of a penalty in turn, another chosen while the pen rests after each stroke. ``--choose``
chooses it at the pen's first touch instead, so that the pen waits for it.

With ``--ink N`` another thing is measured: the processor time, of all threads, from one more event of a pen that is
never lifted to all views painted, on a scribble of N points and on one of 100, in turn: ``ink_ratio``.

With ``--digits N`` the stroke is the last digit of a number: N - 1 others stand beside it, and what the number is has
to be painted as well.

With ``--teaching`` twenty digits are taught beside it, again and again.

With ``--training`` the training window is open beside it and trains the recipe of the default weights all the while;
then how late the event loop's own timer comes is measured too, and how long the run takes to stop.
"""

import itertools
import math
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import ParamSpec, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import send_mouse
from lenet_gui.why.sheet import Sheet
from lenet_gui.workers.reading import reader
from lenet_gui.workers.teaching_process import TaughtWeights
from model.digits import growing
from model.digits.drawing import Drawing
from model.network import recognise
from model.network.wiring import Unit
from model.numbers import reader as numbers
from model.numbers.lattice import Numbers
from model.numbers.reader import NumberReader
from tests.benchmarks.beside import Lateness, RepeatedTeaching, start_training, stop_training
from tests.benchmarks.floor import FloorMeter, FloorWindow
from tests.benchmarks.harness import parser_of, percentile, report
from tests.benchmarks.pen import REST_MS, Meter, Pen
from tests.benchmarks.window import open_measured_window, wait_for, wait_for_answer
from tests.model.hand import beside, moved, together, written

_LAST = 0.8
"""Where the last of several digits is drawn, in canvas units."""

P = ParamSpec("P")
R = TypeVar("R")


class Steps:
    """Where the time goes: from the pen event through the worker thread to the screen, in milliseconds."""

    NAMES = ("ink", "number", "network", "handing over", "setting", "painting")

    def __init__(self) -> None:
        self.ms: dict[str, list[float]] = {name: [] for name in self.NAMES}
        self._began = self._ended = self._arrived = 0.0
        """The first piece of work since the last answer was set, the end of the last, the answer's arrival."""
        # Where the worker looks them up.
        vars(reader)["inked"] = self._timed("ink", growing.inked)
        recognise.recognise = self._timed("network", recognise.recognise)
        read = self._timed("number", NumberReader.read)

        class TimedReader(NumberReader):
            def read(self, drawing: Drawing) -> Numbers:
                return read(self, drawing)

        vars(numbers)["NumberReader"] = TimedReader

    def _timed(self, name: str, work: Callable[P, R]) -> Callable[P, R]:
        """On the worker thread; one drawing at most is on its way."""

        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            started = time.perf_counter()
            result = work(*args, **kwargs)
            self._ended = time.perf_counter()
            self.ms[name].append(1000 * (self._ended - started))
            self._began = self._began or started
            return result

        return timed

    def note_arrival(self) -> None:
        """Something for the GUI thread has come from the worker; its slot runs next."""
        self._arrived = time.perf_counter()

    def note_set(self, sent: float | None) -> None:
        """All views are set to the answer to an event that was sent at this time, if it is known."""
        if sent is not None:
            self.ms["handing over"].append(1000 * (self._began - sent + self._arrived - self._ended))
            self.ms["setting"].append(1000 * (time.perf_counter() - self._arrived))
        self._began = 0.0


class WindowMeter(Meter):
    """Draws on the real window."""

    def __init__(self, window: MainWindow, steps: Steps, arithmetic: bool, digits: int = 1) -> None:
        self._window, self._steps, self._arithmetic = window, steps, arithmetic
        self._canvas = window.canvas_panel.canvas
        self._views: tuple[QWidget, ...] = (window.penalties, window.network.view)
        self._digits = digits
        if digits > 1:
            self._views = (*self._views, window.canvas_panel.number)
            placed = beside([written(1)[digit % 10].drawing for digit in range(1, digits)], 0.3, 0.15)
            end = max(x for stroke in placed[-1].strokes for x, _ in stroke.points)
            self._others = moved(together(placed), _LAST - 0.1 - end, 0.5)
            self._begin_anew()
        sheets = window.drawer.why.findChildren(Sheet) if arithmetic else ()
        super().__init__(window, (*self._views, *sheets))
        window.service.installEventFilter(self)
        window.service.recognised.connect(self._on_recognised)

    @property
    def generation(self) -> int:
        return self._window.service.generation

    def _begin_anew(self) -> None:
        self._window.sketch.clear()
        if self._digits > 1:
            self._window.sketch.put(self._others)

    def touch(self, kind: QEvent.Type, point: tuple[float, float]) -> None:
        if kind == QEvent.Type.MouseButtonPress and self._digits == 1:
            self._begin_anew()
        if self._digits > 1:
            x, y = point
            point = _LAST + 0.2 * (x - 0.5), 0.5 + 0.2 * (y - 0.5)
        where = self._canvas.from_canvas(point)
        send_mouse(self._canvas, kind, QPointF(round(where.x()), round(where.y())))
        if kind == QEvent.Type.MouseButtonRelease and self._digits > 1:
            # The others have long been there when the next stroke begins.
            QTimer.singleShot(REST_MS // 2, self, self._begin_anew)

    def shown(self) -> Sequence[QWidget]:
        sheet = self._window.drawer.why.sheet if self._arithmetic else None
        return self._views if sheet is None else (*self._views, sheet)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window.service:
            if event.type() == QEvent.Type.MetaCall:
                self._steps.note_arrival()
            return False
        return super().eventFilter(watched, event)

    def _on_recognised(self, _answer: object, generation: int) -> None:
        # Connected last: the views are set.
        self._steps.note_set(self.first_event_of(generation))
        self.note_answer(generation)


def open_arithmetic(window: MainWindow, when: SignalInstance) -> None:
    """Open one unit's arithmetic, and another's each time that ``when`` is emitted."""
    units = itertools.cycle(
        (Unit("C3", 7, 4, 4), Unit("S2", 2, 6, 6), Unit("C5", 17), Unit("F6", 40), Unit("OUTPUT", 4))
    )
    when.connect(lambda: window.network.view.choose(next(units)))
    window.network.view.choose(next(units))


def scribble(place: int) -> tuple[float, float]:
    """A point of a line without an end, as far from the one before as a mouse moves."""
    return 0.5 + 0.28 * math.sin(0.13 * place), 0.5 + 0.33 * math.cos(0.084 * place)


def cost_of_events(window: MainWindow, meter: WindowMeter, ink: int, events: int) -> list[float]:
    """Milliseconds of processor time for each of some events on a scribble of so many points."""
    meter.touch(QEvent.Type.MouseButtonPress, scribble(0))
    for place in range(1, ink):
        window.sketch.move(scribble(place))
    wait_for_answer(window, meter.generation)
    QCoreApplication.processEvents()
    taken = []
    for place in range(ink, ink + events):
        seen, started = len(meter.samples_ms), time.process_time()
        meter.send(QEvent.Type.MouseMove, scribble(place))
        while len(meter.samples_ms) == seen:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        taken.append(1000 * (time.process_time() - started))
    meter.touch(QEvent.Type.MouseButtonRelease, scribble(ink + events))
    return taken


def report_ink(window: MainWindow, meter: WindowMeter, ink: int, as_json: bool) -> None:
    """Long and short scribbles in turn."""
    rounds = [[cost_of_events(window, meter, points, 60) for points in (100, ink)] for _ in range(7)]
    short, long = ([median(one[which]) for one in rounds] for which in (0, 1))
    ratio = median(b / a for a, b in zip(short, long, strict=True))
    figures = {"short_ms": round(median(short), 2), "long_ms": round(median(long), 2), "ink_ratio": round(ratio, 2)}
    rows = [
        ("one more event on 100 points: median", f"{figures['short_ms']} ms"),
        (f"one more event on {ink} points: median", f"{figures['long_ms']} ms; {figures['ink_ratio']} times"),
    ]
    report("processor time from a pointer event to all views painted", rows, figures, as_json)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--strokes", type=int, default=25)
    parser.add_argument("--points", type=int, default=48, help="events a stroke")
    parser.add_argument("--views", choices=("usual", "all"), default="usual", help="all: one unit's arithmetic as well")
    parser.add_argument("--choose", action="store_true", help="with --views all: choose the unit as a stroke begins")
    parser.add_argument("--ink", type=int, metavar="N", help="compare an event on N points with one on 100")
    parser.add_argument("--digits", type=int, default=1, metavar="N", help="draw the last of so many digits")
    parser.add_argument("--training", action="store_true", help="train beside it")
    parser.add_argument("--teaching", action="store_true", help="teach twenty digits beside it")
    arguments = parser.parse_args()
    steps = Steps()
    _application, window = open_measured_window()
    wait_for_answer(window, 1)
    meter = WindowMeter(window, steps, arguments.views == "all", arguments.digits)
    if arguments.ink:
        report_ink(window, meter, arguments.ink, arguments.json)
        window.close()
        return
    floor = FloorWindow()
    floor.show()
    training = start_training(window) if arguments.training else None
    teaching = RepeatedTeaching(window) if arguments.teaching else None
    if teaching is not None:
        teaching.go()
    floor_meter = FloorMeter(floor)
    pen = Pen((meter, floor_meter), arguments.strokes, arguments.points)
    if arguments.views == "all":
        open_arithmetic(window, window.sketch.replaced if arguments.choose else pen.rested)
    lateness = Lateness(window)
    wait_for(pen.run, "the strokes did not end")
    late_ms = list(lateness.late_ms)
    samples, floors = meter.samples_ms, floor_meter.samples_ms
    steps.ms["painting"] = meter.painting_ms
    figures: dict[str, float] = {
        "median_ms": round(median(samples), 2),
        "p95_ms": round(percentile(samples, 95), 2),
        "p99_ms": round(percentile(samples, 99), 2),
        "n": len(samples),
        "floor_median_ms": round(median(floors), 2),
        "floor_p95_ms": round(percentile(floors, 95), 2),
        "median_ratio": round(median(samples) / median(floors), 2),
        "p95_ratio": round(percentile(samples, 95) / percentile(floors, 95), 2),
    }
    rows = [
        ("events measured", f"{len(samples)}, and {len(floors)} of the smallest program"),
        ("not counted (a view was not repainted)", str(meter.incomplete)),
        ("median", f"{figures['median_ms']} ms"),
        ("95 % within", f"{figures['p95_ms']} ms"),
        ("99 % within", f"{figures['p99_ms']} ms"),
        ("slowest", f"{max(samples):.2f} ms"),
        (
            "smallest program: median",
            f"{figures['floor_median_ms']} ms; the window {figures['median_ratio']} times",
        ),
        ("smallest program: 95 % within", f"{figures['floor_p95_ms']} ms; the window {figures['p95_ratio']} times"),
    ]
    for name, taken in steps.ms.items():
        if len(taken) < 2:
            continue
        figures[name.replace(" ", "_") + "_ms"] = round(median(taken), 2)
        rows.append((f"of which {name}: median", f"{median(taken):.2f} ms (95 % within {percentile(taken, 95):.2f})"))
    if training is not None or teaching is not None:
        figures["lateness_p99_ms"] = round(percentile(late_ms, 99), 2)
        rows += [
            ("event loop late: median", f"{median(late_ms):.2f} ms"),
            ("event loop late: 99 % within", f"{figures['lateness_p99_ms']} ms ({len(late_ms)} ticks)"),
        ]
    if training is not None:
        figures["stop_ms"] = round(stop_training(window, training), 1)
        rows.append(("from stop to the run's end", f"{figures['stop_ms']} ms"))
    if teaching is not None:
        if not teaching.seconds:
            happened = window.teaching.teaching.happened
            wait_for(
                lambda done: happened.connect(lambda event: done() if isinstance(event, TaughtWeights) else None),
                "nothing was taught",
            )
        figures["seconds"] = round(teaching.seconds[0], 2)
        rows.append(("to teach twenty digits, the process's start included", f"{figures['seconds']} s"))
    floor.close()
    window.close()
    report("pointer event -> all views painted with its answer", rows, figures, arguments.json)


if __name__ == "__main__":
    main()
