"""Kills processes at random moments, and sees what is left: in training, in my digits, in export.

- training: ``lenet train`` is killed, and resumed until its run is whole. The weights must be those of a run that was
  never killed, bit for bit; every pass that was told must be in the checkpoint.
- digits: digits are added, relabelled, removed, restored, imported and erased, each told once it is done. All that was
  told must be there, and of the change that was under way all or nothing.
- export: two sets of digits are written in turn over the same files. Each file must be one of the two.

No stray file may be left after the next start. The exit status is 1 where anything was lost, differs or is left.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from model.digits.datasets import read_pair
from model.digits.drawing import Drawing, Stroke
from model.errors import FileError
from model.my_digits.digit import MyDigit, new_digit
from model.my_digits.formats import read_jsonl, writing_idx, writing_jsonl
from model.my_digits.importing import Import
from model.my_digits.store import DigitStore
from model.network.weights import load_weights
from model.training.checkpoint_log import read_log
from tests.benchmarks.harness import parser_of, report

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ["--count", "2000", "--held-out", "200", "--passes", "6", "--threads", "1"]
EXPORTS = ("a.jsonl", "b.jsonl.gz", "c-images-idx3-ubyte")

CHANGES = ("add", "add", "import", "relabel", "remove", "restore", "erase")
Digits = dict[str, tuple[int, bool]]


@dataclass
class Figures:
    """What was done and what came of it."""

    kills: int = 0
    whole: int = 0
    """Runs that came to their end, changes or rounds of exports that were told."""
    different: int = 0
    """Runs with other weights, files that are neither old nor new, lines that cannot be read."""
    lost: int = 0
    stray: int = 0


def _started(*command: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = [sys.executable, *command]
    return subprocess.Popen(
        process, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=environment
    )


def _killed_after(seconds: float, *command: str, ready: bool = False) -> tuple[list[str], bool]:
    """Start a process and kill it; where it is to be ready, so long after its first line.

    Returns:
        The lines that it printed whole, and whether it had not ended by itself.
    """
    with _started(*command) as process:
        assert process.stdout is not None
        first = [process.stdout.readline()] if ready else []
        time.sleep(seconds)
        killed = process.poll() is None
        process.kill()
        return [line.strip() for line in (*first, *process.stdout) if line.endswith("\n")], killed


def _killed(chance: random.Random, *command: str) -> list[str]:
    """The lines of a process of this script that was killed, one in five times at its start."""
    ready = chance.random() < 0.8
    return _killed_after(chance.uniform(0, 0.5), *command, ready=ready)[0]


def _random_digits(count: int, chance: random.Random) -> list[MyDigit]:
    def stroke() -> Stroke:
        return Stroke(tuple((chance.random(), chance.random()) for _ in range(chance.randint(2, 60))), 0.05)

    return [new_digit(chance.randrange(10), Drawing((stroke(), stroke()))) for _ in range(count)]


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# Training


def kill_training(kills: int, chance: random.Random, folder: Path) -> Figures:
    figures = Figures()
    begun = time.perf_counter()
    whole = folder / "whole.safetensors"
    subprocess.run(_train(whole), check=True, capture_output=True, cwd=ROOT)
    longest = 1.2 * (time.perf_counter() - begun)
    parameters = load_weights(whole)[0]
    out = folder / "killed" / "out.safetensors"
    checkpoint = out.with_name(f"{out.name}.checkpoint")
    out.parent.mkdir()

    def go_on() -> list[str]:
        return [*_train(out), *["--resume"] * checkpoint.exists(), *["--force"] * out.exists()]

    def look(told: int) -> None:
        """Look at what a process has left that told so many passes."""
        if checkpoint.exists():
            figures.lost += len(read_log(checkpoint).passes) < told
        elif out.exists():
            figures.whole += 1
            figures.different += not (load_weights(out)[0].matrices.flat == parameters.matrices.flat).all()
            out.unlink()
        else:
            figures.lost += told > 0

    while figures.kills < kills:
        printed, killed = _killed_after(chance.uniform(0, longest), *go_on()[1:])
        figures.kills += killed
        look(sum(line.startswith("pass ") for line in printed))
    subprocess.run(go_on(), check=True, capture_output=True, cwd=ROOT)
    look(0)
    figures.stray = len(_names(out.parent) - {"out.training.json"})
    return figures


def _train(out: Path) -> list[str]:
    return [sys.executable, "-m", "model", "train", "--out", str(out), *TRAINING]


# My digits


def change_digits(folder: Path, file: Path, seed: int) -> None:
    """In a process of its own: change digits at random for ever, telling each change before and after."""
    chance, store, removed = random.Random(seed), DigitStore(folder), set[str]()
    while True:
        change = chance.choice(CHANGES)
        known = sorted(removed) if change == "restore" else [digit.key for digit in store.digits]
        some = chance.sample(known, min(len(known), chance.randint(1, 3)))
        labels = {key: chance.randrange(10) for key in some}
        if change in ("add", "import"):
            digits = _random_digits(chance.randint(1, 20), chance)
            labels = {digit.key: digit.label for digit in digits}
            deque(writing_jsonl(file, digits), maxlen=0)
        print(json.dumps([change, labels]), flush=True)
        match change:
            case "add":
                store.add_all(digits)
            case "import":
                deque(Import(file, store).run(), maxlen=0)
                store.refresh()
            case "relabel":
                store.relabel(labels)
            case "remove":
                store.remove(*labels)
                removed |= set(labels)
            case "restore":
                store.restore(*labels)
                removed -= set(labels)
            case "erase":
                store.erase_removed()
                removed.clear()
        print("done", flush=True)


def _changed(digits: Digits, change: str, labels: dict[str, int]) -> Digits:
    """What a change makes of digits: label, and whether it is there, by key."""
    match change:
        case "erase":
            return {key: digit for key, digit in digits.items() if digit[1]}
        case "remove" | "restore":
            return digits | {key: (digits[key][0], change == "restore") for key in labels}
    return digits | {key: (label, True) for key, label in labels.items()}


def _there(digits: Digits) -> dict[str, int]:
    return {key: label for key, (label, there) in digits.items() if there}


def kill_digits(kills: int, chance: random.Random, folder: Path) -> Figures:
    figures, mine, digits = Figures(), folder / "mine", Digits()
    mine.mkdir()
    for _ in range(kills):
        child = [__file__, "--child", "digits", str(mine), str(folder / "new.jsonl"), str(chance.randrange(2**30))]
        printed = _killed(chance, *child)
        figures.kills += 1
        told = [json.loads(line) for line in printed if line != "done"]
        under_way = told[printed.count("done") :]
        figures.whole += printed.count("done")
        for change, labels in told[: printed.count("done")]:
            erased = {key for key, (_, there) in digits.items() if not there} if change == "erase" else set()
            digits = _changed(digits, change, labels)
            content = (mine / "digits.jsonl").read_text() if erased else ""
            figures.lost += any(key in content for key in erased)
        found = {digit.key: digit.label for digit in DigitStore(mine).digits}
        for change, labels in under_way:
            if found != _there(digits) or change == "erase":
                digits = _changed(digits, change, labels)
        figures.lost += found != _there(digits)
        figures.stray += len(_names(mine) - {"digits.jsonl", "digits.lock"})
    figures.different = DigitStore(mine).damaged
    return figures


# Export


def export_digits(folder: Path, rounds: int) -> None:
    """In a process of its own: write two sets of digits in turn over the same files."""
    for turn in range(rounds):
        digits = read_jsonl(folder / f"{turn % 2}.jsonl")
        for name in EXPORTS:
            writing = writing_jsonl if ".jsonl" in name else writing_idx
            deque(writing(folder / "out" / name, digits), maxlen=0)
        print("done", flush=True)


def kill_export(kills: int, chance: random.Random, folder: Path) -> Figures:
    figures, out = Figures(), folder / "out"
    out.mkdir()
    for which, count in enumerate((40, 30)):
        deque(writing_jsonl(folder / f"{which}.jsonl", _random_digits(count, chance)), maxlen=0)
    both = [read_jsonl(folder / f"{which}.jsonl") for which in range(2)]
    child = [__file__, "--child", "export", str(folder)]
    for _ in range(kills):
        figures.whole += len(_killed(chance, *child, "1000000"))
        figures.kills += 1
        for name in EXPORTS:
            figures.different += not _is_one_of(out / name, both)
    subprocess.run([sys.executable, *child, "1"], check=True, capture_output=True, cwd=ROOT)
    figures.stray = len(_names(out) - {*EXPORTS, EXPORTS[-1].replace("images-idx3", "labels-idx1")})
    return figures


def _is_one_of(path: Path, sets: list[tuple[MyDigit, ...]]) -> bool:
    if not path.exists():
        return True
    try:
        if ".jsonl" in path.name:
            return read_jsonl(path) in sets
        labels_path = path.with_name(path.name.replace("images-idx3", "labels-idx1"))
        return read_pair(path, labels_path).labels.tolist() in [[digit.label for digit in digits] for digits in sets]
    except FileError:
        return False


PARTS = {"training": (kill_training, 50), "digits": (kill_digits, 60), "export": (kill_export, 25)}


def main() -> None:
    parser = parser_of(__doc__)
    for part, (_, kills) in PARTS.items():
        parser.add_argument(
            f"--{part}", type=int, default=kills, metavar="N", help="how many kills (default: %(default)s)"
        )
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: %(default)s)")
    parser.add_argument("--child", nargs="+", help="for this script itself")
    arguments = parser.parse_args()
    if arguments.child:
        which, folder, *rest = arguments.child
        if which == "digits":
            change_digits(Path(folder), Path(rest[0]), int(rest[1]))
        else:
            export_digits(Path(folder), int(rest[0]))
        return
    figures: dict[str, dict[str, int]] = {}
    for part, (attack, _) in PARTS.items():
        with tempfile.TemporaryDirectory(prefix="lenet-benchmark-") as folder:
            chance = random.Random(arguments.seed)
            figures[part] = asdict(attack(getattr(arguments, part), chance, Path(folder)))
    rows = [(part, ", ".join(f"{name} {count}" for name, count in counts.items())) for part, counts in figures.items()]
    report("processes killed at random moments", rows, figures, arguments.json)
    if any(counts[bad] for counts in figures.values() for bad in ("different", "lost", "stray")):
        sys.exit(1)


if __name__ == "__main__":
    main()
