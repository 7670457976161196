"""``lenet``: train, evaluate and recognise without a window, with the same engine."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model import __version__
from model.assets import shipped_weights
from model.errors import FileError
from model.train_command import add_options, train

if TYPE_CHECKING:
    from model.datasets import Digits


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lenet", description="LeNet-5 of 1998: train, evaluate, recognise.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--threads", type=_positive, metavar="N", help="processor threads to use (default: all)")

    add_options(
        commands.add_parser(
            "train", parents=[common], help="train new weights", description="Train LeNet-5 and write its weights."
        )
    )

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
    from model.recognition import Verdict
    from model.recognizer import recognise
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
    command = {"train": train, "evaluate": _evaluate, "recognize": _recognise}[arguments.command]
    try:
        return command(arguments)
    except FileError as problem:
        print(f"lenet: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("lenet: stopped", file=sys.stderr)
        return 130
