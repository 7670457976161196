"""The parser of ``lenet`` and of each command: a wrong option is told in two lines, and help may have several."""

import argparse
from typing import NoReturn


class LineFormatter(argparse.HelpFormatter):
    """Keeps the lines of an option's help apart; where there are several, what a line continues with is indented."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        indent = "  " if "\n" in text else ""
        lines = []
        for line in text.splitlines():
            first, *others = super()._split_lines(line, width - len(indent))
            lines += [first, *(indent + other for other in others)]
        return lines


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
