"""Options that several of ``lenet``'s commands share."""

import argparse
import sys
from pathlib import Path

from model.assets import SHIPPED, shipped_weights, weights_file
from model.network.changes import Changes, changes_from_text, texts_of


def positive(text: str) -> int:
    """A whole number from 1 on."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


def add_weights(parser: argparse.ArgumentParser) -> None:
    """``--weights``."""
    parser.add_argument(
        "--weights",
        type=weights_file,
        default=shipped_weights(),
        metavar="WEIGHTS",
        help=f"{', '.join(SHIPPED)}, or a .safetensors file (default: {SHIPPED[0]})",
    )


def add_network(parser: argparse.ArgumentParser) -> None:
    """Which network answers: ``--weights`` and ``--change``."""
    add_weights(parser)
    parser.add_argument(
        "--change",
        action="append",
        default=[],
        metavar="PLACE=FACTOR",
        help="what if: scale a map, as C3.7=0, or a unit, as C3.7.2.5=0.5; may be given again",
    )


def changes_of(arguments: argparse.Namespace) -> Changes:
    """What ``--change`` asked for; the program ends, with the reason, where it cannot be had."""
    try:
        return changes_from_text(arguments.change)
    except ValueError as error:
        sys.exit(f"lenet: {error}")


def marked(changes: Changes) -> str:
    """What to say behind the answer of a changed network; nothing for one as it is."""
    return f"  (changed: {', '.join(texts_of(changes))})" if changes else ""


def output_of(arguments: argparse.Namespace) -> Path:
    """The file that ``--out`` names; the program ends, with the reason, where none can be there."""
    out: Path = arguments.out
    if not out.parent.is_dir():
        sys.exit(f"lenet: {out.parent} is not a folder")
    if out.is_dir():
        sys.exit(f"lenet: {out} is a folder; --out takes a file's name")
    return out
