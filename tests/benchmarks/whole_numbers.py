"""Numbers made of recorded digits, read as a whole: misread numbers, wrong counts, and the time that takes.

FILE has recorded digits as ``strokes.py`` takes them. Each number is digits of one writer beside each other, heights
kept, middles aligned, ``--gap`` apart in parts of their median height (negative: boxes overlap). A number is misread
where any digit is wrong, or their count is. ``perfect_cuts_percent`` is how many are misread when each digit is read
alone; ``above_points`` is how many more it is with the reader's own cuts, and ``above_error`` the standard error of
that, from number to number.

``ms_median`` and ``ms_p95`` are for a number that was not seen before, ``event_ms_p95`` for one more pen event in its
last stroke, when the events before have been read.

With ``--singles`` the reader also reads each digit by itself: ``singles_percent`` is how many numbers have one that is
misread so, ``above_singles`` how many more numbers are misread, and ``above_singles_error`` its standard error.

With ``--pictures`` the same numbers are read from pixels, inked with one pen; ``--gap touching`` pushes each digit
towards those before it until ink touches ink. With ``--sweep`` numbers are read by a sweep, without cuts, with the
weights for that; ``perfect_cuts_percent`` is always that of ``--alone``, the weights that read one digit.
"""

import math
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from model.assets import shipped_weights, weights_file
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing, ink_of_picture
from model.network.forward import read_batch
from model.network.parameters import Parameters
from model.network.records import FloatArray, Rejection
from model.network.weights import load_weights
from model.numbers.lattice import Numbers
from model.numbers.reader import NumberReader
from model.numbers.sweep_reader import SweepReader
from model.numbers.swept_row import SweptRow, text_of_rows
from tests.benchmarks.harness import parser_of, percentile, report
from tests.benchmarks.made_numbers import MadeNumber, made_numbers, writers_of
from tests.benchmarks.made_pictures import MadePicture, made_picture

Reader = NumberReader | SweepReader

EVENTS_OF = 100
"""Pen events are timed for so many numbers."""


class Count:
    """What became of numbers."""

    def __init__(self) -> None:
        self.n = self.misread = self.miscounted = self.perfect = self.differ = 0
        self.singles: list[bool] = []
        self.wrong: list[bool] = []
        self.whole_ms = list[float]()
        self.event_ms = list[float]()

    def add(self, labels: Sequence[int], text: str, alone: Sequence[int], seconds: float) -> None:
        """Count a number that was read as ``text``, and its digits, each on its own, as ``alone``."""
        self.n += 1
        misread, imperfect = text != "".join(map(str, labels)), tuple(alone) != tuple(labels)
        self.misread += misread
        self.wrong.append(misread)
        self.miscounted += len(text) != len(labels)
        self.perfect += imperfect
        self.differ += misread != imperfect
        self.whole_ms.append(1000 * seconds)

    def figures(self) -> dict[str, float | None]:
        """For the table, and for ``--json``."""
        more = self.misread - self.perfect
        singles = self._of_singles() if self.singles else {}
        return singles | {
            "n": self.n,
            "misread_percent": percent(self.misread, self.n),
            "wrong_count_percent": percent(self.miscounted, self.n),
            "perfect_cuts_percent": percent(self.perfect, self.n),
            "above_points": percent(more, self.n),
            "above_error": self._error(more, self.differ),
            "ms_median": round(percentile(self.whole_ms, 50), 2),
            "ms_p95": round(percentile(self.whole_ms, 95), 2),
            "event_ms_p95": round(percentile(self.event_ms, 95), 2) if self.event_ms else None,
        }

    def _error(self, more: int, differ: int) -> float:
        return round(100 * math.sqrt(max(differ - more**2 / self.n, 0)) / self.n, 2)

    def _of_singles(self) -> dict[str, float | None]:
        more = self.misread - sum(self.singles)
        differ = sum(one != other for one, other in zip(self.wrong, self.singles, strict=True))
        return {
            "singles_percent": percent(sum(self.singles), self.n),
            "above_singles": percent(more, self.n),
            "above_singles_error": self._error(more, differ),
        }


class Measurement:
    """Reads numbers with one network, each with a reader that has not seen it."""

    def __init__(self, parameters: Parameters, rejection: Rejection, alone: Parameters, sweep: bool) -> None:
        self._parameters, self._rejection, self._alone, self._sweep = parameters, rejection, alone, sweep
        self.count = Count()

    def drawing(self, number: MadeNumber) -> None:
        """Read a drawing, and, for the first ones, its last stroke event by event."""
        inks = [ink_of_drawing(digit) for digit in number.digits]
        self._read(number.labels, inks, lambda reader: text_of(reader.read(number.drawing)))
        if self.count.n <= EVENTS_OF:
            self.count.event_ms += events_ms(self._reader(), number.drawing)

    def singles(self, number: MadeNumber) -> None:
        """Read each of its digits by itself."""
        read = [text_of(self._reader().read(digit)) for digit in number.digits]
        self.count.singles.append(read != [str(label) for label in number.labels])

    def picture(self, picture: MadePicture) -> None:
        """Read a picture."""
        inks = [ink_of_picture(digit) for digit in picture.digits]
        self._read(picture.labels, inks, lambda reader: text_of(reader.read_picture(picture.ink)))

    def _reader(self) -> Reader:
        return (SweepReader if self._sweep else NumberReader)(self._parameters, self._rejection)

    def _read(self, labels: Sequence[int], inks: Sequence[FloatArray], read: Callable[[Reader], str]) -> None:
        reader = self._reader()
        started = time.perf_counter()
        text = read(reader)
        seconds = time.perf_counter() - started
        alone = read_batch(self._alone, np.stack(inks)).argmin(axis=1).tolist()
        self.count.add(labels, text, alone, seconds)


def text_of(numbers: Numbers | tuple[SweptRow, ...]) -> str:
    """What was read, rows with blanks between them."""
    return numbers.text if isinstance(numbers, Numbers) else text_of_rows(numbers)


def events_ms(reader: Reader, drawing: Drawing) -> list[float]:
    """How long each further point of the last stroke takes."""
    *whole, last = drawing.strokes
    times = []
    for known in range(2, len(last.points) + 1):
        grown = Drawing((*whole, Stroke(last.points[:known], last.width)))
        started = time.perf_counter()
        reader.read(grown)
        times.append(1000 * (time.perf_counter() - started))
    return times[1:]


def percent(part: int, of: int) -> float:
    return round(100 * part / of, 2)


def gap_of(text: str) -> float | None:
    return None if text == "touching" else float(text)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("file", metavar="FILE", help="recorded digits; FILE:25-30 takes these writers")
    parser.add_argument("--digits", type=int, default=4, metavar="N", help="of each number")
    parser.add_argument(
        "--gap",
        type=gap_of,
        default=0.1,
        help="between boxes, in parts of the median height; or touching, for pictures",
    )
    parser.add_argument("--pictures", action="store_true", help="pixels instead of strokes")
    parser.add_argument("--sweep", action="store_true", help="without cuts")
    parser.add_argument("--singles", action="store_true", help="read each digit by itself, too; not with --pictures")
    parser.add_argument(
        "--alone",
        type=weights_file,
        metavar="WEIGHTS",
        help="for perfect cuts (default: --weights; of a sweep default)",
    )
    parser.add_argument("--count", type=int, default=2000, metavar="N", help="how many numbers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only writers with so many of every digit")
    parser.add_argument("--weights", type=weights_file, help="(default: default; of a sweep sweep)")
    arguments = parser.parse_args()
    if arguments.gap is None and not arguments.pictures:
        parser.error("--gap touching is for --pictures")
    parameters, info = load_weights(arguments.weights or shipped_weights("sweep" if arguments.sweep else "default"))
    writers = writers_of(arguments.file, arguments.every)
    alone = parameters
    if arguments.alone or arguments.sweep:
        alone, _ = load_weights(arguments.alone or shipped_weights())
    measurement = Measurement(parameters, info.rejection, alone, arguments.sweep)
    gap = 0.0 if arguments.gap is None else arguments.gap
    for number in made_numbers(writers, arguments.digits, gap, arguments.count, arguments.seed):
        if arguments.pictures:
            measurement.picture(made_picture(number, arguments.gap))
        else:
            measurement.drawing(number)
            if arguments.singles:
                measurement.singles(number)
    figures = measurement.count.figures()
    distance = "touching" if arguments.gap is None else f"gap {gap}"
    kind = "pictures" if arguments.pictures else "drawings"
    kind += " swept over" if arguments.sweep else ""
    title = f"{kind} of {arguments.digits} digits, {distance}, of {len(writers)} writers"
    report(title, [(name, str(value)) for name, value in figures.items()], figures, arguments.json)


if __name__ == "__main__":
    main()
