"""The parser of ``lenet`` and of each command: a wrong option is told in two lines."""

import argparse
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """One whose errors come with what a command cannot do without, not with all of its options."""

    @property
    def short_usage(self) -> str:
        """One line: what must be given, and where the rest is told."""
        needed = [action for action in self._actions if action.required]
        formatter = argparse.HelpFormatter(f"{self.prog} [options]", width=10_000)
        formatter.add_usage(None, needed, [])
        return f"{formatter.format_help().strip()}; see {self.prog} --help"

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.short_usage}\n{self.prog}: error: {message}\n")
