"""``lenet``: train, evaluate and recognise without a window, with the same engine."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from model import __version__
from model.assets import shipped_weights
from model.errors import FileError

if TYPE_CHECKING:
    from model.datasets import Digits


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lenet", description="LeNet-5 of 1998: train, evaluate, recognise.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--threads", type=_positive, metavar="N", help="processor threads to use (default: all)")

    train = commands.add_parser(
        "train", parents=[common], help="train new weights", description="Train LeNet-5 and write its weights."
    )
    train.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the weights go (.safetensors)")
    train.add_argument("--seed", type=int, default=1, help="decides every random number (default: %(default)s)")
    train.add_argument("--passes", type=_positive, metavar="N", help="passes over the digits (default: the recipe's)")
    train.add_argument(
        "--held-out", type=int, metavar="N", help="digits set aside to choose on (default: the recipe's)"
    )
    train.add_argument("--squashing", choices=["tanh", "logistic"], help="the squashing function (default: tanh)")
    _add_pair(train, "MNIST's 60,000 training digits")

    evaluate = commands.add_parser(
        "evaluate",
        parents=[common],
        help="measure the error on labelled digits",
        description="Measure the error of weights on an IDX pair.",
    )
    _add_weights(evaluate)
    _add_pair(evaluate, "MNIST's 10,000 test digits")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")

    recognise = commands.add_parser(
        "recognize",
        parents=[common],
        help="read the digit in picture files",
        description="Read the digit in PNG, JPEG or BMP files: dark ink on light paper, or light on dark.",
    )
    _add_weights(recognise)
    recognise.add_argument("files", nargs="+", type=Path, metavar="FILE")
    recognise.add_argument("--as-it-is", action="store_true", help="do not centre and scale the digit")
    recognise.add_argument("--json", action="store_true", help="print one JSON object a file")
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


def _add_weights(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--weights", type=Path, default=None, metavar="FILE", help="a .safetensors file (default: those that ship)"
    )


def _add_pair(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--images", type=Path, metavar="FILE", help=f"IDX images, packed or not (default: {default})")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="IDX labels, packed or not")


def _chosen_pair(arguments: argparse.Namespace) -> "Digits | None":
    from model.datasets import read_pair

    if (arguments.images is None) != (arguments.labels is None):
        sys.exit("lenet: --images and --labels go together")
    return None if arguments.images is None else read_pair(arguments.images, arguments.labels)


def _train(arguments: argparse.Namespace) -> int:
    from model import datasets, recipes, runs, training
    from model.records import Squashing

    digits = _chosen_pair(arguments) or datasets.mnist_training()
    changes = {
        "seed": arguments.seed,
        "passes": arguments.passes,
        "held_out": arguments.held_out,
        "squashing": Squashing(arguments.squashing) if arguments.squashing else None,
    }
    config = replace(recipes.MODERN, **{name: value for name, value in changes.items() if value is not None})
    if not 0 <= config.held_out < len(digits):
        sys.exit(f"lenet: --held-out must be 0 to {len(digits) - 1}, the data set has {len(digits)} digits")
    if not arguments.out.parent.is_dir():
        sys.exit(f"lenet: {arguments.out.parent} is not a folder")
    if arguments.out.is_dir():
        sys.exit(f"lenet: {arguments.out} is a folder; --out takes a file's name")
    try:
        runs.train_and_save(digits, config, arguments.out)
    except training.TrainingError as error:
        print(f"lenet: {error}", file=sys.stderr)
        return 1
    return 0


def _evaluate(arguments: argparse.Namespace) -> int:
    from model.datasets import mnist_test
    from model.evaluation import evaluate
    from model.weights import load_weights

    network, _ = load_weights(arguments.weights or shipped_weights())
    digits = _chosen_pair(arguments) or mnist_test()
    result = evaluate(network, digits)
    if arguments.json:
        figures = {"n": result.count, "errors": result.errors, "error_percent": round(result.error_percent, 4)}
        print(json.dumps(figures))
    else:
        print(f"{digits.name}: {result.errors} of {result.count} misread, error {result.error_percent:.2f} %")
    return 0


def _recognise(arguments: argparse.Namespace) -> int:
    from model.pictures import read_picture
    from model.preprocess import ink_of_picture
    from model.recognizer import recognise
    from model.records import Verdict
    from model.weights import load_weights

    network, info = load_weights(arguments.weights or shipped_weights())
    failed = 0
    for path in arguments.files:
        try:
            ink = ink_of_picture(read_picture(path), normalise=not arguments.as_it_is)
        except FileError as problem:
            print(f"lenet: {problem}", file=sys.stderr)
            failed += 1
            continue
        answer = recognise(network, ink, info.rejection)
        blank = answer.verdict is Verdict.BLANK
        if arguments.json:
            figures = {
                "file": str(path),
                "verdict": answer.verdict.value,
                "digit": None if blank else answer.digit,
                "penalty": None if blank else round(answer.penalty, 3),
                "margin": None if blank else round(answer.margin, 3),
            }
            print(json.dumps(figures))
        elif blank:
            print(f"{path}: blank")
        else:
            doubt = "  not a digit I know" if answer.verdict is Verdict.UNKNOWN else ""
            print(f"{path}: {answer.digit}  penalty {answer.penalty:.2f}  margin {answer.margin:.2f}{doubt}")
    return 1 if failed else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``lenet`` with these arguments; returns the exit status, 1 after an error that was told."""
    arguments = _parser().parse_args(argv)
    import torch

    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    command = {"train": _train, "evaluate": _evaluate, "recognize": _recognise}[arguments.command]
    try:
        return command(arguments)
    except FileError as problem:
        print(f"lenet: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("lenet: stopped", file=sys.stderr)
        return 130
