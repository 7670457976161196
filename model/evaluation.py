"""The error of a network on labelled digits."""

import numpy as np
import torch
from torch import Tensor, nn

from model.datasets import Digits
from model.lenet5 import to_input
from model.records import Evaluation

_BATCH = 1000


def penalties(network: nn.Module, digits: Digits) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """(N, 10): the penalties of every digit."""
    fields = digits.fields()
    answers: list[Tensor] = []
    with torch.inference_mode():
        for start in range(0, len(digits), _BATCH):
            ink = torch.from_numpy(fields[start : start + _BATCH].astype(np.float32) / 255)
            answers.append(network(to_input(ink)[:, None]))
    return torch.cat(answers).numpy()


def evaluation_of(
    answers: np.ndarray[tuple[int, ...], np.dtype[np.int64]], labels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
) -> Evaluation:
    """Count answers (N,) against labels (N,)."""
    truth = labels.astype(np.int64)
    confusion = np.bincount(truth * 10 + answers, minlength=100).reshape(10, 10)
    return Evaluation(confusion, np.flatnonzero(answers != truth))


def evaluate(network: nn.Module, digits: Digits) -> Evaluation:
    """Read every digit, the smallest penalty wins, and count."""
    return evaluation_of(penalties(network, digits).argmin(axis=1), digits.labels)
