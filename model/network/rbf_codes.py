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
    lines = _PICTURES.split("\n")[1:-1]
    codes = np.empty((10, CODE_ROWS * CODE_COLUMNS), dtype=np.float32)
    for block in range(2):
        rows = [line.split("  ") for line in lines[block * CODE_ROWS : (block + 1) * CODE_ROWS]]
        for column in range(5):
            cells = "".join(row[column] for row in rows)
            codes[block * 5 + column] = [1.0 if cell == "#" else -1.0 for cell in cells]
    codes.flags.writeable = False
    return codes


RBF_CODES: NDArray[np.float32] = _read_codes()
"""Shape (10, 84), read-only: row d is digit d's code, its 12 rows of 7 cells one after the other, black = +1."""
