"""``lenet``: what it can do without a window, with the same engine.

Each command is loaded when it is asked for: torch takes a second, and reading a digit needs none of it.
"""

import argparse
import errno
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import TextIO

from model import __version__
from model.cli.ctrl_c import Killed, end_at_ctrl_c, kills_raised, raise_at_ctrl_c
from model.cli.parser import LineFormatter, Parser
from model.errors import FileError, in_words, lacks_memory
from model.limits import MOST_THREADS_USED


@dataclass(frozen=True)
class _Command:
    """A module of ``model.cli`` with ``add_options``, and its function that runs the command."""

    module: str
    function: str
    help: str
    description: str
    threads: str = ""
    """How many processor threads it takes where nobody says; empty for one that has no use for more."""
    torch: bool = False


_COMMANDS = {
    "train": _Command(
        "train",
        "train",
        "train new weights",
        "Train LeNet-5 and write its weights.",
        "whatever is fastest",
        torch=True,
    ),
    "teach": _Command(
        "teach",
        "teach",
        "fine-tune weights on one person's digits",
        "Teach a network one person's drawn digits: fine-tune its weights, tell what that does, and write them.",
        "1",
        torch=True,
    ),
    "evaluate": _Command(
        "evaluate",
        "evaluate_weights",
        "measure the error on labelled digits",
        "Measure the error of weights on labelled digits: MNIST's test digits, IDX files or pictures.",
        "all",
    ),
    "recognize": _Command(
        "recognise",
        "recognize",
        "read the digit in picture files",
        "Read the digit in PNG, JPEG, WebP, TIFF or BMP files: dark ink on light paper, or light on dark.",
    ),
    "read": _Command(
        "read",
        "read",
        "read the numbers in picture and stroke files",
        "Read the numbers in PNG, JPEG, WebP, TIFF or BMP files, or in JSON Lines of pen strokes. Each line of "
        "digits is a number.",
    ),
    "explain": _Command(
        "explain",
        "explain_unit",
        "show the arithmetic of one unit",
        "Read the digit in a picture file, and show how one unit of the network came to its value.",
    ),
}


def _parsed(argv: Sequence[str]) -> argparse.Namespace:
    parser = Parser(prog="lenet", description="LeNet-5 of 1998, without a window.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = next((word for word in argv if not word.startswith("-")), None)
    for name, command in _COMMANDS.items():
        options = commands.add_parser(
            name, help=command.help, description=command.description, formatter_class=LineFormatter
        )
        if name == asked:
            if command.threads:
                from model.cli.options import threads

                about = f"how many processor threads to use, at most {MOST_THREADS_USED} (default: {command.threads})"
                options.add_argument("--threads", type=threads, metavar="N", help=about)
            import_module(f"model.cli.{command.module}").add_options(options)
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        files = [f"./{word}" for word in unknown if word.startswith("-") and os.path.lexists(word)]
        hint = f"; if a file is meant: {' '.join(files)}" if files else ""
        # Told of the command that they were given to.
        commands.choices[arguments.command].error(f"unknown arguments: {' '.join(unknown)}{hint}")
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``lenet`` with these arguments; returns the exit status, 1 after an error that was reported."""
    try:
        try:
            end_at_ctrl_c()
            command, arguments = _asked_for(sys.argv[1:] if argv is None else argv)
            raise_at_ctrl_c()
            with kills_raised():
                return command(arguments)
        except (FileError, MemoryError, RuntimeError) as problem:
            if isinstance(problem, RuntimeError) and not lacks_memory(problem):
                raise
            print(f"lenet: {in_words(problem)}", file=sys.stderr)
            return 1
        except KeyboardInterrupt as stopped:
            with suppress(OSError):  # the terminal may have been closed
                print("lenet: stopped", file=sys.stderr)
            return 128 + (stopped.number if isinstance(stopped, Killed) else signal.SIGINT)
        finally:
            raise_at_ctrl_c()
            sys.stdout.flush()
    except OSError as problem:
        if problem.errno in _READER_GONE and problem.filename is None:
            _write_nothing_more(sys.stdout, sys.stderr)
            return 141
        if problem.filename is not None:
            print(f"lenet: {in_words(problem)}", file=sys.stderr)
            return 1
        print(f"lenet: standard output cannot be written ({in_words(problem)})", file=sys.stderr)
        _write_nothing_more(sys.stdout)
        return 1


_READER_GONE = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)
"""What the system says where whoever read the output has gone, as head does."""


def _write_nothing_more(*streams: TextIO) -> None:
    """Python would complain once more when it flushes at the end."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _asked_for(argv: Sequence[str]) -> tuple[Callable[[argparse.Namespace], int], argparse.Namespace]:
    """What runs the command that was asked for, with all that it needs loaded, and its options."""
    arguments = _parsed(argv)
    command = _COMMANDS[arguments.command]
    if command.torch:
        from model.training.threads import use_threads

        # More threads gain little at the few digits of a person, and lose much where other programs are busy; training
        # measures how many to use.
        use_threads(arguments.threads or 1)
    run: Callable[[argparse.Namespace], int] = getattr(import_module(f"model.cli.{command.module}"), command.function)
    return run, arguments
