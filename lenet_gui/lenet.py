"""The ``lenet`` command as it is installed: in this package, so that it never runs somebody else's ``model``."""

from model.cli.entry import main

__all__ = ["main"]
