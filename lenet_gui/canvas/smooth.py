"""Pen lines as smooth curves through their points, for the screen alone: the network reads the points."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath


def _tangent(before: QPointF, at: QPointF, after: QPointF) -> QPointF:
    """The direction at a point: that of both neighbours, the nearer one's more.

    Its length is at most 1, and less from a turn of 60 degrees on: one of 90 is a corner, and stays one.
    """
    come, gone = at - before, after - at
    a, b = math.hypot(come.x(), come.y()), math.hypot(gone.x(), gone.y())
    if a == 0 or b == 0:
        return QPointF()
    straight = min(1.0, max(0.0, 2 * QPointF.dotProduct(come, gone) / (a * b)))
    return (come * (b / a) + gone * (a / b)) * (straight / (a + b))


def curve(points: Sequence[QPointF], first: int, end: int) -> QPainterPath:
    """The segments from number ``first`` to before ``end`` of the curve through two points or more.

    Segment i leads from point i to point i + 1. Its form depends on one point before and one behind it, where there are
    such points, so all but the last stay as they are when the line grows.
    """
    path = QPainterPath(points[first])
    for index in range(first, end):
        start, stop = points[index], points[index + 1]
        reach = math.hypot(stop.x() - start.x(), stop.y() - start.y()) / 3
        leaving = _tangent(points[index - 1], start, stop) if index else QPointF()
        arriving = _tangent(start, stop, points[index + 2]) if index + 2 < len(points) else QPointF()
        path.cubicTo(start + leaving * reach, stop - arriving * reach, stop)
    return path
