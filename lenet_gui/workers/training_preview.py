"""A few digits, distorted as in training, and a few patterns that are none, for the previews."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from model.digits.reading import some_digits
from model.errors import DataError
from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray
from model.strokes.extras import Extras
from model.strokes.reading import PenPattern, read_pen_patterns
from model.training.own_digits import OwnSource
from model.training.setup import RunSetup

PREVIEWS = 24
LEAST_OWN = PREVIEWS // 4
"""A person's own digits may be few in a pass; the preview has at least this many."""


def own_to_show(own: OwnSource, seed: int) -> OwnSource:
    """As many of a person's digits as the preview shows; another seed takes others."""
    count = PREVIEWS if own.share is None else max(LEAST_OWN, round(own.share * PREVIEWS))
    return own.some(seed * count, count)


def _chosen(setup: RunSetup, seed: int, own: OwnSource | None) -> tuple[FloatArray, NDArray[np.int64]]:
    """The fields (24, 32, 32), 0 to 1, and their labels: own digits first."""
    parts = [] if own is None else [own.read().digits]
    missing = PREVIEWS - sum(map(len, parts))
    if missing > 0:
        parts.append(some_digits(setup.data, setup.config.split_seed, seed * PREVIEWS, missing))
    fields = np.concatenate([part.fields() for part in parts])[:PREVIEWS].astype(np.float32) / np.float32(255)
    return fields, np.concatenate([part.labels for part in parts])[:PREVIEWS].astype(np.int64)


def distorted_digits(setup: RunSetup, seed: int, own: OwnSource | None) -> FloatArray:
    """(24, 32, 32), 0 to 1; (0, 32, 32) where the run's digits cannot be read.

    The seed decides which digits, and how each is distorted. ``own`` comes from :func:`own_to_show`; the run's other
    digits fill the rest.
    """
    # Here, because the window's process uses this module too, without torch.
    import torch

    from model.digits.distorter import Distorter

    try:
        fields, labels = _chosen(setup, seed, own)
    except DataError:
        # A path may be half typed; starting a run says what is wrong.
        return np.zeros((0, FIELD_SIZE, FIELD_SIZE), dtype=np.float32)
    distort = Distorter(setup.config.distortion, torch.Generator().manual_seed(seed))
    shown: FloatArray = distort(torch.from_numpy(fields)[:, None], torch.from_numpy(labels))[:, 0].numpy()
    return shown


@lru_cache(maxsize=1)
def _patterns(sources: tuple[str, ...]) -> tuple[PenPattern, ...]:
    return tuple(pattern for source in sources for pattern in read_pen_patterns(source))


def some_rubbish(setup: RunSetup, seed: int) -> FloatArray:
    """(24, 32, 32), 0 to 1; (0, 32, 32) where the run's files cannot be read. The seed decides which."""
    try:
        patterns = _patterns(setup.data.strokes)
        pictures = some_digits(setup.data, setup.config.split_seed, seed * PREVIEWS, PREVIEWS).fields()
    except DataError:
        return np.zeros((0, FIELD_SIZE, FIELD_SIZE), dtype=np.float32)
    config = setup.config
    extras = Extras(patterns, 0, PREVIEWS, config.rubbish_mix, pictures, seed, pen_field=config.pen_field)
    for _ in extras.prepare(1):
        pass
    return extras.images.astype(np.float32) / np.float32(255)
