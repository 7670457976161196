"""Options that several of ``lenet``'s commands share."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from model.assets import SHIPPED, shipped_weights, weights_file
from model.errors import FileError, in_words
from model.files import locked, try_room
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


def list_left_out(problems: Sequence[FileError], read: int) -> None:
    """List the pictures of a folder that could not be read, beside so many that could."""
    for problem in problems:
        print(f"lenet: {problem}", file=sys.stderr)
    if problems:
        print(f"lenet: left out {len(problems):,} of {len(problems) + read:,} pictures", file=sys.stderr)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where the weights go: ``--out`` and ``--force``."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the weights go (.safetensors)")
    parser.add_argument("--force", action="store_true", help="replace what is at --out")


@contextmanager
def output_of(arguments: argparse.Namespace, room_bytes: int) -> Iterator[Path]:
    """The file that ``--out`` names, for this process alone.

    The program ends, with the reason, where the file cannot be written, where so much has no room there, where another
    process is writing it, or where it exists and ``--force`` is not given.
    """
    out: Path = arguments.out
    if not out.parent.is_dir():
        sys.exit(f"lenet: {out.parent} is not a folder")
    if out.is_dir():
        sys.exit(f"lenet: {out} is a folder; --out takes a file's name")
    lock = out.with_name(f".{out.name}.lock")
    with ExitStack() as held:
        try:
            held.enter_context(locked(lock, out, patience_s=0))
            held.callback(_remove, lock)
            try_room(out, room_bytes)
        except TimeoutError:
            sys.exit(f"lenet: another process is writing {out}")
        except OSError as error:
            sys.exit(f"lenet: {out} cannot be written ({error.strerror or error})")
        if out.exists() and not arguments.force:
            sys.exit(f"lenet: {out} exists; --force replaces it")
        yield out


def _remove(lock: Path) -> None:
    # Before it is let go, so that nobody holds the lock of a file that is gone. Windows removes it itself, and later.
    with suppress(OSError):
        lock.unlink()


def saved(save: Callable[[Path], object], out: Path) -> bool:
    """Whether ``save`` could write ``out``; where not, it writes elsewhere, and both are told."""
    try:
        save(out)
    except FileError as problem:
        print(f"lenet: {problem}", file=sys.stderr)
    else:
        return True
    for folder in (tempfile.gettempdir(), Path.home()):
        try:
            elsewhere = Path(tempfile.mkdtemp(prefix="lenet-", dir=folder)) / out.name
            save(elsewhere)
        except (OSError, FileError) as problem:
            print(f"lenet: {in_words(problem)}", file=sys.stderr)
        else:
            print(f"lenet: the weights are kept in {elsewhere}", file=sys.stderr)
            break
    return False
