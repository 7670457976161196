"""The program's entry: ``lenet-gui``, and ``python main.py``."""

import gc
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; returns the exit status."""
    # Imported objects stay, so searching them for garbage is wasted time. The window turns the collector on again once
    # its weights are loaded.
    gc.disable()
    from lenet_gui.app import main

    return main(argv)
