"""Thousands of damaged and hostile files of every kind that the program reads, read as the program reads them.

They are made from good ones by seeded changes: of their bytes, and of what these mean (JSON, a header, a chunk with a
right checksum, what is packed). A batch of them is read by one child process with a memory limit; where it dies, the
next child goes on behind that file. An input is *clear* if the error is one of the program's own, *accepted* if there
is none, and *crashed* if there is a traceback, an answer that is not finite, a digit lost, a stray file, or a process
that died: of memory, of a signal, or of more than 20 s of processor time.

`peak_mb` is the most memory that a child took, with all that it had imported, `slowest_s` the most processor time that
one input took. With `--keep FOLDER` the inputs that crashed are kept there.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from argparse import SUPPRESS
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from model.errors import FileError
from tests.benchmarks.harness import parser_of, report
from tests.benchmarks.mutations import mutated
from tests.benchmarks.readers import KINDS, Files, Reader, files_in

INPUTS_A_CHILD = 500
MEMORY_BYTES = 2**30
"""What a child may ask for besides what it has when it begins."""
LIMIT_S = 20
NO_LIMITS = "Windows cannot limit what a process takes"
LONGEST_ERROR = 1000
_CHILD = (sys.executable, "-W", "error", __file__, "--child")


def input_of(good: list[Files], seed: int, number: int) -> Files:
    """Good files with one of them changed: the same for the same numbers."""
    random = Random(seed << 32 | number)
    files = random.choice(good)
    name = random.choice(list(files))
    return {**files, name: mutated(files[name], random)}


def written(files: Files, folder: Path) -> Path:
    """The folder, with the files in it."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def outcome_of(read: Reader, folder: Path) -> str:
    """``accepted``, ``clear``, or what went wrong."""
    try:
        read(folder)
    except FileError as error:
        return "clear" if len(str(error)) < LONGEST_ERROR else f"an error of {len(str(error))} characters"
    except Exception:
        return traceback.format_exc()
    stray = [path.name for path in folder.rglob(".*")]
    return f"left behind: {stray}" if stray else "accepted"


def make_good(kind: str, folder: Path) -> None:
    """Make good files: in a process of their own, so that what it takes is not measured."""
    with tempfile.TemporaryDirectory(prefix="lenet-fuzz-") as place:
        make, _read = KINDS[kind](Path(place))
        for number, files in enumerate(make()):
            written(files, folder / f"good {number}")


def run_child(kind: str, seed: int, first: int, end: int, folder: Path) -> None:
    """Read inputs, and print a line of JSON before and after each."""
    if sys.platform == "win32":
        raise OSError(NO_LIMITS)
    import resource

    good = [files_in(place) for place in sorted(folder.glob("good *"))]
    _make, read = KINDS[kind](folder)
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY_BYTES, resource.RLIM_INFINITY))
    for number in range(first, end):
        place = written(input_of(good, seed, number), folder / "input")
        print(json.dumps({"number": number}), flush=True)
        # A child that takes longer is ended by the signal.
        signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
        started = time.process_time()
        outcome = outcome_of(read, place)
        seconds = time.process_time() - started
        signal.setitimer(signal.ITIMER_PROF, 0)
        if outcome not in ("clear", "accepted"):
            shutil.copytree(place, folder / str(number))
        peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        shutil.rmtree(place)
        print(json.dumps({"outcome": outcome, "seconds": seconds, "peak_mb": peak_kb / 1000}), flush=True)


class Tally:
    """What came of the inputs of one kind."""

    def __init__(self) -> None:
        self.tried = self.clear = self.accepted = self.crashed = 0
        self.peak_mb = self.slowest_s = 0.0

    def count(self, outcome: str) -> None:
        """One more input."""
        self.tried += 1
        self.clear += outcome == "clear"
        self.accepted += outcome == "accepted"
        self.crashed += outcome not in ("clear", "accepted")

    def join(self, other: "Tally") -> None:
        """And those of another kind."""
        for name in ("tried", "clear", "accepted", "crashed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.peak_mb = max(self.peak_mb, other.peak_mb)
        self.slowest_s = max(self.slowest_s, other.slowest_s)

    def figures(self) -> dict[str, float]:
        """For JSON."""
        return {name: round(value, 2) for name, value in vars(self).items()}


def attack(kind: str, seed: int, inputs: int, keep: Path | None) -> Tally:
    """Read so many inputs of a kind, in one child after another."""
    if sys.platform == "win32":
        sys.exit(NO_LIMITS)
    tally, at = Tally(), 0
    with tempfile.TemporaryDirectory(prefix="lenet-fuzz-") as folder:
        subprocess.run([*_CHILD, kind, folder], check=True)
        while at < inputs:
            child = [*_CHILD, kind, folder, str(seed), str(at), str(min(at + INPUTS_A_CHILD, inputs))]
            begun = False
            # Each thread would reserve room that it does not use, and that the limit counts.
            with subprocess.Popen(
                child, stdout=subprocess.PIPE, text=True, env={**os.environ, "MALLOC_ARENA_MAX": "1"}
            ) as process:
                assert process.stdout is not None
                for line in process.stdout:
                    said = json.loads(line)
                    begun = "number" in said
                    if begun:
                        at = said["number"]
                        continue
                    tally.peak_mb = max(tally.peak_mb, said["peak_mb"])
                    tally.slowest_s = max(tally.slowest_s, said["seconds"])
                    _note(tally, kind, at, said["outcome"], Path(folder), keep)
                    at += 1
            if begun:
                tally.slowest_s = max(tally.slowest_s, LIMIT_S * (process.returncode == -signal.SIGPROF))
                _note(tally, kind, at, f"the process died: {process.returncode}", Path(folder), keep)
                shutil.rmtree(Path(folder) / "input", ignore_errors=True)
                at += 1
            elif process.returncode:
                sys.exit(f"the child for {kind} did not begin: {process.returncode}")
    return tally


def _note(tally: Tally, kind: str, number: int, outcome: str, folder: Path, keep: Path | None) -> None:
    tally.count(outcome)
    if outcome in ("clear", "accepted"):
        return
    print(f"{kind} {number}: {outcome}", file=sys.stderr)
    place = next((folder / name for name in (str(number), "input") if (folder / name).exists()), None)
    if keep is not None and place is not None:
        shutil.copytree(place, keep / f"{kind}-{number}", dirs_exist_ok=True)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--inputs", type=int, default=2000, metavar="N", help="of all kinds together (default: 2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), metavar="KIND")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--child", nargs="+", help=SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        kind, folder, *numbers = arguments.child
        if numbers:
            seed, first, end = map(int, numbers)
            run_child(kind, seed, first, end, Path(folder))
        else:
            make_good(kind, Path(folder))
        return
    whole, rows = Tally(), []
    for kind in arguments.kinds:
        tally = attack(kind, arguments.seed, arguments.inputs // len(arguments.kinds), arguments.keep)
        whole.join(tally)
        rows.append((kind, _row(tally)))
    rows.append(("all", _row(whole)))
    report("damaged and hostile files", rows, whole.figures(), arguments.json)


def _row(tally: Tally) -> str:
    return (
        f"{tally.tried:6,} tried, {tally.clear:6,} clear, {tally.accepted:6,} accepted, {tally.crashed:4,} crashed,"
        f" {tally.peak_mb:4.0f} MB, {tally.slowest_s:5.2f} s"
    )


if __name__ == "__main__":
    main()
