"""Where a drawing lies in a widget or a picture."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from model.digits.drawing import Drawing, Point


class Paper(NamedTuple):
    """The square that is one canvas unit wide and high, in pixels."""

    left: float
    top: float
    side: float

    @property
    def rect(self) -> QRectF:
        return QRectF(self.left, self.top, self.side, self.side)

    def at(self, point: Point) -> QPointF:
        """Canvas units -> pixels."""
        return QPointF(self.left + point[0] * self.side, self.top + point[1] * self.side)

    def point(self, position: QPointF) -> Point:
        """Pixels -> canvas units."""
        return (position.x() - self.left) / self.side, (position.y() - self.top) / self.side


def beside(drawing: Drawing) -> float:
    """How far strokes reach beyond the square, to the left or to the right, in canvas units."""
    return max((max(-x, x - 1.0, 0.0) for stroke in drawing.strokes for x, _ in stroke.points), default=0.0)


@lru_cache(maxsize=4)
def paper_in(width: int, height: int, needed: float) -> Paper:
    """The largest square at the top of a widget that leaves what is needed on both sides, in canvas units."""
    side = min((width - 2.0) / (1.0 + 2.0 * needed), height - 2.0)
    return Paper((width - side) / 2, 1.0, side)
