"""Where ``lenet`` begins: loading it takes long enough for Ctrl+C to come meanwhile."""

import io
import os
import sys
from collections.abc import Sequence

from model.cli.ctrl_c import end_at_ctrl_c


def main(argv: Sequence[str] | None = None) -> int:
    """Load ``lenet`` and run it with these arguments; returns the exit status."""
    end_at_ctrl_c()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed; print would take the other one in its place
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", errors="backslashreplace"))
    if isinstance(sys.stdout, io.TextIOWrapper) and _refuses_some(sys.stdout):
        # The names of files may have characters that a terminal, or a pipe on Windows, cannot take.
        sys.stdout.reconfigure(errors="backslashreplace")
    from model.cli.main import main as run

    return run(argv)


def _refuses_some(stream: io.TextIOWrapper) -> bool:
    # In the locale C, names of files are passed on as they are, whatever they are coded in; but not all else is ASCII.
    return stream.errors == "strict" or (stream.errors == "surrogateescape" and stream.encoding.lower() != "utf-8")
