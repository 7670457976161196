"""The program's entry: ``lenet-gui``, and ``python main.py``."""

import gc
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; returns the exit status."""
    # What is imported stays, so that to search it for garbage is in vain. The window has the collector work again once
    # its weights are there.
    gc.disable()
    from lenet_gui.app import main

    return main(argv)
