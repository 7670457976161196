"""Where one is on the paper: the cross-hair of the keys, and the eraser's circle."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

from lenet_gui.base import theme

_ARM = 9


def paint_cross_hair(painter: QPainter, centre: QPointF, palette: QPalette) -> None:
    for colour, wide in ((theme.paper(palette), 5), (theme.accent(palette), 2)):  # to be seen on ink, too
        painter.setPen(QPen(colour, wide))
        painter.drawLine(centre - QPointF(_ARM, 0), centre + QPointF(_ARM, 0))
        painter.drawLine(centre - QPointF(0, _ARM), centre + QPointF(0, _ARM))


def paint_eraser(painter: QPainter, centre: QPointF, radius: float, palette: QPalette) -> None:
    """A circle around all that it takes; in pixels."""
    painter.setPen(QPen(theme.quiet(palette), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
