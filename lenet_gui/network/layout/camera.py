"""Which part of a picture a view shows, and how much enlarged."""

from PySide6.QtCore import QPointF, QRectF, QSizeF

LARGEST_ZOOM = 12.0


class Camera:
    """Zoom and offset; the picture always fills the view."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self.offset = QPointF()

    def to_view(self, rect: QRectF) -> QRectF:
        """From the picture's coordinates to the view's."""
        return QRectF(rect.topLeft() * self.zoom + self.offset, rect.size() * self.zoom)

    def to_picture(self, position: QPointF) -> QPointF:
        """From the view's coordinates to the picture's."""
        return (position - self.offset) / self.zoom

    def zoom_by(self, factor: float, about: QPointF, size: QSizeF) -> None:
        zoom = min(max(self.zoom * factor, 1.0), LARGEST_ZOOM)
        self.offset = about - (about - self.offset) * (zoom / self.zoom)
        self.zoom = zoom
        self.move_by(QPointF(), size)

    def move_by(self, shift: QPointF, size: QSizeF) -> None:
        """Move the picture, no further than its edges."""
        offset = self.offset + shift
        low_x, low_y = size.width() * (1 - self.zoom), size.height() * (1 - self.zoom)
        self.offset = QPointF(min(0.0, max(low_x, offset.x())), min(0.0, max(low_y, offset.y())))

    def show_all(self) -> None:
        self.zoom, self.offset = 1.0, QPointF()
