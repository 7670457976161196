"""A few digits, distorted as training would, to be looked at."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from model.datasets import Digits, mnist_test
from model.own_digits import OwnSource
from model.recipes import Distortion
from model.records import FloatArray

PREVIEWS = 24
LEAST_OWN = PREVIEWS // 4
"""Own digits beside MNIST's are few in a pass; here there are enough of them to see what becomes of them."""


@cache
def _mnist() -> Digits:
    return mnist_test().subset(np.arange(200))


def own_to_show(own: OwnSource, seed: int) -> OwnSource:
    """As many of a person's digits as are shown; other ones with another seed."""
    count = PREVIEWS if own.share is None else max(LEAST_OWN, round(own.share * PREVIEWS))
    return own.some(seed * count, count)


def _chosen(own: OwnSource | None, seed: int) -> tuple[FloatArray, NDArray[np.int64]]:
    """The fields (24, 32, 32), 0 to 1, and what they are: own digits first."""
    start = seed * PREVIEWS % (len(_mnist()) - PREVIEWS)
    parts = [_mnist().subset(np.arange(start, start + PREVIEWS))]
    if own is not None:
        parts.insert(0, own.read().digits)
    fields = np.concatenate([part.fields() for part in parts])[:PREVIEWS].astype(np.float32) / np.float32(255)
    return fields, np.concatenate([part.labels for part in parts])[:PREVIEWS].astype(np.int64)


def distorted_digits(distortion: Distortion, seed: int, own: OwnSource | None) -> FloatArray:
    """(24, 32, 32), 0 to 1.

    Args:
        distortion: the strengths.
        seed: decides which digits, and how each is distorted.
        own: what :func:`own_to_show` gave; MNIST's fill up what is left. None for MNIST's alone.
    """
    # Not with the window, which only asks which digits to show.
    import torch

    from model.distort import Distorter

    fields, labels = _chosen(own, seed)
    distort = Distorter(distortion, torch.Generator().manual_seed(seed))
    shown: FloatArray = distort(torch.from_numpy(fields)[:, None], torch.from_numpy(labels))[:, 0].numpy()
    return shown
