"""Where a drawing lies in a widget or a picture."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from model.digits.drawing import Point


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
