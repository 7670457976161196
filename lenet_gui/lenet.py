"""The ``lenet`` command as it is installed: in this package, so that it never runs somebody else's ``model``."""

from model.cli.main import main

__all__ = ["main"]
