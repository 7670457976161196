"""What the engine's tests share: settings of hypothesis, small IDX files, random networks, pen strokes."""

import gzip
import struct
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from hypothesis import settings
from numpy.typing import NDArray

from model.assets import shipped_weights
from model.digits.datasets import Digits
from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing
from model.my_digits.digit import MyDigit
from model.my_digits.formats import writing_jsonl
from model.network.changes import Changes
from model.network.parameters import Parameters
from model.network.records import FloatArray, Initialisation, Squashing
from model.network.weights import load_weights
from model.training.engine.lenet5 import LeNet5, network_of, parameters_of

# No database of past failures: the same examples everywhere.
PROPERTY = settings(max_examples=30, derandomize=True, database=None)


def idx_bytes(array: NDArray[np.uint8]) -> bytes:
    """The bytes of an IDX file that holds this array."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_pair(folder: Path, digits: Digits, packed: bool = False) -> tuple[Path, Path]:
    """Write digits as an IDX pair; returns the images' and the labels' path."""
    paths = folder / "images-idx3", folder / "labels-idx1"
    for path, array in zip(paths, (digits.images, digits.labels), strict=True):
        content = idx_bytes(array)
        path.write_bytes(gzip.compress(content) if packed else content)
    return paths


def write_jsonl(path: Path, digits: Sequence[MyDigit]) -> None:
    """Write drawn digits as JSON Lines in one go."""
    deque(writing_jsonl(path, digits), maxlen=0)


def lively_network(squashing: Squashing = Squashing.TANH, seed: int = 5) -> LeNet5:
    """A network whose every parameter, biases and coefficients too, is drawn and away from nothing."""
    generator = torch.Generator().manual_seed(seed)
    network = LeNet5(squashing, Initialisation.SQRT_FAN_IN, generator)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.endswith(("bias", "coefficient")):
                unit = torch.rand(parameter.shape, generator=generator)
                parameter.copy_(0.1 + 0.4 * unit)
                parameter[::2] *= -1
    return network


def lively_parameters(squashing: Squashing = Squashing.TANH, seed: int = 5) -> Parameters:
    """Those of :func:`lively_network`."""
    return parameters_of(lively_network(squashing, seed))


def gains_of(changes: Changes) -> dict[str, torch.Tensor]:
    """The changes as the torch network takes them."""
    return {name: torch.from_numpy(gains) for name, gains in changes.gains().items()}


def default_network(name: str = "default") -> LeNet5:
    """The network with the default weights, or others that come with the program."""
    return network_of(load_weights(shipped_weights(name))[0])


def same_parameters(one: Parameters, other: Parameters) -> bool:
    """Whether they are equal bit for bit."""
    return one.squashing is other.squashing and np.array_equal(one.matrices.flat, other.matrices.flat)


def random_fields(count: int, seed: int = 7) -> torch.Tensor:
    """(count, 1, 32, 32) over the network's input range."""
    ink = torch.rand((count, 1, 32, 32), generator=torch.Generator().manual_seed(seed))
    return 1.275 * ink - 0.1


def drawing_of(*lines: list[tuple[float, float]], width: float = 0.05) -> Drawing:
    """A drawing with one stroke a line."""
    return Drawing(tuple(Stroke(tuple(line), width) for line in lines))


def drawn_four() -> FloatArray:
    """(32, 32): the ink of a 4 drawn with two strokes."""
    return ink_of_drawing(drawing_of([(0.3, 0.2), (0.25, 0.55), (0.75, 0.5)], [(0.65, 0.2), (0.6, 0.9)]))
