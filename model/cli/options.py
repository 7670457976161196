"""Options that several of ``lenet``'s commands share."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from model.assets import SHIPPED, shipped_weights, weights_file
from model.digits.data_source import DataKind
from model.errors import FileError, in_words
from model.files import LockedError, locked, shortened, try_room
from model.limits import MOST_THREADS
from model.network.changes import Changes, changes_from_text, texts_of
from model.settings import plain

BAR_AFTER_S = 0.5
"""What takes less long has no bar."""


class PathOption(NamedTuple):
    """The placeholder for an option's value, and the option's help text."""

    metavar: str
    help: str


DATA_OPTIONS: dict[DataKind, dict[str, PathOption]] = {
    DataKind.IDX_PAIR: {
        "--images": PathOption(
            "FILE", help="IDX images, 28x28 or 32x32, upright and light on dark as MNIST's; compressed or not"
        ),
        "--labels": PathOption("FILE", help="IDX labels, compressed or not"),
    },
    DataKind.RAW_FOLDER: {
        "--raw-folder": PathOption(
            "FOLDER", help="a folder with MNIST's files, such as MNIST/raw; its training digits are taken"
        )
    },
    DataKind.PICTURES: {"--pictures": PathOption("FOLDER", help="a folder with ten folders of pictures, 0 to 9")},
}
"""The options for the paths of each kind of source, in the order of those paths."""


def whole(text: str) -> int:
    return int(text)


def positive(text: str) -> int:
    """A whole number from 1 on."""
    value = whole(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not {text}")
    return value


def ranged(kind: Callable[[str], float], low: float, high: float, unit: str = "") -> Callable[[str], float]:
    """What reads a number of this kind, ``low`` to ``high``."""

    def read(text: str) -> float:
        value = kind(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"must be {plain(low)} to {plain(high)}{unit}, not {text}")
        return value

    read.__name__ = "whole number" if kind is int else "number"
    return read


threads = ranged(int, 1, MOST_THREADS)
"""How many processor threads."""

# argparse names the type where the text is no such number.
whole.__name__ = positive.__name__ = "whole number"


PICTURE = "a PNG, JPEG, WebP, TIFF or BMP file"
"""The help of a file to read a digit in."""
STROKES = "strokes, each a list of points [x, y] in any unit, with y downwards"
"""The help of what the pen drew, in a line of JSON."""


def add_weights(parser: argparse.ArgumentParser, default: str = SHIPPED[0]) -> None:
    """``--weights``; ``default`` is how its help tells the default."""
    parser.add_argument(
        "--weights",
        type=weights_file,
        default=shipped_weights(),
        metavar="WEIGHTS",
        help=f"the network's weights: {', '.join(SHIPPED)}, or a .safetensors file (default: {default})",
    )


def add_network(parser: argparse.ArgumentParser, default: str = SHIPPED[0]) -> None:
    """Which network answers: ``--weights`` and ``--change``."""
    add_weights(parser, default)
    parser.add_argument(
        "--change",
        action="append",
        default=[],
        metavar="PLACE=FACTOR",
        help="what if: multiply a map by a factor, as in C3.7=0, or a unit, as in C3.7.2.5=0.5; may be repeated",
    )


def add_as_it_is(parser: argparse.ArgumentParser) -> None:
    """``--as-it-is``."""
    parser.add_argument("--as-it-is", action="store_true", help="neither scale the digit nor move it to the middle")


def changes_of(arguments: argparse.Namespace) -> Changes:
    """What ``--change`` asked for; the program ends, with the reason, where it cannot be had."""
    try:
        return changes_from_text(arguments.change)
    except ValueError as error:
        sys.exit(f"lenet: {error}")


def marked(changes: Changes) -> str:
    """What to say behind the answer of a changed network; nothing for one as it is."""
    return f"  (changed: {', '.join(texts_of(changes))})" if changes else ""


def list_left_out(problems: Sequence[FileError], pictures: int) -> None:
    """List the pictures of a folder that could not be read, of so many in it."""
    for problem in problems:
        print(f"lenet: {problem}", file=sys.stderr)
    if problems:
        print(f"lenet: left out {len(problems):,} of {pictures:,} pictures", file=sys.stderr)


@contextmanager
def told_preparing() -> Iterator[Callable[[int, int], None]]:
    """Gives what is to be called with how many digits are prepared, and of how many: a bar, if that takes long."""
    from tqdm import tqdm

    # None: a bar on a terminal only.
    with tqdm(desc="preparing", unit="digit", leave=False, delay=BAR_AFTER_S, disable=None) as bar:

        def tell(done: int, count: int) -> None:
            if count != bar.total:
                bar.reset(count)
            bar.update(done - bar.n)

        yield tell


def told_unread(problems: Sequence[FileError]) -> int:
    """Say which files could not be read, last, so that they are not lost among the answers; gives the exit status."""
    for problem in problems:
        print(f"lenet: {problem}", file=sys.stderr)
    return 1 if problems else 0


def add_data(group: argparse._ArgumentGroup) -> None:
    """The options of every source of digits."""
    for options in DATA_OPTIONS.values():
        for name, option in options.items():
            group.add_argument(name, type=Path, metavar=option.metavar, help=option.help)


def data_of(arguments: argparse.Namespace, *others: str) -> tuple[DataKind, tuple[str, ...]] | None:
    """The source that the options name, and its paths; None where they name none.

    The program ends, with the reason, where a path is missing, or where they name more than one source; ``others`` are
    options that name digits in another way.
    """

    def given(options: Iterable[str]) -> tuple[str, ...]:
        values = (getattr(arguments, option.strip("-").replace("-", "_")) for option in options)
        return tuple(str(value) for value in values if value is not None)

    chosen = [(kind, given(options)) for kind, options in DATA_OPTIONS.items() if given(options)]
    for kind, paths in chosen:
        if len(paths) < kind.path_count:
            sys.exit(f"lenet: {' and '.join(DATA_OPTIONS[kind])} go together")
    if len(chosen) + len(given(others)) > 1:
        *ways, last = (*map(" and ".join, DATA_OPTIONS.values()), *others)
        sys.exit(f"lenet: give the digits one way only: {', '.join(ways)} or {last}")
    return chosen[0] if chosen else None


def add_output(parser: argparse.ArgumentParser, replaced: str = "the file at --out") -> None:
    """Where the weights go: ``--out`` and ``--force``."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="write the weights here (.safetensors)")
    parser.add_argument("--force", action="store_true", help=f"replace {replaced}")


@contextmanager
def output_of(arguments: argparse.Namespace, room_bytes: int, inputs: Iterable[Path]) -> Iterator[Path]:
    """The file that ``--out`` names, for this process alone.

    The program ends, with the reason, where the file cannot be written, where so much has no room there, where another
    process is writing it, where it exists and ``--force`` is not given, or where it is one of ``inputs``: the digits
    that it is made from, which nobody means to replace.
    """
    out: Path = arguments.out
    if not out.parent.is_dir():
        sys.exit(f"lenet: {out.parent} is not a folder")
    if out.is_dir():
        sys.exit(f"lenet: {out} is a folder; --out takes a file's name")
    if any(_is_same(path, out) for path in inputs):
        sys.exit(f"lenet: {out} holds the digits to be read; --out takes another file")
    lock = out.with_name(f".{shortened(out.name)}.lock")
    with ExitStack() as held:
        try:
            held.enter_context(locked(lock, out, patience_s=0))
            held.callback(_remove, lock)
            try_room(out, room_bytes)
        except LockedError:
            sys.exit(f"lenet: another process is writing {out}")
        except FileNotFoundError:
            sys.exit(f"lenet: {out} cannot be written (no file can be made in {out.parent})")
        except OSError as error:
            sys.exit(f"lenet: {out} cannot be written ({error.strerror or error})")
        if out.exists() and not arguments.force:
            sys.exit(f"lenet: {out} exists; --force replaces it")
        yield out


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or cannot be
        return False


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
    for find in (tempfile.gettempdir, Path.home):
        try:
            elsewhere = Path(tempfile.mkdtemp(prefix="lenet-", dir=find())) / out.name
            save(elsewhere)
        except (OSError, FileError, RuntimeError) as problem:  # RuntimeError: the user has no home
            print(f"lenet: {in_words(problem)}", file=sys.stderr)
        else:
            print(f"lenet: the weights are kept in {elsewhere}", file=sys.stderr)
            break
    return False
