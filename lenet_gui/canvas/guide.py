"""A digit on the paper, to be copied or not: large, grey, below the ink."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPalette

from lenet_gui.base import theme

_SHARE = 0.62
"""The height of the digit, as a share of the paper's side."""


def paint_guide(painter: QPainter, paper: QRectF, digit: int, palette: QPalette) -> None:
    """Paint it in the middle of the paper, with its font's shape."""
    path = QPainterPath()
    font = QFont(painter.font())
    font.setPixelSize(200)
    path.addText(0, 0, font, str(digit))
    box = path.boundingRect()
    painter.save()
    painter.translate(paper.center())
    scale = _SHARE * paper.height() / box.height()
    painter.scale(scale, scale)
    painter.translate(-box.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.guide(palette))
    painter.drawPath(path)
    painter.restore()
