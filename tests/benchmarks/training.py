"""Samples a second while training, headless, on all cores: this engine beside the two ways people write it.

All three train the same network on the same digits with the same optimizer and batch size, in turns within one process,
so that the machine's other load hits them alike; a ratio is the median of the rounds' ratios.

- DataLoader: a Dataset whose items are distorted one by one, by the very code that the engine uses for a whole batch
  (affine), a DataLoader, the plain module; without workers and with one a core, of which the faster counts. Beside it,
  for comparison, the cheapest way we know to distort one item, with Pillow.
- Eager: all digits as one tensor in memory, no distortion, the plain module.
"""

import math
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from model.digits.datasets import Digits, mnist_training
from model.digits.distorter import Distorter
from model.digits.distortion import Distortion
from model.training.engine.lenet5 import LeNet5, to_input
from model.training.engine.loss import maximum_a_posteriori
from model.training.loop import Training
from model.training.presets import MODERN
from model.training.recipes import Optimizer
from tests.benchmarks.harness import finish, parser_of

AFFINE = replace(MODERN.distortion, elastic_px=0.0, flags=0.0)
BATCH = 128


def fresh_network() -> LeNet5:
    return LeNet5(MODERN.squashing, MODERN.initialisation, torch.Generator().manual_seed(1))


class DistortedDigits(Dataset[tuple[Tensor, int]]):
    """One digit at a time, distorted afresh each time by the engine's own distortion, as tutorials do it."""

    def __init__(self, digits: Digits, distortion: Distortion) -> None:
        self._fields = torch.from_numpy(np.array(digits.fields()))[:, None]
        self._labels = digits.labels.tolist()
        self._whole = torch.from_numpy(digits.labels.astype(np.int64))
        self._distort = Distorter(distortion, torch.Generator().manual_seed(1))

    def __len__(self) -> int:
        return len(self._labels)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        ink = self._fields[index].float().div(255)
        return to_input(self._distort(ink[None], self._whole[index : index + 1])[0]), self._labels[index]


class PillowDigits(DistortedDigits):
    """The same with Pillow and as little Python as it takes: about the cheapest that distorting one item gets."""

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        d = AFFINE
        picture = Image.fromarray(self._fields[index, 0].numpy())
        angle, scale, shear, dx, dy = (torch.rand(5) * 2 - 1).tolist()
        angle, grow, shear = math.radians(angle * d.rotation_degrees), (1 + d.scale) ** scale, shear * d.shear
        cosine, sine = math.cos(angle) / grow, math.sin(angle) / grow
        a, b, e, f = cosine, shear * cosine - sine, sine, shear * sine + cosine
        right, down = 15.5 + dx * d.shift_px, 15.5 + dy * d.shift_px
        matrix = (a, b, 15.5 - a * right - b * down, e, f, 15.5 - e * right - f * down)
        moved = picture.transform(picture.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        return to_input(torch.from_numpy(np.array(moved, dtype=np.float32)[None]).div_(255)), self._labels[index]


def train_plainly(batches: Iterable[tuple[Tensor, Tensor]]) -> None:
    """The loop of tutorials."""
    network = fresh_network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3)
    for x, labels in batches:
        optimizer.zero_grad()
        loss = maximum_a_posteriori(network(x), labels, MODERN.rubbish_j, MODERN.penalty_scale)
        torch.autograd.backward(loss)
        optimizer.step()


def by_loader(items: Dataset[tuple[Tensor, int]], workers: int) -> None:
    train_plainly(DataLoader(items, BATCH, shuffle=True, num_workers=workers))


def eagerly(digits: Digits) -> None:
    ink = to_input(torch.from_numpy(digits.fields().astype(np.float32) / 255)[:, None])
    labels = torch.from_numpy(digits.labels.astype(np.int64))
    order = torch.randperm(len(digits))
    batches = (order[at : at + BATCH] for at in range(0, len(digits), BATCH))
    train_plainly((ink[batch], labels[batch]) for batch in batches)


def by_engine(digits: Digits, distortion: Distortion, optimizer: Optimizer = Optimizer.ADAMW) -> None:
    config = replace(MODERN, distortion=distortion, passes=1, batch_size=BATCH, optimizer=optimizer)
    for _ in Training(fresh_network(), digits, None, config).run():
        pass


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--digits", type=int, default=12_800, help="in one turn (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=7, help="(default: %(default)s)")
    arguments = parser.parse_args()
    cores = os.cpu_count() or 1
    torch.set_num_threads(cores)
    digits = mnist_training().subset(np.arange(arguments.digits))
    few = mnist_training().subset(np.arange(arguments.digits // 4))
    # A quarter of the digits for the slow way: it is measured a sample all the same.
    turns: dict[str, tuple[Callable[[], None], int]] = {
        "engine, affine": (lambda: by_engine(digits, AFFINE), len(digits)),
        "DataLoader, no workers": (lambda: by_loader(DistortedDigits(few, AFFINE), 0), len(few)),
        f"DataLoader, {cores} workers": (lambda: by_loader(DistortedDigits(few, AFFINE), cores), len(few)),
        "Pillow, no workers": (lambda: by_loader(PillowDigits(few, AFFINE), 0), len(few)),
        "engine, no distortion": (lambda: by_engine(digits, Distortion()), len(digits)),
        "eager, no distortion": (lambda: eagerly(digits), len(digits)),
        "engine, as shipped": (lambda: by_engine(digits, MODERN.distortion), len(digits)),
        "engine, SOAP": (lambda: by_engine(digits, MODERN.distortion, Optimizer.SOAP), len(digits)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in turns}
    for turn in range(arguments.rounds + 1):
        for name, (train, count) in turns.items():
            started = time.perf_counter()
            train()
            if turn:  # the first round warms up
                seconds[name].append((time.perf_counter() - started) / count)

    def ratio(engine: str, *plain: str) -> float:
        rounds = zip(seconds[engine], *(seconds[name] for name in plain), strict=True)
        return float(statistics.median(min(others) / mine for mine, *others in rounds))

    loaders = [name for name in turns if name.startswith("DataLoader")]
    figures = {
        "samples_per_s": round(1 / statistics.median(seconds["engine, as shipped"])),
        "ratio_dataloader": round(ratio("engine, affine", *loaders), 2),
        "ratio_soap": round(1 / ratio("engine, SOAP", "engine, as shipped"), 2),
        "ratio_eager": round(ratio("engine, no distortion", "eager, no distortion"), 2),
    }
    print(f"training, batch {BATCH}, {cores} threads, medians of {arguments.rounds} rounds")
    for name, values in seconds.items():
        middle = statistics.median(values)
        print(f"  {name:<28} {1e6 * middle:7.1f} us a sample   {1 / middle:9,.0f} samples/s")
    print(f"  {'engine : DataLoader':<28} {figures['ratio_dataloader']:7.2f} times")
    print(f"  {'engine : Pillow':<28} {ratio('engine, affine', 'Pillow, no workers'):7.2f} times")
    print(f"  {'SOAP : as shipped':<28} {figures['ratio_soap']:7.2f} times as long")
    print(f"  {'engine : eager':<28} {figures['ratio_eager']:7.2f} times")
    finish(figures, arguments.json)


if __name__ == "__main__":
    main()
