"""Connected ink, compared with filling it pixel by pixel."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from model.numbers.connected import connected
from tests.model.samples import PROPERTY


def filled(inked: NDArray[np.bool_]) -> NDArray[np.int64]:
    labels, number = np.zeros(inked.shape, dtype=np.int64), 0
    for start in zip(*np.nonzero(inked), strict=True):
        if labels[start]:
            continue
        number += 1
        todo = [start]
        while todo:
            row, column = todo.pop()
            if (
                0 <= row < len(inked)
                and 0 <= column < inked.shape[1]
                and inked[row, column]
                and not labels[row, column]
            ):
                labels[row, column] = number
                todo += [(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return labels


@PROPERTY
@given(arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.booleans()))
def test_ink_is_connected_as_if_it_were_filled(inked: NDArray[np.bool_]) -> None:
    np.testing.assert_array_equal(connected(inked), filled(inked))


def test_a_spiral_is_one_piece() -> None:
    picture = ["########", "       #", "###### #", "#    # #", "# ## # #", "#  ### #", "#      #", "########"]
    inked = np.array([[pixel == "#" for pixel in line] for line in picture])
    assert connected(inked).max() == 1
