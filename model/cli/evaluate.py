"""``lenet evaluate``: the error on labelled digits."""

import argparse
import json
import os
import sys
from pathlib import Path

from model.cli.options import add_network, changes_of, list_left_out, marked
from model.digits.data_source import DataKind, DataSource
from model.digits.datasets import Digits, mnist_test, read_pair
from model.digits.evaluation import evaluate
from model.digits.reading import read_source
from model.network.changes import texts_of
from model.network.weights import load_weights


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``lenet evaluate``."""
    add_network(parser)
    default = "default: MNIST's 10,000 test digits"
    parser.add_argument("--images", type=Path, metavar="FILE", help=f"IDX images, packed or not ({default})")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="IDX labels, packed or not")
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="a folder with folders 0 to 9 of pictures, in their place"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _chosen_digits(arguments: argparse.Namespace) -> Digits:
    if (arguments.images is None) != (arguments.labels is None):
        sys.exit("lenet: --images and --labels go together")
    if arguments.pictures is not None:
        if arguments.images is not None:
            sys.exit("lenet: give the digits one way only: an IDX pair or --pictures")
        return read_source(DataSource(DataKind.PICTURES, (str(arguments.pictures),)), split_seed=1)
    return mnist_test() if arguments.images is None else read_pair(arguments.images, arguments.labels)


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
        print(f"{digits.name}: {result.errors} of {result.count} misread, {error}")
    list_left_out(digits.left_out, result.count)
    return 0
