"""Teaching, person by person: taught with the first digits of each kind, measured on all the others.

The file has one JSON object a line: ``label``, ``writer`` and ``strokes``. Each writer's digits go through the real
preprocessing; writers with too few of a digit to teach and to measure are passed over, and counted. The recipe was
chosen on writers 1 to 15 of UCI's pen digits; both halves' figures are told. With ``--wrong N`` that many of the labels
that are taught are wrong (seeded), and how many of them are called doubtful.
"""

import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import torch
from numpy.typing import NDArray

from model.assets import shipped_weights, weights_file
from model.network.records import FloatArray
from model.network.weights import load_weights
from model.strokes.extras import ink_of_strokes
from model.strokes.reading import PenPattern, read_pen_patterns
from model.teaching.teaching import Teaching
from model.training.engine.lenet5 import LeNet5, network_of, to_input
from tests.benchmarks.harness import parser_of, report

FEWEST = 5
"""Digits of a class that a writer must have, and more than are taught."""
CHOSEN_ON = {str(number) for number in range(1, 16)}
"""Writers of UCI's pen digits that were looked at when the recipe was chosen."""
Person = tuple[FloatArray, NDArray[np.int64]]
"""Inks (N, 32, 32) and labels (N,), in the order drawn."""


def read(path: str) -> dict[str, Person]:
    """Every writer's digits."""
    found: dict[str, list[PenPattern]] = defaultdict(list)
    for pattern in read_pen_patterns(path):
        if pattern.label is not None:
            found[pattern.writer].append(pattern)
    return {
        writer: (
            np.stack([ink_of_strokes(pattern.strokes) for pattern in patterns]),
            np.array([pattern.label for pattern in patterns]),
        )
        for writer, patterns in found.items()
    }


def error_percent(network: LeNet5, person: Person) -> float:
    """Of a person's digits, how many are misread."""
    inks, labels = person
    with torch.inference_mode():
        answers = network(to_input(torch.from_numpy(inks)[:, None])).argmin(dim=1).numpy()
    return 100 * float((answers != labels).mean())


def split(person: Person, per_digit: int) -> tuple[Person, Person]:
    """The first of each digit, and the rest."""
    inks, labels = person
    first = np.sort(np.concatenate([np.flatnonzero(labels == digit)[:per_digit] for digit in range(10)]))
    rest = np.setdiff1d(np.arange(len(labels)), first)
    return (inks[first], labels[first]), (inks[rest], labels[rest])


def with_wrong(person: Person, count: int, seed: int) -> tuple[Person, set[int]]:
    """Some labels replaced by others; and which."""
    inks, labels = person
    random = np.random.default_rng(seed)
    places = random.choice(len(labels), size=count, replace=False)
    changed = labels.copy()
    changed[places] = (labels[places] + random.integers(1, 10, size=count)) % 10
    return (inks, changed), set(places.tolist())


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--weights", type=weights_file, default=shipped_weights())
    parser.add_argument("--per-digit", type=int, default=2)
    parser.add_argument("--writers", type=int, help="only the first writers of the file")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="so many of the labels taught are wrong")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = network_of(load_weights(arguments.weights)[0])
    fewest = max(FEWEST, arguments.per_digit + 1)
    everybody = read(arguments.file)
    people = [
        (writer, person) for writer, person in everybody.items() if np.bincount(person[1], minlength=10).min() >= fewest
    ][: arguments.writers]
    if not people:
        sys.exit(f"No writer has {fewest} or more of every digit.")
    rows: list[tuple[str, float, float, float, float, int, int]] = []
    for number, (writer, person) in enumerate(people):
        taught, rest = split(person, arguments.per_digit)
        taught, wrong = with_wrong(taught, arguments.wrong, number)
        started = time.perf_counter()
        teaching = Teaching(network, *taught)
        for _ in teaching.run():
            pass
        outcome = teaching.outcome
        doubtful = {doubt.position for doubt in outcome.report.doubts}
        rows.append(
            (
                writer,
                error_percent(network, rest),
                error_percent(outcome.network, rest),
                outcome.report.mnist_after.error_percent,
                time.perf_counter() - started,
                len(doubtful & wrong),
                len(doubtful - wrong),
            )
        )
    before, after, mnist, seconds = (np.array([row[k] for row in rows]) for k in (1, 2, 3, 4))
    chosen_on = np.array([row[0] in CHOSEN_ON for row in rows])
    figures = {
        "writers": len(rows),
        "passed_over": len(everybody) - len(people),
        "before_percent": round(float(before.mean()), 3),
        "after_percent": round(float(after.mean()), 3),
        "worst_after_percent": round(float(after.max()), 2),
        "mnist_error_percent": round(float(mnist.mean()), 3),
        "seconds": round(statistics.median(seconds), 2),
    }
    found, false = (float(np.mean([row[k] for row in rows])) for k in (5, 6))
    halves = [f"{after[half].mean():.2f} %" for half in (chosen_on, ~chosen_on) if half.any()]
    lines = [
        ("writers, digits taught each", f"{len(rows)}, {10 * arguments.per_digit}, of these wrong {arguments.wrong}"),
        (f"writers passed over, fewer than {fewest} of a digit", str(len(everybody) - len(people))),
        ("misread before, mean and worst", f"{before.mean():.2f} %, {before.max():.1f} %"),
        ("misread after, mean and worst", f"{after.mean():.2f} %, {after.max():.1f} %"),
        ("misread after, writers 1 to 15 and the others", ", ".join(halves)),
        ("MNIST's test digits after, mean and worst", f"{mnist.mean():.3f} %, {mnist.max():.2f} %"),
        ("labels called doubtful, wrong and right ones, mean", f"{found:.2f}, {false:.2f}"),
        ("seconds to learn, median and most", f"{statistics.median(seconds):.1f}, {seconds.max():.1f}"),
    ]
    report("teaching a person's hand", lines, figures, arguments.json)


if __name__ == "__main__":
    main()
