"""Where ``lenet`` begins: loading it takes long enough for Ctrl+C to come meanwhile."""

from collections.abc import Sequence

from model.cli.ctrl_c import end_at_ctrl_c


def main(argv: Sequence[str] | None = None) -> int:
    """Load ``lenet`` and run it with these arguments; returns the exit status."""
    end_at_ctrl_c()
    from model.cli.main import main as run

    return run(argv)
