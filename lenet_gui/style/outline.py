"""A line around a picture, as thin as the screen's pixels."""

from math import floor

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

from lenet_gui.base import theme


def paint_outline(painter: QPainter, picture: QRectF, palette: QPalette) -> None:
    """Draw a line around a picture, beside its outermost pixels: of small ones, it would hide the half."""
    to_screen = painter.deviceTransform()
    seen = to_screen.mapRect(picture)
    # A picture begins and ends with the nearest of the screen's pixels, but a line is in the one that it lies within.
    edges = seen.left(), seen.top(), seen.right(), seen.bottom()
    left, top, right, bottom = (floor(at + 0.5) for at in edges)
    middle = QRectF(left - 0.5, top - 0.5, right - left + 1, bottom - top + 1)
    painter.setPen(QPen(theme.line(palette), 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(to_screen.inverted()[0].mapRect(middle))
