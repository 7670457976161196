"""The preset Paper 1998, seed by seed: MNIST's test error after every pass, as the table in model/training/README.md.

All 60,000 digits are trained on. The test digits are measured after each pass and nothing is chosen on them. Each seed
writes its figures as it goes, and a run that is started again goes on with the seeds that are missing.
"""

import json
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import torch

from model.digits.datasets import mnist_test, mnist_training
from model.training.engine.lenet5 import LeNet5
from model.training.loop import Training
from model.training.presets import PAPER_1998, PRESETS
from tests.benchmarks.harness import finish, parser_of


def train_one(preset: str, seed: int, passes: int) -> list[dict[str, float]]:
    """One seed's figures, pass by pass."""
    config = replace(PRESETS[preset], seed=seed, passes=passes)
    network = LeNet5(config.squashing, config.initialisation, torch.Generator().manual_seed(seed))
    training = Training(network, mnist_training(), mnist_test(), config)
    figures = []
    for progress in training.run():
        result = progress.finished_pass
        if result and result.held_out:
            print(
                f"seed {seed}  pass {result.number:2d}  training {result.training_error_percent:5.2f} %"
                f"  test {result.held_out.error_percent:5.2f} %  {result.seconds:.1f} s",
                flush=True,
            )
            figures.append(
                {
                    "training": round(result.training_error_percent, 3),
                    "test": round(result.held_out.error_percent, 2),
                    "seconds": round(result.seconds, 1),
                }
            )
    return figures


def table(runs: dict[str, list[dict[str, float]]]) -> str:
    """Markdown: a row a pass, a column a seed, and the mean."""
    seeds = sorted(runs, key=int)
    lines = ["| pass | " + " | ".join(f"seed {seed}" for seed in seeds) + " | mean |"]
    lines.append("|---" * (len(seeds) + 2) + "|")
    for number in range(min(map(len, runs.values()))):
        tests = [runs[seed][number]["test"] for seed in seeds]
        cells = [f"{test:.2f}" for test in tests] + [f"{statistics.mean(tests):.2f}"]
        lines.append(f"| {number + 1} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--preset", choices=["paper", "paper-eq8"], default="paper", help="(default: %(default)s)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--passes", type=int, default=PAPER_1998.passes)
    parser.add_argument("--figures", type=Path, default=Path("paper-1998.json"), help="(default: %(default)s)")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    runs: dict[str, list[dict[str, float]]] = {}
    if arguments.figures.exists():
        runs = json.loads(arguments.figures.read_text())
    started = time.perf_counter()
    for seed in arguments.seeds:
        if len(runs.get(str(seed), [])) < arguments.passes:
            runs[str(seed)] = train_one(arguments.preset, seed, arguments.passes)
            arguments.figures.write_text(json.dumps(runs))
    asked = {str(seed): runs[str(seed)][: arguments.passes] for seed in arguments.seeds}
    last = [figures[-1]["test"] for figures in asked.values()]
    print(table(asked))
    print(f"mean after pass {arguments.passes}: {statistics.mean(last):.3f} %, {time.perf_counter() - started:.0f} s")
    finish({"mean_test_error_percent": round(statistics.mean(last), 4), "seeds": len(last)}, arguments.json)


if __name__ == "__main__":
    main()
