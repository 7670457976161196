"""``lenet read``: the numbers in pictures and in files of pen strokes."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from model.assets import shipped_weights
from model.cli.options import PICTURE, STROKES, add_network, changes_of, marked, told_unread
from model.cli.recognise import read_page
from model.digits.drawing import STROKE_FILES, is_stroke_file
from model.digits.pictures import NO_PICTURE
from model.errors import FileError, ImageError
from model.my_digits.drawing_file import read_drawings
from model.network.architecture import NOT_A_DIGIT
from model.network.changes import Changes, texts_of
from model.network.weights import load_weights
from model.numbers.lattice import Candidate, Lattice, Numbers, Reading
from model.numbers.pieces import Box, inked_box
from model.numbers.reader import NumberReader
from model.numbers.sweep_reader import SweepReader
from model.numbers.swept_row import SweptRow

MOST_PIECES = 2000
_CLOSE = 3.0
"""Readings that cost less than this above the cheapest are told as well; in nats, it is twenty to one."""

_JSON = """print a JSON object for each picture or drawing:
file, and problem if it cannot be read; otherwise
width, height of a picture, in pixels; the line of a drawing
numbers, each with
- text: its digits, ? for what is none
- cost: of the path through the lattice, in nats
- box: left, top, right and bottom of the ink, in pixels, or in the units of the strokes
- digits: each with digit (null for what is none), box, cost and penalty
- alternatives: other readings, the cheapest first, each with text, cost and digits
with --sweep, each with text, cost and
- digits: each with digit, and the first and the last of its columns, counted from 0
- columns: each with the x of its middle, and its shares: of 0 to 9, and of rubbish
changes: those of the network, if there are any"""


class _Page(NamedTuple):
    """A picture, or one drawing of a file; what is known of it besides for ``--json``."""

    name: str
    facts: dict[str, Any]
    numbers: Numbers | tuple[SweptRow, ...]


def add_options(parser: argparse.ArgumentParser) -> None:
    add_network(parser, "default; with --sweep: sweep")
    parser.set_defaults(weights=None)
    parser.add_argument(
        "--sweep",
        action="store_true",
        help="read by a sweep instead of by cuts (section VII of the paper); not with --change",
    )
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=f"{PICTURE}, or JSON Lines, compressed or not, named {' or '.join(STROKE_FILES)}: objects with {STROKES}",
    )
    parser.add_argument("--json", action="store_true", help=_JSON)


def read(arguments: argparse.Namespace) -> int:
    """Run ``lenet read``; returns the exit status.

    Raises:
        FileError: the weights cannot be read.
    """
    changes = changes_of(arguments)
    if changes and arguments.sweep:
        sys.exit("lenet: --change cannot be used with --sweep")
    parameters, info = load_weights(arguments.weights or shipped_weights("sweep" if arguments.sweep else "default"))
    reader: NumberReader | SweepReader
    if arguments.sweep:
        reader = SweepReader(parameters, info.rejection)
    else:
        reader = NumberReader(parameters, info.rejection, changes, most_pieces=MOST_PIECES)
    unread: list[FileError] = []
    for path in arguments.files:
        try:
            for page in _pages(path, reader):
                _tell(page, changes, arguments.json)
        except FileError as problem:
            unread.append(problem)
            if arguments.json:
                print(json.dumps({"file": str(path), "problem": problem.problem}))
    return told_unread(unread)


def _pages(path: Path, reader: NumberReader | SweepReader) -> Iterator[_Page]:
    try:
        if is_stroke_file(path.name):
            for line, drawing in read_drawings(path):
                yield _Page(f"{path}:{line}", {"file": str(path), "line": line}, reader.read(drawing))
        else:
            ink = read_page(path, alone=False)
            facts = {"file": str(path), "width": ink.shape[1], "height": ink.shape[0]}
            yield _Page(str(path), facts, reader.read_picture(ink))
    except ImageError as error:
        # It may hold strokes under another name.
        hint = f" Files of pen strokes are named {' or '.join(STROKE_FILES)}." if error.problem == NO_PICTURE else ""
        raise FileError(path, error.problem + hint) from error
    except ValueError as error:
        raise FileError(path, f"It cannot be read: {error}.") from error


def _tell(page: _Page, changes: Changes, as_json: bool) -> None:
    rows = page.numbers.rows if isinstance(page.numbers, Numbers) else page.numbers
    if as_json:
        changed = {"changes": texts_of(changes)} if changes else {}
        numbers = [_number(row) if isinstance(row, Lattice) else _swept(row) for row in rows]
        print(json.dumps(page.facts | {"numbers": numbers} | changed))
        return
    for row in rows:
        read = row.reading.text + _or_else(row) if isinstance(row, Lattice) else row.text or "?"
        print(f"{page.name}: {read}{marked(changes)}")
    if not rows:
        print(f"{page.name}: blank{marked(changes)}")


def _or_else(row: Lattice) -> str:
    """The other readings that come close."""
    dearer = [(other, other.cost - row.reading.cost) for other in row.readings[1:]]
    close = [f"{other.text} costs {more:.1f} more" for other, more in dearer if more < _CLOSE]
    return f"  ({', '.join(close)})" if close else ""


def _number(row: Lattice) -> dict[str, Any]:
    best, *others = ({"text": reading.text, **_reading(row, reading)} for reading in row.readings)
    return {**best, "box": _rounded(inked_box(row.pieces)), "alternatives": others}


def _reading(row: Lattice, reading: Reading) -> dict[str, Any]:
    digits = zip(reading.candidates, reading.labels, strict=True)
    return {
        "cost": round(reading.cost, 3),
        "digits": [_digit(row, row.candidates[place], label) for place, label in digits],
    }


def _digit(row: Lattice, candidate: Candidate, label: int) -> dict[str, Any]:
    return {
        "digit": None if label == NOT_A_DIGIT else label,
        "box": _rounded(inked_box(row.pieces[candidate.first : candidate.end])),
        "cost": round(float(candidate.costs[label]), 3),
        "penalty": None if label == NOT_A_DIGIT else round(float(candidate.penalties[label]), 3),
    }


def _swept(row: SweptRow) -> dict[str, Any]:
    """A row that was swept over: its digits with where they answer, and every column's posterior, rubbish last."""
    columns = [
        {"x": round(row.middle_of(column), 4), "shares": [round(share, 4) for share in shares]}
        for column, shares in enumerate(row.shares.tolist())
    ]
    digits = [{"digit": digit.label, "columns": [digit.first, digit.end - 1]} for digit in row.digits]
    return {"text": row.text, "cost": round(row.cost, 3), "digits": digits, "columns": columns}


def _rounded(box: Box) -> list[float]:
    return [round(edge, 4) for edge in box]
