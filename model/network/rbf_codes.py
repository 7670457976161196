"""The ten fixed codes that F6 is compared with: stylised 7x12 pictures of the digits (paper, Fig. 3).

The pictures are read off the paper's own figure, cell by cell. The bar over 0, 2, 4 and 5, the open top of the 2 and
the descender of the 4 are in the figure; they keep the codes of similar characters apart.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from model.network.records import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

CODE_ROWS, CODE_COLUMNS = 12, 7
CODE_SIZE = CODE_ROWS * CODE_COLUMNS
"""The cells of a code, and the units of F6."""

# '#' is black, +1; '.' is white, -1. Five digits side by side, two spaces between.
_PICTURES = """
.#####.  ...##..  .#####.  #######  .#####.
.......  ..###..  .......  .....##  .......
..###..  .####..  .#####.  ....##.  .......
.##.##.  ...##..  ##...##  ...##..  .##..##
##...##  ...##..  #....##  ..####.  .##..##
##...##  ...##..  ....##.  .....##  ###..##
##...##  ...##..  ..###..  .....##  ##...##
##...##  ...##..  .##....  .....##  ##...##
.##.##.  ...##..  ##.....  ##...##  ##..###
..###..  .######  #######  .#####.  .######
.......  .......  .......  .......  .....##
.......  .......  .......  .......  .....##
.#####.  ..####.  #######  .#####.  .#####.
.......  .##....  .....##  ##...##  ##..###
#######  ##.....  .....##  ##...##  ##...##
##.....  ##.....  ....##.  ##...##  ##...##
##.....  ######.  ...##..  .#####.  ##..###
.####..  ###..##  ...##..  ##...##  .######
..####.  ##...##  ..##...  ##...##  .....##
.....##  ##...##  ..##...  ##...##  .....##
##...##  ###..##  ..##...  ##...##  ....##.
.#####.  .#####.  ..##...  .#####.  .####..
.......  .......  .......  .......  .......
.......  .......  .......  .......  .......
"""


_BLACK = "#"
_ROWS = _PICTURES.split()
BLACK_CELLS = [
    [cell == _BLACK for row in _ROWS[below + beside : below + 5 * CODE_ROWS : 5] for cell in row]
    for below in (0, 5 * CODE_ROWS)
    for beside in range(5)
]
"""The cells of each digit's picture, its 12 rows of 7 one after the other: whether they are black."""


FARTHEST = 200.0
"""The largest squared distance between two codes: of 1 and 4, 1 and 8, 4 and 7."""


@cache
def rbf_codes() -> NDArray[np.float32]:
    """(10, 84), read-only: row d is digit d's code, black = +1."""
    return frozen(np.where(np.array(BLACK_CELLS), np.float32(1), np.float32(-1)))
