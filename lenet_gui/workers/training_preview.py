"""A few digits, distorted as training would, to be looked at."""

import numpy as np
from numpy.typing import NDArray

from model.digits.reading import some_digits
from model.errors import DataError
from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray
from model.training.own_digits import OwnSource
from model.training.setup import RunSetup

PREVIEWS = 24
LEAST_OWN = PREVIEWS // 4
"""Own digits beside MNIST's are few in a pass; here there are enough of them to see what becomes of them."""


def own_to_show(own: OwnSource, seed: int) -> OwnSource:
    """As many of a person's digits as are shown; other ones with another seed."""
    count = PREVIEWS if own.share is None else max(LEAST_OWN, round(own.share * PREVIEWS))
    return own.some(seed * count, count)


def _chosen(setup: RunSetup, seed: int, own: OwnSource | None) -> tuple[FloatArray, NDArray[np.int64]]:
    """The fields (24, 32, 32), 0 to 1, and what they are: own digits first."""
    parts = [] if own is None else [own.read().digits]
    missing = PREVIEWS - sum(map(len, parts))
    if missing > 0:
        parts.append(some_digits(setup.data, setup.config.split_seed, seed * PREVIEWS, missing))
    fields = np.concatenate([part.fields() for part in parts])[:PREVIEWS].astype(np.float32) / np.float32(255)
    return fields, np.concatenate([part.labels for part in parts])[:PREVIEWS].astype(np.int64)


def distorted_digits(setup: RunSetup, seed: int, own: OwnSource | None) -> FloatArray:
    """(24, 32, 32), 0 to 1; (0, 32, 32) where the run's digits cannot be read.

    Args:
        setup: the run: where its digits are, and how strongly they are distorted.
        seed: decides which digits, and how each is distorted.
        own: what :func:`own_to_show` gave; the run's other digits fill up what is left. None for these alone.
    """
    # Not with the window, which only asks which digits to show.
    import torch

    from model.digits.distorter import Distorter

    try:
        fields, labels = _chosen(setup, seed, own)
    except DataError:
        # What is wrong is told when a run is to start: here a path may be half typed.
        return np.zeros((0, FIELD_SIZE, FIELD_SIZE), dtype=np.float32)
    distort = Distorter(setup.config.distortion, torch.Generator().manual_seed(seed))
    shown: FloatArray = distort(torch.from_numpy(fields)[:, None], torch.from_numpy(labels))[:, 0].numpy()
    return shown
