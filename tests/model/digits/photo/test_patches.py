"""What hangs together, by runs and joins, against a flood fill pixel by pixel."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.digits.photo.patches import patches_of
from tests.model.samples import PROPERTY


def flooded(mask: np.ndarray) -> np.ndarray:
    labels = np.zeros(mask.shape, dtype=int)
    for seed in np.argwhere(mask).tolist():
        if labels[tuple(seed)]:
            continue
        number, waiting = labels.max() + 1, [seed]
        while waiting:
            row, column = waiting.pop()
            if labels[row, column]:
                continue
            labels[row, column] = number
            top, left = max(row - 1, 0), max(column - 1, 0)
            near = np.argwhere(mask[top : row + 2, left : column + 2])
            waiting += [[top + down, left + right] for down, right in near.tolist()]
    return labels


@PROPERTY
@given(seed=st.integers(0, 10**6), height=st.integers(1, 14), width=st.integers(1, 14), part=st.floats(0, 1))
def test_patches_are_what_hangs_together(seed: int, height: int, width: int, part: float) -> None:
    mask = np.random.default_rng(seed).random((height, width)) < part
    patches, expected = patches_of(mask), flooded(mask)
    assert len(patches) == expected.max(initial=0)
    assert np.array_equal(patches.labels > 0, mask)
    for number in range(1, len(patches) + 1):
        places = np.argwhere(patches.labels == number)
        assert len(set(expected[tuple(places.T)].tolist())) == 1
        (top, left), (bottom, right) = places.min(axis=0), places.max(axis=0) + 1
        assert patches.areas[number - 1] == len(places)
        box = patches.tops, patches.bottoms, patches.lefts, patches.rights
        assert [int(ends[number - 1]) for ends in box] == [top, bottom, left, right]
