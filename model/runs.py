"""A whole training run from digits to a weights file, as ``lenet train`` makes it."""

import platform
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from model import __version__
from model.datasets import Digits, hold_out, mnist_test
from model.evaluation import evaluate, penalties
from model.lenet5 import LeNet5
from model.recipes import TrainingConfig
from model.records import Rejection, WeightsInfo
from model.training import PassResult, Progress, Training
from model.weights import save_weights

KEPT_PERCENT = 99.0
"""Share of the held-out digits that each of the two rejection thresholds lets through."""


def choose_rejection(network: LeNet5, digits: Digits) -> Rejection:
    """The thresholds that refuse 1 in 100 of these digits each: by the smallest penalty, and by the margin.

    Args:
        network: the trained one.
        digits: not trained on.
    """
    ordered = np.sort(penalties(network, digits), axis=1)
    smallest, margin = ordered[:, 0], ordered[:, 1] - ordered[:, 0]
    return Rejection(
        round(float(np.percentile(smallest, KEPT_PERCENT)), 2),
        round(float(np.percentile(margin, 100 - KEPT_PERCENT)), 2),
    )


def _with_bar(progress: Iterator[Progress], steps: int) -> Iterator[PassResult]:
    """Show a progress bar on the way; yields each finished pass."""
    with tqdm(total=steps, unit="step", smoothing=0.05) as bar:
        for now in progress:
            bar.update(now.step - bar.n)
            if now.finished_pass:
                result = now.finished_pass
                line = f"pass {result.number:3d}  loss {result.training_loss:.4f}"
                line += f"  error {result.training_error_percent:5.2f} %"
                if result.held_out:
                    line += f"  held out {result.held_out.error_percent:5.2f} % ({result.held_out.errors})"
                bar.write(f"{line}  {result.seconds:.1f} s")
                yield result


def train_and_save(digits: Digits, config: TrainingConfig, path: Path) -> WeightsInfo:
    """Train from random weights by a recipe, say how it goes, and write the weights with all that is known of them.

    The test digits are read once, at the end, for the record; nothing is chosen on them.

    Raises:
        WeightsError: the file could not be written.
        TrainingError: the run did not stay finite.
    """
    started = time.perf_counter()
    training_digits, held_out = hold_out(digits, config.held_out, config.split_seed)
    network = LeNet5(config.squashing, config.initialisation, torch.Generator().manual_seed(config.seed))
    training = Training(network, training_digits, held_out if len(held_out) else None, config)
    passes = list(_with_bar(training.run(), training.steps))
    test = evaluate(training.result, mnist_test())
    origin: dict[str, Any] = {
        "recipe": asdict(config),
        "seed": config.seed,
        "training_set": digits.name,
        "trained_on": len(training_digits),
        "held_out": len(held_out),
        "held_out_error_percent": passes[-1].held_out.error_percent if passes[-1].held_out else None,
        "mnist_test_errors": test.errors,
        "mnist_test_error_percent": test.error_percent,
        "seconds": round(time.perf_counter() - started),
        "threads": torch.get_num_threads(),
        "versions": {"lenet": __version__, "torch": str(torch.__version__), "python": platform.python_version()},
    }
    rejection = choose_rejection(training.result, held_out if len(held_out) else training_digits)
    info = WeightsInfo(config.squashing, rejection, origin)
    save_weights(training.result, info, path)
    print(f"{path}: MNIST test error {test.error_percent:.2f} % ({test.errors} of {test.count})")
    return info
