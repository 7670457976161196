"""What the benchmarks share: options, figures, and the way they are printed."""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Mapping, Sequence

LOAD = "load average (1 min), cores"


def parser_of(doc: str | None) -> argparse.ArgumentParser:
    """Options of a script that says in its docstring what it measures."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object, too")
    return parser


def percentile(values: Sequence[float], percent: int) -> float:
    """Of two values at least."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _load() -> str:
    """The machine's load and cores."""
    if sys.platform == "win32":
        return f"unknown, {os.cpu_count()}"
    return f"{os.getloadavg()[0]:.2f}, {os.cpu_count()}"


def report(title: str, rows: list[tuple[str, str]], figures: Mapping[str, object], as_json: bool) -> None:
    """Print a table with the machine's load beside it; with ``as_json`` one JSON object as the last line."""
    print(title)
    rows = [*rows, (LOAD, _load())]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"  {name:<{width}}  {value}")
    if as_json:
        print(json.dumps(figures))


def finish(figures: Mapping[str, object], as_json: bool) -> None:
    """The same end, behind a table of another kind."""
    print(f"{LOAD}: {_load()}")
    if as_json:
        print(json.dumps(figures))
