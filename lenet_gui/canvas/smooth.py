"""Pen lines as smooth curves through their points, for the screen alone: the network reads the points."""

import math
from collections.abc import Sequence

from PySide6.QtGui import QPainterPath

from model.digits.drawing import Point


def _tangent(before: Point, at: Point, after: Point) -> Point:
    """The direction at a point, from both neighbours; the nearer one counts more.

    Its length is at most 1, and less from a turn of 60 degrees on: one of 90 is a corner, and stays one.
    """
    (x0, y0), (x1, y1), (x2, y2) = before, at, after
    dx, dy, ex, ey = x1 - x0, y1 - y0, x2 - x1, y2 - y1
    a, b = math.hypot(dx, dy), math.hypot(ex, ey)
    if a == 0 or b == 0:
        return 0.0, 0.0
    straight = min(1.0, max(0.0, 2 * (dx * ex + dy * ey) / (a * b))) / (a + b)
    come, gone = straight * b / a, straight * a / b
    return dx * come + ex * gone, dy * come + ey * gone


def curve(points: Sequence[Point], first: int, end: int) -> QPainterPath:
    """The segments from number ``first`` to before ``end`` of the curve through two points or more.

    Segment i leads from point i to point i + 1. Its shape depends on one point before and one behind it, if there are
    such points, so all but the last stay as they are when the line grows.
    """
    path = QPainterPath()
    path.moveTo(*points[first])
    for index in range(first, end):
        start, stop = points[index], points[index + 1]
        (x0, y0), (x1, y1) = start, stop
        reach = math.hypot(x1 - x0, y1 - y0) / 3
        left, up = _tangent(points[index - 1], start, stop) if index else (0.0, 0.0)
        right, down = _tangent(start, stop, points[index + 2]) if index + 2 < len(points) else (0.0, 0.0)
        path.cubicTo(x0 + left * reach, y0 + up * reach, x1 - right * reach, y1 - down * reach, x1, y1)
    return path
