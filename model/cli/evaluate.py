"""``lenet evaluate``: the error on labelled digits."""

import argparse
import json
import os

from model.cli.options import add_data, add_network, changes_of, data_of, list_left_out, marked, told_preparing
from model.digits.data_source import DataSource
from model.digits.datasets import Digits, mnist_test
from model.digits.evaluation import evaluate
from model.digits.reading import read_source
from model.network.changes import maps_of, text_of, texts_of
from model.network.weights import load_weights
from model.network.wiring import HIDDEN

_JSON = """print a JSON object:
n, errors, error_percent: how many digits were read, and how many of them misread
left_out: how many pictures could not be read, if there are any
changes: those of the network, if there are any
without: with --each, the error in percent without each map"""


def add_options(parser: argparse.ArgumentParser) -> None:
    add_network(parser)
    add_data(parser.add_argument_group("digits (default: MNIST's 10,000 test digits)"))
    parser.add_argument(
        "--each",
        choices=HIDDEN,
        type=str.upper,
        metavar="LAYER",
        help=f"the error without each map of a layer in turn: {', '.join(HIDDEN)}; of C5 and F6, without each unit",
    )
    parser.add_argument("--json", action="store_true", help=_JSON)


def _chosen_digits(arguments: argparse.Namespace) -> Digits:
    source = data_of(arguments)
    if source is None:
        return mnist_test()
    with told_preparing() as tell:
        return read_source(DataSource(*source), split_seed=1, on_read=tell)


def evaluate_weights(arguments: argparse.Namespace) -> int:
    """Run ``lenet evaluate``; returns the exit status.

    Raises:
        FileError: the weights or the digits cannot be read.
    """
    changes = changes_of(arguments)
    parameters, _ = load_weights(arguments.weights)
    digits, threads = _chosen_digits(arguments), arguments.threads or os.cpu_count() or 1
    result = evaluate(parameters, digits, changes, threads)
    figures: dict[str, object] = {
        "n": result.count,
        "errors": result.errors,
        "error_percent": round(result.error_percent, 4),
    }
    if not arguments.json:
        error = f"error {result.error_percent:.2f} %{marked(changes)}"
        print(f"{digits.name}: {result.errors:,} of {result.count:,} misread, {error}")
    if digits.left_out:
        figures["left_out"] = len(digits.left_out)
    if changes:
        figures["changes"] = texts_of(changes)
    if arguments.each is not None:
        without = figures["without"] = dict[str, float]()
        for place in maps_of(arguments.each):
            error_percent = evaluate(parameters, digits, changes.with_factor(place, 0), threads).error_percent
            without[text_of(place)] = round(error_percent, 4)
            if not arguments.json:
                print(f"  without {text_of(place):<6} {error_percent:6.2f} %", flush=True)
    if arguments.json:
        print(json.dumps(figures))
    list_left_out(digits.left_out, result.count + len(digits.left_out))
    return 0
