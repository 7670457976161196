"""Teaching, person by person: taught with the first digits of each kind, measured on all the others.

With ``--skip N`` the digits after the first N of each kind are taught instead.

The file has one JSON object a line: ``label``, ``writer`` and ``strokes``. Each writer's digits go through the real
preprocessing; writers with too few of a digit to teach and to measure are passed over, and counted. The recipe was
chosen on UCI's pen digits, so their figures are somewhat too good.

With ``--wrong N ...`` so many of the labels that are taught are wrong (seeded), N by N: how many of these are named
doubtful by teaching, or asked about where they are drawn, since the network is sure of another digit; and what becomes
of the classes that were taught rightly: no digit of theirs has a wrong label, and no other has theirs. Nobody corrects
or confirms anything.
"""

import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import torch
from numpy.typing import NDArray

from model.assets import shipped_weights, weights_file
from model.digits.datasets import mnist_test
from model.digits.evaluation import evaluate
from model.network.records import FloatArray, Rejection
from model.network.weights import load_weights
from model.strokes.extras import ink_of_strokes
from model.strokes.reading import PenPattern, read_pen_patterns
from model.teaching.teaching import Teaching
from model.training.engine.lenet5 import LeNet5, network_of, to_input
from tests.benchmarks.harness import parser_of, report

FEWEST = 5
"""Digits of a class that a writer must have, and more than are taught."""
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


def penalties_of(network: LeNet5, inks: FloatArray) -> NDArray[np.float64]:
    """(N, 10)."""
    with torch.inference_mode():
        penalties: NDArray[np.float64] = network(to_input(torch.from_numpy(inks)[:, None])).double().numpy()
    return penalties


def misread(network: LeNet5, person: Person) -> NDArray[np.bool_]:
    """(N,): which of a person's digits."""
    inks, labels = person
    wrong: NDArray[np.bool_] = penalties_of(network, inks).argmin(axis=1) != labels
    return wrong


def by_class(values: NDArray[np.bool_], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """(10,): the percentage of each digit."""
    return np.array([100 * float(values[labels == digit].mean()) for digit in range(10)])


def split(person: Person, per_digit: int, skip: int) -> tuple[Person, Person]:
    """So many of each digit, the first ones after ``skip`` others, and all the rest."""
    inks, labels = person
    those = slice(skip, skip + per_digit)
    taught = np.sort(np.concatenate([np.flatnonzero(labels == digit)[those] for digit in range(10)]))
    rest = np.setdiff1d(np.arange(len(labels)), taught)
    return (inks[taught], labels[taught]), (inks[rest], labels[rest])


def with_wrong(person: Person, count: int, seed: int) -> tuple[Person, set[int]]:
    """Some labels replaced by others; and which."""
    inks, labels = person
    random = np.random.default_rng(seed)
    places = random.choice(len(labels), size=count, replace=False)
    changed = labels.copy()
    changed[places] = (labels[places] + random.integers(1, 10, size=count)) % 10
    return (inks, changed), set(places.tolist())


@dataclass(frozen=True)
class Row:
    """One writer, taught once. Errors are percentages; ``worse`` (10,) is NaN for classes not taught rightly."""

    before: float
    after: float
    mnist: float
    seconds: float
    named: int
    """Wrong labels that teaching called doubtful."""
    found: int
    """Wrong labels named, or asked about when drawn."""
    false: int
    """Right labels called doubtful."""
    false_asked: int
    """Right labels asked about when drawn."""
    worse: NDArray[np.float64]


def measured(network: LeNet5, rule: Rejection, person: Person, per_digit: int, skip: int, wrong: int, seed: int) -> Row:
    """Teach some of a writer's digits, some of them wrongly labelled, and read the rest."""
    (inks, truth), rest = split(person, per_digit, skip)
    (_, labels), places = with_wrong((inks, truth), wrong, seed)
    started = time.perf_counter()
    teaching = Teaching(network, inks, labels)
    for _ in teaching.run():
        pass
    seconds = time.perf_counter() - started
    outcome = teaching.outcome
    doubtful = {doubt.position for doubt in outcome.report.doubts}
    penalties = penalties_of(network, inks)
    sure = rule.shares(penalties)[:, :10].max(axis=1) >= rule.least_share
    asked = set(np.flatnonzero(sure & (penalties.argmin(axis=1) != labels)).tolist())
    before, after = misread(network, rest), misread(outcome.network, rest)
    worse = by_class(after, rest[1]) - by_class(before, rest[1])
    for place in places:
        worse[[truth[place], labels[place]]] = np.nan
    return Row(
        before=100 * float(before.mean()),
        after=100 * float(after.mean()),
        mnist=outcome.report.mnist_after.error_percent,
        seconds=seconds,
        named=len(doubtful & places),
        found=len((doubtful | asked) & places),
        false=len(doubtful - places),
        false_asked=len(asked - places),
        worse=worse,
    )


Lines = list[tuple[str, str]]


def summary(rows: list[Row], per_digit: int, wrong: int, mnist_before: float) -> tuple[Lines, dict[str, float]]:
    """Of all writers, in words and as figures."""
    before, after, mnist, seconds = (
        np.array([getattr(row, name) for row in rows]) for name in ("before", "after", "mnist", "seconds")
    )
    worse = np.nanmean([row.worse for row in rows], axis=0)

    def percent(name: str, of_each: int) -> float:
        return 100 * float(sum(getattr(row, name) for row in rows)) / max(of_each * len(rows), 1)

    named, found = percent("named", wrong), percent("found", wrong)
    right = 10 * per_digit - wrong
    false, false_asked = percent("false", right), percent("false_asked", right)
    by_most = int(np.nanargmax(worse))
    figures = {
        "before_percent": round(float(before.mean()), 3),
        "after_percent": round(float(after.mean()), 3),
        "worst_after_percent": round(float(after.max()), 2),
        "mnist_error_percent": round(float(mnist.mean()), 3),
        "mnist_worse_points": round(float(mnist.mean()) - mnist_before, 3),
        "worst_class_worse_points": round(float(worse[by_most]), 3),
        "wrong_named_percent": round(named, 1),
        "wrong_named_or_asked_percent": round(found, 1),
        "right_doubtful_percent": round(false, 2),
        "right_asked_percent": round(false_asked, 2),
        "seconds": round(statistics.median(seconds), 2),
    }
    lines = [
        ("misread before, mean and worst", f"{before.mean():.2f} %, {before.max():.1f} %"),
        ("misread after, mean and worst", f"{after.mean():.2f} %, {after.max():.1f} %"),
        ("MNIST's test digits after, mean, worst and change", f"{mnist.mean():.3f} %, {mnist.max():.2f} %, "
         f"{mnist.mean() - mnist_before:+.3f} points"),
        ("the digit that gets worse by most, of those taught rightly", f"{by_most}, {worse[by_most]:+.2f} points"),
        ("wrong labels named, and named or asked about", f"{named:.1f} %, {found:.1f} %" if wrong else "none"),
        ("right labels called doubtful, and asked about", f"{false:.2f} %, {false_asked:.2f} %"),
        ("seconds to teach, median and most", f"{statistics.median(seconds):.1f}, {seconds.max():.1f}"),
    ]  # fmt: skip
    return lines, figures


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--weights", type=weights_file, default=shipped_weights())
    parser.add_argument("--per-digit", type=int, default=2)
    parser.add_argument("--skip", type=int, default=0, metavar="N", help="teach those after the first N of each digit")
    parser.add_argument("--writers", type=int, help="only the first writers of the file")
    parser.add_argument(
        "--wrong", type=int, nargs="+", default=[0], metavar="N", help="so many of the labels taught are wrong"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    parameters, info = load_weights(arguments.weights)
    network = network_of(parameters)
    fewest = max(FEWEST, arguments.skip + arguments.per_digit + 1)
    everybody = read(arguments.file)
    people = [person for person in everybody.values() if np.bincount(person[1], minlength=10).min() >= fewest][
        : arguments.writers
    ]
    if not people:
        sys.exit(f"No writer has {fewest} or more of every digit.")
    mnist = mnist_test()
    mnist_before = evaluate(parameters, mnist).error_percent
    passed_over = len(everybody) - len(people)
    lines: Lines = [
        ("writers, digits taught each", f"{len(people)}, {10 * arguments.per_digit}"),
        (f"writers passed over, fewer than {fewest} of a digit", str(passed_over)),
        ("MNIST's test digits before", f"{mnist_before:.2f} %"),
    ]
    figures: dict[str, object] = {"writers": len(people), "passed_over": passed_over}
    for wrong in arguments.wrong:
        rows = [
            measured(network, info.rejection, person, arguments.per_digit, arguments.skip, wrong, number)
            for number, person in enumerate(people)
        ]
        told, counted = summary(rows, arguments.per_digit, wrong, mnist_before)
        lines += [("", ""), ("labels that are wrong, of each writer", str(wrong)), *told]
        figures[f"wrong_{wrong}"] = counted
    report("teaching a person's digits", lines, figures, arguments.json)


if __name__ == "__main__":
    main()
