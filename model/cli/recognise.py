"""``lenet recognize``: the digit in picture files."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from model.cli.options import PICTURE, add_as_it_is, add_network, changes_of, marked, told_unread
from model.digits.drawing import is_stroke_file
from model.digits.pictures import NO_PICTURE, has_more_pages, read_picture
from model.digits.preprocess import ink_of_picture
from model.errors import FileError, ImageError, told_as
from model.files import written_whole
from model.network.activations_file import activations_npz
from model.network.architecture import NOT_A_DIGIT
from model.network.changes import texts_of
from model.network.recognise import recognise
from model.network.recognition import Recognition, Verdict
from model.network.records import FloatArray
from model.network.weights import load_weights

FIELDS = """\
verdict: digit, unsure (between two digits), doubtful (a digit or none), no-digit or blank
digit, penalty: the digit of the smallest penalty, and that; null if blank, like the next three
margin: how much larger the second smallest is
share, rubbish_share: the digit's and rubbish's part of eq. 9's posterior
changes: those of the network, if there are any"""
"""What the JSON of an answer has besides the file, for the help."""


def add_options(parser: argparse.ArgumentParser) -> None:
    add_network(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=PICTURE)
    add_as_it_is(parser)
    parser.add_argument(
        "--activations",
        type=Path,
        metavar="FILE",
        help="save every layer's values in this file (.npz), which is replaced if it exists; for one picture",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=f"print a JSON object for each file:\nfile, and problem if it cannot be read; otherwise\n{FIELDS}",
    )


def read_page(path: Path, alone: bool = True) -> FloatArray:
    """As :func:`read_picture`; where the file has several pages, say that this is the first.

    Raises:
        ImageError: as there; of a file of pen strokes, with what reads it.
    """
    try:
        ink = read_picture(path, alone)
    except ImageError as error:
        if error.problem == NO_PICTURE and is_stroke_file(path.name):
            raise ImageError(path, f"{NO_PICTURE} Pen strokes are read by lenet read.") from error
        raise
    if has_more_pages(path):
        print(f"lenet: {path}: only the first page of the file is read", file=sys.stderr)
    return ink


def answer_line(path: Path, answer: Recognition) -> str:
    if answer.verdict is Verdict.BLANK:
        return f"{path}: blank{marked(answer.changes)}"
    best, second = answer.ranking[:2]
    figures = f"penalty {answer.penalty:.2f}  margin {answer.margin:.2f}"
    words = {
        Verdict.DIGIT: f"{best}  {figures}",
        Verdict.UNSURE: f"{best} or {second}, too close to call  {figures}",
        Verdict.DOUBTFUL: f"{best} or no digit, too close to call  {figures}",
        Verdict.NO_DIGIT: f"not a digit (nearest: {best})  {figures}",
    }[answer.verdict]
    return f"{path}: {words}{marked(answer.changes)}"


def answer_figures(path: Path, answer: Recognition) -> dict[str, Any]:
    """The answer for a machine; what it was changed by only where it was."""
    blank = answer.verdict is Verdict.BLANK
    figures = {
        "file": str(path),
        "verdict": answer.verdict.value,
        "digit": None if blank else answer.digit,
        "penalty": None if blank else round(answer.penalty, 3),
        "margin": None if blank else round(answer.margin, 3),
        "share": None if blank else round(float(answer.shares[answer.digit]), 4),
        "rubbish_share": None if blank else round(float(answer.shares[NOT_A_DIGIT]), 4),
    }
    return figures | ({"changes": texts_of(answer.changes)} if answer.changes else {})


def recognize(arguments: argparse.Namespace) -> int:
    """Run ``lenet recognize``; returns the exit status.

    Raises:
        FileError: the weights cannot be read, or the activations not be written.
    """
    if arguments.activations and len(arguments.files) > 1:
        sys.exit(f"lenet: --activations is for one picture, not for {len(arguments.files)}")
    if (out := arguments.activations) and out.is_file() and out.suffix.lower() != ".npz":
        # A picture, most likely: with the name left out, the option takes the first one.
        sys.exit(f"lenet: {out} exists and is no .npz file, so it is not replaced")
    changes = changes_of(arguments)
    parameters, info = load_weights(arguments.weights)
    unread: list[FileError] = []
    for path in arguments.files:
        try:
            ink = ink_of_picture(read_page(path), normalise=not arguments.as_it_is)
        except FileError as problem:
            unread.append(problem)
            if arguments.json:
                print(json.dumps({"file": str(path), "problem": problem.problem}))
            continue
        answer = recognise(parameters, ink, info.rejection, changes)
        if arguments.activations:
            _save_activations(answer, arguments.activations)
        print(json.dumps(answer_figures(path, answer)) if arguments.json else answer_line(path, answer))
    return told_unread(unread)


def _save_activations(answer: Recognition, path: Path) -> None:
    with told_as(FileError, path, "The activations could not be saved"), written_whole(path) as temporary:
        temporary.write_bytes(activations_npz(answer))
