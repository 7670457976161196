"""``lenet evaluate``: the error on labelled digits."""

import argparse
import json
import os

from model.cli.options import add_data, add_network, changes_of, data_of, list_left_out, marked
from model.digits.data_source import DataSource
from model.digits.datasets import Digits, mnist_test
from model.digits.evaluation import evaluate
from model.digits.reading import read_source
from model.network.changes import texts_of
from model.network.weights import load_weights

_JSON = """print a JSON object:
n, errors, error_percent: how many digits were read, and how many of them misread
left_out: how many pictures could not be read, if there are any
changes: those of the network, if there are any"""


def add_options(parser: argparse.ArgumentParser) -> None:
    add_network(parser)
    add_data(parser.add_argument_group("digits (default: MNIST's 10,000 test digits)"))
    parser.add_argument("--json", action="store_true", help=_JSON)


def _chosen_digits(arguments: argparse.Namespace) -> Digits:
    source = data_of(arguments)
    return mnist_test() if source is None else read_source(DataSource(*source), split_seed=1)


def evaluate_weights(arguments: argparse.Namespace) -> int:
    """Run ``lenet evaluate``; returns the exit status.

    Raises:
        FileError: the weights or the digits cannot be read.
    """
    changes = changes_of(arguments)
    parameters, _ = load_weights(arguments.weights)
    digits = _chosen_digits(arguments)
    result = evaluate(parameters, digits, changes, arguments.threads or os.cpu_count() or 1)
    if arguments.json:
        figures = {"n": result.count, "errors": result.errors, "error_percent": round(result.error_percent, 4)}
        figures |= {"left_out": len(digits.left_out)} if digits.left_out else {}
        print(json.dumps(figures | ({"changes": texts_of(changes)} if changes else {})))
    else:
        error = f"error {result.error_percent:.2f} %{marked(changes)}"
        print(f"{digits.name}: {result.errors:,} of {result.count:,} misread, {error}")
    list_left_out(digits.left_out, result.count)
    return 0
