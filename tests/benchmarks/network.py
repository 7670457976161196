"""Reading digits with numpy beside reading them with torch; and ``lenet recognize`` beside an import of its libraries.

Everything is timed in turns within one run, so that the machine's other load hits both alike; a ratio is the median of
the rounds' ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as model does, where it is imported before numpy

import numpy as np
import torch
from PIL import Image

from model.assets import shipped_weights
from model.digits.datasets import Digits, mnist_test
from model.digits.evaluation import evaluate
from model.network.recognise import recognise
from model.network.records import NO_REJECTION
from model.network.saliency import input_gradient, occlusion
from model.network.weights import load_weights
from model.training.engine.lenet5 import LeNet5, network_of, to_input
from tests.benchmarks.harness import finish, parser_of

ROOT = Path(__file__).resolve().parents[2]
TORCH_BATCH = 250
"""The batch with which torch reads the test digits fastest here."""


def seconds_of(work: Callable[[], object], repeats: int) -> float:
    """The median of some repetitions."""
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def in_turn(ours: Callable[[], object], other: Callable[[], object], rounds: int, repeats: int = 1) -> list[float]:
    """Medians of ours and the other's seconds, and of the rounds' ratios ours/other."""
    ours(), other()
    pairs = [(seconds_of(ours, repeats), seconds_of(other, repeats)) for _ in range(rounds)]
    return [statistics.median(some) for some in (*zip(*pairs, strict=True), [a / b for a, b in pairs])]


def torch_errors(network: LeNet5, digits: Digits) -> int:
    """As evaluation does it, with torch."""
    errors = 0
    with torch.inference_mode():
        for start in range(0, len(digits), TORCH_BATCH):
            some = digits.subset(np.arange(start, min(start + TORCH_BATCH, len(digits))))
            fields = to_input(torch.from_numpy(some.fields().astype(np.float32) / 255))
            errors += int((network(fields[:, None]).argmin(1).numpy() != some.labels).sum())
    return errors


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    rounds = arguments.rounds
    parameters, _ = load_weights(shipped_weights())
    network, digits = network_of(parameters), mnist_test()
    assert evaluate(parameters, digits).errors == torch_errors(network, digits)
    ink = digits.subset(np.arange(1)).fields()[0].astype(np.float32) / np.float32(255)
    field = to_input(torch.from_numpy(ink))[None, None]

    def torch_one() -> None:
        with torch.inference_mode():
            network.activations(field)

    rows: dict[str, list[float]] = {}
    torch.set_num_threads(1)
    rows["one_picture"] = in_turn(lambda: recognise(parameters, ink, NO_REJECTION), torch_one, rounds, 200)
    for threads in (1, 2):
        torch.set_num_threads(threads)
        rows[f"test_digits_{threads}_threads"] = in_turn(
            partial(evaluate, parameters, digits, threads=threads),
            lambda: torch_errors(network, digits),
            rounds,
        )
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "digit.png"
        Image.fromarray(digits.images[0]).save(picture)
        lenet = [sys.executable, "-m", "model", "recognize", str(picture)]
        bare = [sys.executable, "-c", "import numpy, PIL"]
        rows["lenet_recognize"] = in_turn(lambda: run(lenet), lambda: run(bare), rounds)
    print(f"{'':24} {'ours ms':>10} {'other ms':>10} {'ratio':>7}")
    for name, (ours, other, ratio) in rows.items():
        print(f"{name:24} {1000 * ours:10.2f} {1000 * other:10.2f} {ratio:7.2f}")
    alone = {
        "occlusion_ms": 1000 * seconds_of(lambda: occlusion(parameters, ink, 7), 30),
        "input_gradient_ms": 1000 * seconds_of(lambda: input_gradient(parameters, ink, 7), 100),
    }
    for name, value in alone.items():
        print(f"{name:24} {value:10.2f}")
    figures = {f"{name}_ratio": round(ratio, 3) for name, (_, _, ratio) in rows.items()}
    figures |= {f"{name}_ms": round(1000 * ours, 3) for name, (ours, _, _) in rows.items()}
    finish(figures | {name: round(value, 3) for name, value in alone.items()}, arguments.json)


if __name__ == "__main__":
    main()
