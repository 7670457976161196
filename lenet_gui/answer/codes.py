"""The ten codes as pictures. Without numpy, which is not loaded yet when the window is first painted."""

from PySide6.QtGui import QImage, QPalette

from lenet_gui.base import theme
from model.network.rbf_codes import BLACK_CELLS, CODE_COLUMNS, CODE_ROWS

_BLACK = 215 / 255
"""The strength of a cell as ink; a code must not look stronger than a digit."""


def code_pictures(palette: QPalette) -> list[QImage]:
    """The ten codes, black on white as in Fig. 3."""
    colours = [theme.shade_of_ink(palette, strength).rgb() for strength in (0, _BLACK)]
    pictures = []
    for cells in BLACK_CELLS:
        indices = QImage(bytes(cells), CODE_COLUMNS, CODE_ROWS, CODE_COLUMNS, QImage.Format.Format_Indexed8)
        indices.setColorTable(colours)
        pictures.append(indices.convertToFormat(QImage.Format.Format_RGB32))
    return pictures
