"""Numbers made of recorded digits, read as a whole: misread numbers, wrong counts, and the time that takes.

FILE has recorded digits as ``strokes.py`` takes them. Each number is digits of one writer beside each other, heights
kept, middles aligned, ``--gap`` apart in parts of their median height (negative: boxes overlap). A number is misread
where any digit is wrong, or their count is. ``perfect_cuts_percent`` is how many are misread when each digit's strokes
are read alone.

``ms_median`` and ``ms_p95`` are for a number that was not seen before, ``event_ms_p95`` for one more pen event in its
last stroke, when the events before have been read.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from model.assets import shipped_weights, weights_file
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.network.forward import read_batch
from model.network.parameters import Parameters
from model.network.records import Rejection
from model.network.weights import load_weights
from model.numbers.reader import NumberReader
from tests.benchmarks.harness import parser_of, percentile, report
from tests.benchmarks.made_numbers import MadeNumber, made_numbers, writers_of

EVENTS_OF = 100
"""Pen events are timed for so many numbers."""


def read_alone(parameters: Parameters, number: MadeNumber) -> tuple[int, ...]:
    """What each digit is read as when its own strokes are all there is."""
    inks = np.stack([ink_of_drawing(digit) for digit in number.digits])
    return tuple(read_batch(parameters, inks).argmin(axis=1).tolist())


def events_ms(reader: NumberReader, drawing: Drawing) -> list[float]:
    """How long each further point of the last stroke takes."""
    *whole, last = drawing.strokes
    times = []
    for known in range(2, len(last.points) + 1):
        grown = Drawing((*whole, Stroke(last.points[:known], last.width)))
        started = time.perf_counter()
        reader.read(grown)
        times.append(1000 * (time.perf_counter() - started))
    return times[1:]


def measure(numbers: Sequence[MadeNumber], parameters: Parameters, rejection: Rejection) -> dict[str, float]:
    """The figures for drawings."""
    misread = miscounted = perfect = 0
    whole_ms: list[float] = []
    event_ms: list[float] = []
    for place, number in enumerate(numbers):
        reader = NumberReader(parameters, rejection)
        started = time.perf_counter()
        text = reader.read(number.drawing).text
        whole_ms.append(1000 * (time.perf_counter() - started))
        misread += text != "".join(map(str, number.labels))
        miscounted += len(text) != len(number.labels)
        perfect += read_alone(parameters, number) != number.labels
        if place < EVENTS_OF:
            event_ms += events_ms(reader, number.drawing)
    return {
        "n": len(numbers),
        "misread_percent": percent(misread, len(numbers)),
        "wrong_count_percent": percent(miscounted, len(numbers)),
        "perfect_cuts_percent": percent(perfect, len(numbers)),
        "ms_median": round(percentile(whole_ms, 50), 2),
        "ms_p95": round(percentile(whole_ms, 95), 2),
        "event_ms_p95": round(percentile(event_ms, 95), 2),
    }


def percent(part: int, of: int) -> float:
    return round(100 * part / of, 2)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("file", metavar="FILE", help="recorded digits; FILE:25-30 takes these writers")
    parser.add_argument("--digits", type=int, default=4, metavar="N", help="of each number")
    parser.add_argument("--gap", type=float, default=0.1, help="between boxes, in parts of the median height")
    parser.add_argument("--count", type=int, default=500, metavar="N", help="how many numbers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only writers with so many of every digit")
    parser.add_argument("--weights", type=weights_file, default=shipped_weights())
    arguments = parser.parse_args()
    parameters, info = load_weights(arguments.weights)
    writers = writers_of(arguments.file, arguments.every)
    numbers = list(made_numbers(writers, arguments.digits, arguments.gap, arguments.count, arguments.seed))
    figures = measure(numbers, parameters, info.rejection)
    title = f"{arguments.count} numbers of {arguments.digits} digits, gap {arguments.gap}, of {len(writers)} writers"
    report(title, [(name, str(value)) for name, value in figures.items()], figures, arguments.json)


if __name__ == "__main__":
    main()
