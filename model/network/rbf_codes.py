"""The ten fixed codes that F6 is compared with: stylised 7x12 pictures of the digits (paper, Fig. 3).

The pictures are read off the paper's own figure, cell by cell. The bar over 0, 2, 4 and 5, the open top of the 2 and
the descender of the 4 are in the figure; they keep the codes of similar characters apart.
"""

import numpy as np
from numpy.typing import NDArray

CODE_ROWS, CODE_COLUMNS = 12, 7

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


def _read_codes() -> NDArray[np.float32]:
    cells = np.array([list(row) for row in _PICTURES.split()])
    pictures = cells.reshape(2, CODE_ROWS, 5, CODE_COLUMNS).swapaxes(1, 2)
    codes = np.where(pictures == "#", np.float32(1), np.float32(-1)).reshape(10, -1)
    codes.flags.writeable = False
    return codes


RBF_CODES: NDArray[np.float32] = _read_codes()
"""Shape (10, 84), read-only: row d is digit d's code, its 12 rows of 7 cells one after the other, black = +1."""
