"""What the number of threads costs a training run, on a quiet machine and beside two busy processes.

The same run with an automatic number of threads, with 1 and with 2, in turns within one process; times include the
measuring that the automatic number takes, and ratios are medians over rounds. What must hold: automatic takes at most
1.3 times one thread's time on a busy machine, and at most 1.05 times the best on a quiet one.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from model.digits.data_source import DataSource
from model.training.presets import MODERN
from model.training.run import Run
from model.training.setup import AUTOMATIC, RunSetup
from tests.benchmarks.harness import finish, parser_of

CHOICES = {"automatic": AUTOMATIC, "1": 1, "2": 2}


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Others that want the processor without a pause."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def train(digits: int, passes: int, threads: int) -> tuple[float, int]:
    """Seconds from start to end, and how many threads were used."""
    setup = RunSetup(replace(MODERN, passes=passes, held_out=0), DataSource(count=digits), threads=threads)
    started = time.perf_counter()
    run = Run(setup)
    for _ in run.go():
        pass
    return time.perf_counter() - started, run.log.setup.threads


def measure(others: int, digits: int, passes: int, rounds: int) -> dict[str, object]:
    """Ratios beside so many busy processes."""
    seconds: dict[str, list[float]] = {name: [] for name in CHOICES}
    used: list[int] = []
    with busy(others):
        for _ in range(rounds):
            for name, threads in CHOICES.items():
                took, count = train(digits, passes, threads)
                seconds[name].append(took)
                if threads == AUTOMATIC:
                    used.append(count)
    pairs = list(zip(*seconds.values(), strict=True))
    print(f"{others} other busy processes, {rounds} rounds of {passes} x {digits:,} digits")
    for name, values in seconds.items():
        print(f"  {name:<10} {statistics.median(values):7.2f} s")
    figures: dict[str, object] = {
        "automatic_to_one": round(statistics.median(auto / one for auto, one, _ in pairs), 3),
        "automatic_to_best": round(statistics.median(auto / min(one, two) for auto, one, two in pairs), 3),
        "two_to_one": round(statistics.median(two / one for _, one, two in pairs), 3),
        "chosen": used,
    }
    for name, value in figures.items():
        print(f"  {name:<18} {value}")
    return figures


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--digits", type=int, default=60_000, help="in a pass (default: %(default)s)")
    parser.add_argument("--passes", type=int, default=2, help="(default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="(default: %(default)s)")
    arguments = parser.parse_args()
    train(2000, 1, 1)  # warm up
    figures = {
        name: measure(others, arguments.digits, arguments.passes, arguments.rounds)
        for name, others in (("quiet", 0), ("busy", 2))
    }
    finish(figures, arguments.json)


if __name__ == "__main__":
    main()
