"""``lenet``: train, teach, evaluate, recognise and explain without a window, with the same engine."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model import __version__
from model.assets import shipped_weights
from model.cli import explain as explain_command
from model.cli import recognise as recognize_command
from model.cli import teach as teach_command
from model.cli import train as train_command
from model.cli.options import add_network, changes_of, marked, positive
from model.errors import FileError
from model.network.changes import texts_of

if TYPE_CHECKING:
    from model.digits.datasets import Digits


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lenet", description="LeNet-5 of 1998: train, teach, evaluate, recognise, explain."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--threads", type=positive, metavar="N", help="processor threads to use (default: all)")

    train_command.add_options(
        commands.add_parser(
            "train", parents=[common], help="train new weights", description="Train LeNet-5 and write its weights."
        )
    )

    teach_command.add_options(
        commands.add_parser(
            "teach",
            parents=[common],
            help="teach it one person's digits",
            description="Teach a network one person's drawn digits, say what that does, and write its weights.",
        )
    )

    evaluate = commands.add_parser(
        "evaluate",
        parents=[common],
        help="measure the error on labelled digits",
        description="Measure the error of weights on an IDX pair.",
    )
    add_network(evaluate)
    _add_pair(evaluate, "MNIST's 10,000 test digits")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")

    recognize_command.add_options(
        commands.add_parser(
            "recognize",
            parents=[common],
            help="read the digit in picture files",
            description="Read the digit in PNG, JPEG or BMP files: dark ink on light paper, or light on dark.",
        )
    )

    explain_command.add_options(
        commands.add_parser(
            "explain",
            parents=[common],
            help="show the arithmetic of one unit",
            description="Read the digit in a picture file, and show how one unit of the network came to its value.",
        )
    )
    return parser


def _add_pair(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--images", type=Path, metavar="FILE", help=f"IDX images, packed or not (default: {default})")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="IDX labels, packed or not")


def _chosen_pair(arguments: argparse.Namespace) -> "Digits | None":
    from model.digits.datasets import read_pair

    if (arguments.images is None) != (arguments.labels is None):
        sys.exit("lenet: --images and --labels go together")
    return None if arguments.images is None else read_pair(arguments.images, arguments.labels)


def _evaluate(arguments: argparse.Namespace) -> int:
    from model.digits.datasets import mnist_test
    from model.digits.evaluation import evaluate
    from model.network.weights import load_weights

    changes = changes_of(arguments)
    parameters, _ = load_weights(arguments.weights or shipped_weights())
    digits = _chosen_pair(arguments) or mnist_test()
    result = evaluate(parameters, digits, changes, arguments.threads or os.cpu_count() or 1)
    if arguments.json:
        figures = {"n": result.count, "errors": result.errors, "error_percent": round(result.error_percent, 4)}
        print(json.dumps(figures | ({"changes": texts_of(changes)} if changes else {})))
    else:
        error = f"error {result.error_percent:.2f} %{marked(changes)}"
        print(f"{digits.name}: {result.errors} of {result.count} misread, {error}")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``lenet`` with these arguments; returns the exit status, 1 after an error that was told."""
    arguments = _parser().parse_args(argv)
    commands = {
        "train": train_command.train,
        "teach": teach_command.teach,
        "evaluate": _evaluate,
        "recognize": recognize_command.recognize,
        "explain": explain_command.explain_unit,
    }
    try:
        return commands[arguments.command](arguments)
    except FileError as problem:
        print(f"lenet: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("lenet: stopped", file=sys.stderr)
        return 130
