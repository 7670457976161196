"""``lenet teach``: teach a network one person's digits, and report what that changes."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.cli.options import STROKES, add_output, add_weights, output_of, saved, whole
from model.teaching.report import TeachingReport

if TYPE_CHECKING:
    from model.teaching.teaching import Teaching

_ROOM_BYTES = 2**20
_JSON = """print the report as a JSON object:
digits, judged: how many there are, and how many of them were judged, each by a network that was taught without it
right_before, right_after: how many of these were read right before, and are now
not_judged, still_wrong, doubtful, left_out: the positions of such digits, counted from 0; each digit counts once
mnist_error_percent_before, mnist_error_percent: the error on MNIST's test digits
share: how far the weights moved, 0 to 1, so that not too many of MNIST's digits are misread
seconds: how long it took"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="DIGITS",
        help=f"the person's digits: JSON Lines, compressed or not: objects with label, 0 to 9, and {STROKES}",
    )
    add_output(parser)
    add_weights(parser)
    parser.add_argument(
        "--anyway",
        action="store_true",
        help="teach even where there is only one example of a digit, on which the effect cannot be judged",
    )
    parser.add_argument(
        "--seed", type=whole, default=1, metavar="N", help="the seed of all random numbers (default: 1)"
    )
    parser.add_argument("--json", action="store_true", help=_JSON)


def teach(arguments: argparse.Namespace) -> int:
    """Run ``lenet teach``; returns the exit status.

    Raises:
        FileError: a file cannot be read.
    """
    with output_of(arguments, _ROOM_BYTES, [arguments.file]) as out:
        return _teach(arguments, out)


def _teach(arguments: argparse.Namespace, out: Path) -> int:
    from model.my_digits.formats import read_jsonl
    from model.network.taught import classes_with_one
    from model.network.weights import load_weights, save_weights
    from model.teaching.report import TeachingConfig
    from model.teaching.taught_weights import taught_info
    from model.teaching.teaching import Teaching
    from model.training.engine.lenet5 import parameters_of

    try:
        config = TeachingConfig(seed=arguments.seed)
    except ValueError as error:
        sys.exit(f"lenet: {error}")
    parameters, info = load_weights(arguments.weights)
    digits = read_jsonl(arguments.file)
    if not arguments.anyway and (few := classes_with_one(digit.label for digit in digits)):
        sys.exit(f"lenet: {_only_one(few)}")
    teaching = Teaching.of(parameters, digits, config)
    _run(teaching)
    outcome = teaching.outcome
    info = taught_info(info, outcome.report, config, digits)
    # First, so that nothing is lost where nobody reads what is printed.
    written = saved(lambda path: save_weights(parameters_of(outcome.network), info, path), out)
    if arguments.json:
        print(json.dumps(report_figures(outcome.report)))
    else:
        print("\n".join([*report_lines(outcome.report), *([f"Written: {out}"] if written else [])]))
    return 0 if written else 1


def _only_one(classes: tuple[int, ...]) -> str:
    if len(classes) == 1:
        named, those, another = f"of {classes[0]}", "it", "another"
    else:
        named, those, another = f"each of {', '.join(map(str, classes[:-1]))} and {classes[-1]}", "them", "others"
    return (
        f"There is only one example {named}: the effect of teaching cannot be judged on {those}."
        f" Add {another}, or give --anyway to teach without."
    )


def _run(teaching: "Teaching") -> None:
    from tqdm import tqdm

    with tqdm(unit="digit", disable=None) as bar:  # None: on a terminal only
        for progress in teaching.run():
            bar.total = progress.total
            bar.set_description(progress.stage.value, refresh=False)
            bar.update(progress.done - bar.n)


def report_figures(report: TeachingReport) -> dict[str, Any]:
    """What it does, for machines; positions count from 0."""
    return {
        "digits": len(report.labels),
        "judged": len(report.judged),
        "right_before": report.right_before,
        "right_after": report.right_after,
        "not_judged": report.alone.tolist(),
        "still_wrong": report.still_wrong.tolist(),
        "doubtful": [doubt.position for doubt in report.doubts],
        "left_out": [doubt.position for doubt in report.doubts if doubt.left_out],
        "mnist_error_percent_before": round(report.mnist_before.error_percent, 4),
        "mnist_error_percent": round(report.mnist_after.error_percent, 4),
        "share": report.share,
        "seconds": round(report.seconds, 2),
    }


def report_lines(report: TeachingReport) -> list[str]:
    """What it does, to read; digits count from 1, as the file has them, but for empty lines and repeated digits."""
    lines, took = [], f"Teaching took {report.seconds:.1f} s."
    if judged := len(report.judged):
        lines.append(
            f"Of {judged:,} digits, {report.right_before:,} were read correctly before teaching, and"
            f" {report.right_after:,} are now, each by a network that was taught without it."
        )
    lines += [f"Digit {at + 1:,} is the only {report.labels[at]}, so it is not judged." for at in report.alone.tolist()]
    lines += [
        f"Digit {at + 1:,}, labelled {report.labels[at]}, "
        + ("was read correctly, and is now" if report.answers_before[at] == report.labels[at] else "is still")
        + f" read as {report.answers_held_out[at]}."
        for at in report.still_wrong.tolist()
    ]
    lines += [
        f"Digit {doubt.position + 1:,} is labelled {doubt.label}, but looks like {doubt.looks_like}:"
        + (" it was left out." if doubt.left_out else " it was taught nevertheless.")
        for doubt in report.doubts
    ]
    lines.append(
        f"MNIST's test error was {report.mnist_before.error_percent:.2f} % before,"
        f" and is {report.mnist_after.error_percent:.2f} % now."
    )
    if not report.changes_anything:
        lines.append("The weights are unchanged: any teaching would make them misread too many of MNIST's digits.")
        return [*lines, took]
    if judged and report.right_after <= report.right_before:
        lines.append("These digits are read no better than before: the weights from before do just as well.")
    if report.share < 1:
        percent = f"{100 * report.share:.0f} %"
        lines.append(
            f"The weights moved only {percent} of the way: further, too many of MNIST's digits would be misread."
        )
    return [*lines, took]
