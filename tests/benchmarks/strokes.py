"""Recorded pen strokes, replayed with the mouse on the real canvas of the real window: errors, and what is confused.

The file has one JSON object a line: ``label``, ``writer`` and ``strokes``, lists of [x, y] with y down in a box of
about 500x500. The smallest penalty counts, rejected or not. Pointer positions are whole pixels, as a mouse gives them.

With ``--placements N`` the first N digits are also drawn at 30, 50 and 100 % of the canvas, in each corner, and with
the thinnest and the thickest pen, and the share is told for which the answer is the same as in the middle at 50 %.
"""

import gzip
import json
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, QPointF

from lenet_gui.canvas.panel import THICKEST, THINNEST
from lenet_gui.main_window import MainWindow
from lenet_gui.smoke_test import send_mouse
from model.network.recognition import Recognition, Verdict
from tests.benchmarks.harness import parser_of, report
from tests.benchmarks.window import open_measured_window, wait_for_answer

BOX = 500
Strokes = list[list[tuple[float, float]]]
"""In canvas units."""


def read(path: Path, limit: int | None) -> list[tuple[int, int, Strokes]]:
    """(label, writer, strokes) of each digit."""
    digits: list[tuple[int, int, Strokes]] = []
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            if limit is not None and len(digits) == limit:
                break
            digit = json.loads(line)
            strokes = [[(x / BOX, y / BOX) for x, y in stroke] for stroke in digit["strokes"]]
            digits.append((digit["label"], digit["writer"], strokes))
    return digits


class Replay:
    """Draws digits on a window's canvas and gives back what it answered."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._answer: Recognition | None = None
        window.service.recognised.connect(self._on_recognised)

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


def measure_placements(window: MainWindow, digits: list[tuple[int, int, Strokes]]) -> dict[str, float]:
    """For each way to draw the same digit, the percentage of digits with the same answer as at 50 % in the middle."""
    replay, slider = Replay(window), window.canvas_panel.pen_width
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
    for _label, _writer, strokes in digits:
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


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="only the first digits of the file")
    parser.add_argument("--placements", type=int, default=0, metavar="N")
    parser.add_argument("--weights", type=Path)
    arguments = parser.parse_args()
    digits = read(arguments.file, arguments.limit)
    _application, window = open_measured_window(arguments.weights)
    wait_for_answer(window, 1)
    replay = Replay(window)
    confused: Counter[tuple[int, int]] = Counter()
    wrong_of_writer: Counter[int] = Counter()
    count_of_writer: Counter[int] = Counter()
    rejected = rejected_wrong = 0
    started = time.perf_counter()
    for label, writer, strokes in digits:
        answer = replay(strokes)
        unknown = answer.verdict is Verdict.UNKNOWN
        count_of_writer[writer] += 1
        rejected += unknown
        if answer.digit != label:
            confused[label, answer.digit] += 1
            wrong_of_writer[writer] += 1
            rejected_wrong += unknown
    seconds = time.perf_counter() - started
    errors = confused.total()
    worst = max(count_of_writer, key=lambda w: wrong_of_writer[w] / count_of_writer[w])
    figures: dict[str, object] = {
        "n": len(digits),
        "errors": errors,
        "error_percent": round(100 * errors / len(digits), 3),
        "rejected_percent": round(100 * rejected / len(digits), 3),
    }
    pairs = ", ".join(f"{true} read as {read_as}: {times}" for (true, read_as), times in confused.most_common(8))
    rows = [
        ("digits, writers", f"{len(digits)}, {len(count_of_writer)}"),
        ("misread (smallest penalty)", f"{errors} = {figures['error_percent']} %"),
        ("worst writer", f"{100 * wrong_of_writer[worst] / count_of_writer[worst]:.1f} % (writer {worst})"),
        ("rejected", f"{rejected} = {figures['rejected_percent']} %, of the misread {rejected_wrong} of {errors}"),
        ("most confused", pairs or "none"),
        ("seconds", f"{seconds:.1f}"),
    ]
    if arguments.placements:
        shares = measure_placements(window, digits[: arguments.placements])
        rows += [(f"same answer, {name}", f"{share:.1f} %") for name, share in shares.items()]
        figures["same_answer_percent"] = round(min(shares.values()), 2)
    window.close()
    report(f"pen strokes of {arguments.file.name} on the real canvas", rows, figures, arguments.json)


if __name__ == "__main__":
    main()
