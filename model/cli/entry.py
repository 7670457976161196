"""Where ``lenet`` begins: loading it takes long enough for Ctrl+C to come meanwhile."""

import io
import sys
from collections.abc import Sequence

from model.cli.ctrl_c import end_at_ctrl_c


def main(argv: Sequence[str] | None = None) -> int:
    """Load ``lenet`` and run it with these arguments; returns the exit status."""
    end_at_ctrl_c()
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        # The names of files may have characters that a terminal, or a pipe on Windows, cannot take.
        sys.stdout.reconfigure(errors="backslashreplace")
    from model.cli.main import main as run

    return run(argv)
