"""Recorded pen strokes, replayed with the mouse on the real canvas of the real window: errors, refusals, confusions.

The file has one JSON object a line: ``label``, ``writer`` and ``strokes``, lists of [x, y] with y down. Rows whose
label is no digit count as rubbish; letters that are drawn like digits are left out. The smallest penalty counts,
refused or not. A digit that is read as a number of several signs is misread. Rubbish is taken for a digit where it is
accepted as one; where it is read as a number, of sure digits alone, that is told apart.
Pointer positions are whole pixels, as a mouse gives them. ``FILE:25-30`` replays only these writers.

With ``--rubbish N`` as many scribbles, groups of two digits and pieces of digits are drawn besides, made from the
file's digits. With ``--placements N`` the first N digits are also drawn at 30, 50 and 100 % of the canvas, in each
corner, and with the thinnest and the thickest pen, and the share is told for which the answer is the same as in the
middle at 50 %.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtCore import QEvent, QPointF

from lenet_gui.canvas.pen_width import THICKEST, THINNEST
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import send_mouse
from model.assets import weights_file
from model.network.recognition import Recognition, Verdict
from model.numbers.signs import ShownNumbers
from model.strokes.reading import PenPattern, read_pen_patterns
from model.strokes.rubbish import RubbishMaker, RubbishMix
from model.strokes.variation import Points, to_unit_box
from tests.benchmarks.harness import parser_of, report
from tests.benchmarks.window import open_measured_window, wait_for_answer

Strokes = list[list[tuple[float, float]]]
"""In canvas units."""
MADE = RubbishMix(several=1 / 3, neighbour=0, part=1 / 3, scribble=1 / 3, mark=0, letter=0, picture=0)


def on_canvas(strokes: Iterable[Points]) -> Strokes:
    """In the middle of the canvas, 70 % of its side high or wide."""
    lines = to_unit_box(tuple(strokes))
    return [[(0.5 + 0.7 * x, 0.5 + 0.7 * y) for x, y in line.tolist()] for line in lines]


def made_rubbish(patterns: Sequence[PenPattern], count: int) -> list[Strokes]:
    """Drawn from these writers' digits, in equal parts of each kind."""
    maker = RubbishMaker(MADE, [p for p in patterns if p.label is not None], [], np.zeros((0, 28, 28), dtype=np.uint8))
    made = [maker.make(np.random.default_rng([7, number])) for number in range(count)]
    return [on_canvas(strokes) for strokes in made if isinstance(strokes, tuple)]


class Replay:
    """Draws digits on a window's canvas and gives back what it answered."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._answer: Recognition | None = None
        self.numbers: ShownNumbers | None = None
        """What the last drawing was read as, where that was a number of several signs."""
        window.service.numbers_read.connect(self._on_numbers)
        window.service.recognised.connect(self._on_recognised)

    def _on_numbers(self, numbers: ShownNumbers | None) -> None:
        self.numbers = numbers

    def _on_recognised(self, answer: Recognition, _generation: int) -> None:
        self._answer = answer

    def __call__(self, strokes: Strokes) -> Recognition:
        canvas = self._window.canvas_panel.canvas
        self._window.sketch.clear()
        for stroke in strokes:
            pixels = [canvas.from_canvas(point) for point in stroke]
            pixels = [QPointF(round(p.x()), round(p.y())) for p in pixels]
            send_mouse(canvas, QEvent.Type.MouseButtonPress, pixels[0])
            for pixel in pixels[1:]:
                send_mouse(canvas, QEvent.Type.MouseMove, pixel)
            send_mouse(canvas, QEvent.Type.MouseButtonRelease, pixels[-1])
        wait_for_answer(self._window, self._window.service.generation)
        assert self._answer is not None
        return self._answer


def placed(strokes: Strokes, size: float, corner: tuple[float, float]) -> Strokes:
    """The digit with its box fitted into a square of ``size``, at ``corner`` (0, 0 top left to 1, 1 bottom right)."""
    points = [point for stroke in strokes for point in stroke]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    scale = size / max(width, height, 1e-6)
    dx = corner[0] * (1 - width * scale) - left * scale
    dy = corner[1] * (1 - height * scale) - top * scale
    return [[(x * scale + dx, y * scale + dy) for x, y in stroke] for stroke in strokes]


def measure_placements(window: MainWindow, digits: Sequence[Strokes]) -> dict[str, float]:
    """For each way to draw the same digit, the percentage of digits with the same answer as at 50 % in the middle."""
    replay, slider = Replay(window), window.canvas_panel.tools.pen_width
    usual_pen = slider.value()
    middle = (0.5, 0.5)
    ways = {
        "30 %": (0.3, middle, usual_pen),
        "100 %": (1.0, middle, usual_pen),
        "top left": (0.3, (0, 0), usual_pen),
        "top right": (0.3, (1, 0), usual_pen),
        "bottom left": (0.3, (0, 1), usual_pen),
        "bottom right": (0.3, (1, 1), usual_pen),
        "thinnest pen": (0.5, middle, THINNEST),
        "thickest pen": (0.5, middle, THICKEST),
    }
    same: Counter[str] = Counter()
    for strokes in digits:
        slider.setValue(usual_pen)
        expected = replay(placed(strokes, 0.5, middle)).digit
        everywhere = True
        for name, (size, corner, pen) in ways.items():
            slider.setValue(pen)
            agrees = replay(placed(strokes, size, corner)).digit == expected
            same[name] += agrees
            everywhere &= agrees
        same["all of these"] += everywhere
    slider.setValue(usual_pen)
    return {name: 100 * same[name] / len(digits) for name in (*ways, "all of these")}


def accepted(replay: Replay, drawings: Iterable[Strokes]) -> tuple[int, int]:
    """How many are taken for a digit, and how many for a number of sure digits."""
    digits = numbers = 0
    for strokes in drawings:
        answer = replay(strokes)
        if replay.numbers is None:
            digits += answer.verdict is Verdict.DIGIT
        else:
            numbers += all(sign.is_digit and sign.sure for sign in replay.numbers.signs)
    return digits, numbers


class Count:
    """The answers to digits, counted."""

    def __init__(self) -> None:
        self.confused: Counter[tuple[int, int]] = Counter()
        self.wrong_of, self.of = Counter[str](), Counter[str]()
        self.refused_right = self.refused_wrong = self.numbers = 0

    def add(self, label: int, writer: str, answer: Recognition, is_number: bool) -> None:
        """Count one answer."""
        self.of[writer] += 1
        refused = answer.verdict is not Verdict.DIGIT
        if is_number:
            self.numbers += 1
            self.wrong_of[writer] += 1
        elif answer.digit == label:
            self.refused_right += refused
        else:
            self.confused[label, answer.digit] += 1
            self.wrong_of[writer] += 1
            self.refused_wrong += refused

    def rows(self) -> Iterator[tuple[str, str]]:
        """For the table."""
        digits, errors = self.of.total(), self.wrong_of.total()
        worst = max(self.of, key=lambda w: self.wrong_of[w] / self.of[w])
        pairs = ", ".join(
            f"{true} read as {read_as}: {times}" for (true, read_as), times in self.confused.most_common(8)
        )
        yield "digits, writers", f"{digits}, {len(self.of)}"
        yield "misread (smallest penalty)", f"{errors} = {percent(errors, digits)} %"
        yield "worst writer", f"{percent(self.wrong_of[worst], self.of[worst])} % (writer {worst})"
        right = digits - errors
        yield "read right but refused", f"{self.refused_right} = {percent(self.refused_right, right)} %"
        yield "misread and refused, read as a number", f"{self.refused_wrong}, {self.numbers} of {errors}"
        yield "most confused", pairs or "none"

    def figures(self) -> dict[str, object]:
        """For ``--json``."""
        digits, errors = self.of.total(), self.wrong_of.total()
        return {
            "n": digits,
            "errors": errors,
            "error_percent": percent(errors, digits),
            "refused_percent": percent(self.refused_right, digits - errors),
        }


def percent(part: int, of: int) -> float:
    return round(100 * part / max(of, 1), 3)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--limit", type=int, help="only the first patterns of the file")
    parser.add_argument("--placements", type=int, default=0, metavar="N")
    parser.add_argument("--rubbish", type=int, default=0, metavar="N")
    parser.add_argument("--weights", type=weights_file)
    arguments = parser.parse_args()
    patterns = read_pen_patterns(arguments.file)[: arguments.limit]
    _application, window = open_measured_window(arguments.weights)
    wait_for_answer(window, 1)
    replay, count = Replay(window), Count()
    started = time.perf_counter()
    for pattern in patterns:
        if pattern.label is not None:
            answer = replay(on_canvas(pattern.strokes))
            count.add(pattern.label, pattern.writer, answer, replay.numbers is not None)
    others = [on_canvas(pattern.strokes) for pattern in patterns if pattern.label is None]
    figures: dict[str, object] = {"n": 0}
    rows: list[tuple[str, str]] = []
    if count.of:
        rows, figures = [*count.rows()], count.figures()
    for name, drawings in (("rubbish", others), ("made_rubbish", made_rubbish(patterns, arguments.rubbish))):
        if drawings:
            for what, taken in zip(("accepted", "numbers"), accepted(replay, drawings), strict=True):
                share = figures[f"{name}_{what}_percent"] = percent(taken, len(drawings))
                taken_for = "digits" if what == "accepted" else "numbers"
                rows.append(
                    (f"{name.replace('_', ' ')} taken for {taken_for}", f"{taken} of {len(drawings)} = {share} %")
                )
    rows.append(("seconds", f"{time.perf_counter() - started:.1f}"))
    if arguments.placements:
        digits = [on_canvas(pattern.strokes) for pattern in patterns if pattern.label is not None]
        shares = measure_placements(window, digits[: arguments.placements])
        rows += [(f"same answer, {name}", f"{share:.1f} %") for name, share in shares.items()]
        figures["same_answer_percent"] = round(min(shares.values()), 2)
    window.close()
    report(f"pen strokes of {Path(arguments.file).name} on the real canvas", rows, figures, arguments.json)


if __name__ == "__main__":
    main()
