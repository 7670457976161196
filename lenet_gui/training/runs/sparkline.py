"""A run's errors as a small curve, on a logarithmic scale that all runs share."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

LOWEST, HIGHEST = 0.1, 100.0
"""The ends of the scale, in percent: the least that 10,000 digits can show, and nothing read."""
_MOST_POINTS = 60


def points_of(errors: Sequence[float], room: QRectF) -> QPolygonF:
    """The curve through errors in percent, the first at the left edge, the last at the right one."""
    step = max(1, -(-len(errors) // _MOST_POINTS))
    chosen = [*errors[:-1:step], *errors[-1:]]
    across = room.width() / max(1, len(chosen) - 1)
    span = math.log(HIGHEST / LOWEST)
    heights = [math.log(min(max(error, LOWEST), HIGHEST) / LOWEST) / span for error in chosen]
    if len(heights) == 1:
        heights *= 2
        across = room.width()
    return QPolygonF(
        [QPointF(room.left() + at * across, room.bottom() - h * room.height()) for at, h in enumerate(heights)]
    )


def paint_sparkline(painter: QPainter, errors: Sequence[float], room: QRectF, colour: QColor) -> None:
    """Paint the curve; nothing where there is no pass yet."""
    if not errors:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    curve = points_of(errors, room)
    painter.drawPolyline(curve)
    painter.setBrush(colour)
    painter.drawEllipse(curve.last(), 1.6, 1.6)
    painter.restore()
