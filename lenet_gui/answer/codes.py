"""The ten codes as pictures."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPalette

from lenet_gui.base import theme
from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS, RBF_CODES


def code_pictures(palette: QPalette) -> list[QImage]:
    """The ten codes, black on white as in Fig. 3."""
    table = theme.ink_table(theme.is_dark(palette))
    pixels: NDArray[np.uint32] = table[np.where(RBF_CODES > 0, 215, 0)].reshape(10, CODE_ROWS, CODE_COLUMNS)
    return [theme.picture(code) for code in pixels]
