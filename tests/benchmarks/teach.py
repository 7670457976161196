"""Teaching, person by person: taught with the first digits of each kind, measured on all the others.

The file has one JSON object a line: ``label``, ``writer`` and ``strokes``. Each writer's digits go through the real
preprocessing. The recipe was chosen on writers 1 to 15, half of the file's; both halves' figures are told. With
``--wrong N`` that many of the labels that are taught are wrong (seeded), and how many of them are called doubtful.
"""

import gzip
import json
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import torch
from numpy.typing import NDArray

from model.assets import shipped_weights
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.network.records import FloatArray
from model.network.weights import load_weights
from model.teaching.teaching import Teaching
from model.training.engine.lenet5 import LeNet5, network_of, to_input
from tests.benchmarks.harness import parser_of, report

BOX, PEN_WIDTH = 500, 0.06
LAST_CHOSEN_ON = 15
"""Writers up to this number were looked at when the recipe was chosen."""
Person = tuple[FloatArray, NDArray[np.int64]]
"""Inks (N, 32, 32) and labels (N,), in the order drawn."""


def read(path: Path) -> dict[int, Person]:
    """Every writer's digits."""
    found: dict[int, list[tuple[FloatArray, int]]] = defaultdict(list)
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            digit = json.loads(line)
            strokes = (tuple((x / BOX, y / BOX) for x, y in stroke) for stroke in digit["strokes"])
            drawing = Drawing(tuple(Stroke(points, PEN_WIDTH) for points in strokes))
            found[digit["writer"]].append((ink_of_drawing(drawing), digit["label"]))
    return {
        writer: (np.stack([ink for ink, _ in digits]), np.array([label for _, label in digits]))
        for writer, digits in sorted(found.items())
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
    parser.add_argument("file", type=Path)
    parser.add_argument("--per-digit", type=int, default=2)
    parser.add_argument("--writers", type=int, help="only the first writers of the file")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="so many of the labels taught are wrong")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = network_of(load_weights(shipped_weights())[0])
    people = list(read(arguments.file).items())[: arguments.writers]
    rows: list[tuple[int, float, float, float, float, int, int]] = []
    for writer, person in people:
        taught, rest = split(person, arguments.per_digit)
        taught, wrong = with_wrong(taught, arguments.wrong, writer)
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
    chosen_on = np.array([row[0] <= LAST_CHOSEN_ON for row in rows])
    figures = {
        "writers": len(rows),
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
